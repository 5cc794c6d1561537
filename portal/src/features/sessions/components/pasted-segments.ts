import type { TypedSegment } from '@/features/sessions/api/transcript';

/** At most so many characters of one line are the name of who speaks. */
const longestSpeaker = 40;
const turn = new RegExp(`^([^:\\n]{1,${longestSpeaker}}):[ \\t]+(\\S.*)$`);

function segment(speaker: string, text: string): TypedSegment {
  return { speaker, text, start_ms: null, end_ms: null };
}

/** Lines that begin with a speaker are turns; a line without one goes on with the turn before. */
function turnsOf(lines: readonly string[]): TypedSegment[] {
  const turns: TypedSegment[] = [];
  for (const line of lines) {
    const [, speaker, text] = turn.exec(line) ?? [];
    const before = turns.at(-1);
    if (speaker !== undefined && text !== undefined) turns.push(segment(speaker.trim(), text));
    else if (before) turns[turns.length - 1] = { ...before, text: `${before.text}\n${line}` };
    else turns.push(segment('', line));
  }
  return turns;
}

/** "Speaker: text" a line becomes a segment each; where not one line is so, each paragraph becomes one. */
export function segmentsIn(pasted: string): TypedSegment[] {
  const text = pasted.replace(/\r\n?/g, '\n').trim();
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.some((line) => turn.test(line))) return turnsOf(lines);
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => segment('', paragraph));
}
