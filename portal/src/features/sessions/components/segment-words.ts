import type { TypedSegment } from '@/features/sessions/api/transcript';

export function isSameSegment(one: TypedSegment, other: TypedSegment): boolean {
  return (
    one.speaker === other.speaker &&
    one.text === other.text &&
    one.start_ms === other.start_ms &&
    one.end_ms === other.end_ms
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
