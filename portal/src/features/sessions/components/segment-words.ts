import type { TypedSegment } from '@/features/sessions/api/transcript';

const spaces = /[\s\u0085]+/gu;
const unseen = /(?![\s\u0085])[\p{Cc}\p{Bidi_Control}]/gu;

/** The server keeps a text in NFC, in one line, trimmed, without what controls or reorders it unseen. */
function keptOf(text: string): string {
  return text.replace(unseen, '').normalize('NFC').replace(spaces, ' ').trim();
}

/** Whether the server has kept `sent` as `now`. */
export function isKeptAs(sent: TypedSegment, now: TypedSegment): boolean {
  return (
    keptOf(sent.speaker) === keptOf(now.speaker) &&
    keptOf(sent.text) === keptOf(now.text) &&
    sent.start_ms === now.start_ms &&
    sent.end_ms === now.end_ms
  );
}

function lineOf({ speaker, text }: TypedSegment): string {
  return speaker === '' ? text : `${speaker}: ${text}`;
}

/** One line a segment, as it may be read or taken along. */
export function textOf(segments: readonly TypedSegment[]): string {
  return segments.map(lineOf).join('\n');
}

/** Both without what they begin and end with in common: of thousands of segments only those between are compared. */
export function whereTheyDiffer(
  before: readonly TypedSegment[],
  after: readonly TypedSegment[],
): { readonly before: string; readonly after: string } {
  const shorter = Math.min(before.length, after.length);
  const isSame = (one: TypedSegment | undefined, other: TypedSegment | undefined) =>
    one !== undefined && other !== undefined && lineOf(one) === lineOf(other);
  let head = 0;
  while (head < shorter && isSame(before[head], after[head])) head += 1;
  let tail = 0;
  while (tail < shorter - head && isSame(before.at(-1 - tail), after.at(-1 - tail))) tail += 1;
  return {
    before: textOf(before.slice(head, before.length - tail)),
    after: textOf(after.slice(head, after.length - tail)),
  };
}

export function matches({ speaker, text }: TypedSegment, words: string): boolean {
  const wanted = words.trim().toLowerCase();
  return wanted === '' || text.toLowerCase().includes(wanted) || speaker.toLowerCase().includes(wanted);
}

/** `12:04`, minutes and seconds. */
export function clockOf(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
