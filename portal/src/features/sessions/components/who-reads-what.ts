// The sentences of the banner: who can read what of the reader's sessions. What each can read is the server's answer.
import type { SessionViewer } from '@/features/sessions/api/session-types';
import { count, listed } from '@/lib/plural';

const mostNames = 5;

/** What can be read, in the order in which it is told. */
const contents = [
  ['session.read', 'details'],
  ['note.read', 'notes'],
  ['document.read', 'documents'],
  ['transcript.read', 'transcripts'],
] as const;

/** People who can read the same. */
interface Group {
  readonly reads: readonly string[];
  readonly lacks: readonly string[];
  readonly names: string[];
}

function groupOf({ actions }: SessionViewer): Group {
  const words = (can: boolean) =>
    contents.filter(([action]) => actions.includes(action) === can).map(([, word]) => word);
  return { reads: words(true), lacks: words(false), names: [] };
}

/** Those who can read most come first. */
function grouped(by: readonly SessionViewer[]): Group[] {
  const groups = new Map<string, Group>();
  for (const viewer of by) {
    const group = groupOf(viewer);
    const key = group.reads.join();
    groups.set(key, groups.get(key) ?? group);
    groups.get(key)?.names.push(viewer.name);
  }
  return [...groups.values()].sort((one, other) => other.reads.length - one.reads.length);
}

/** Details go without saying for who can read what hangs on them. */
function what({ reads, lacks }: Group, ofWhat: string): string {
  if (reads.join() === 'details') return `only the details${ofWhat}`;
  const told = reads.filter((word) => word !== 'details');
  const not = lacks.length > 0 ? `, not the ${listed(lacks)}` : '';
  return `the ${listed(told)}${ofWhat}${not}`;
}

/** "Ada and Ben can read the notes of your sessions, not the documents and transcripts. 7 others can read only the details." */
export function whoReadsWhat(by: readonly SessionViewer[], more: number): string {
  let left = mostNames;
  const sentences = grouped(by).map((group, index) => {
    const names = group.names.slice(0, left);
    left -= names.length;
    const others = group.names.length - names.length;
    const who = listed(others > 0 ? [...names, count(others, 'other')] : names);
    return `${who} can read ${what(group, index === 0 ? ' of your sessions' : '')}.`;
  });
  if (more > 0) sentences.push(`${count(more, 'other')} can read some or all of this.`);
  return sentences.join(' ');
}
