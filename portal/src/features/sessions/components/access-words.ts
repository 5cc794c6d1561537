import type { Opening } from '@/features/sessions/api/access';
import type { Action } from '@/lib/allowed';
import { listed } from '@/lib/plural';

const parts: readonly { word: string; read: Action; change: Action }[] = [
  { word: 'details', read: 'session.read', change: 'session.update' },
  { word: 'transcript', read: 'transcript.read', change: 'transcript.update' },
  { word: 'notes', read: 'note.read', change: 'note.update' },
  { word: 'documents', read: 'document.read', change: 'document.update' },
];

/** "Reads details, notes and documents. Changes documents." of the actions that somebody has on a session. */
export function whatTheyCanDo(actions: readonly Action[]): string {
  const words = (kind: 'read' | 'change') =>
    parts.filter((part) => actions.includes(part[kind])).map(({ word }) => word);
  const sentence = (verb: string, found: readonly string[]) =>
    found.length > 0 && `${verb} ${listed(found)}.`;
  return [sentence('Reads', words('read')), sentence('Changes', words('change'))].filter(Boolean).join(' ');
}

/** Erasure leaves a member without a name; called as in the audit. */
export function personName({ name }: Pick<Opening, 'name'>): string {
  return name || 'Erased member';
}

export const openedWords: Record<Opening['what'], string> = {
  session: 'Session',
  transcript: 'Transcript',
  note: 'Note',
  document: 'Document',
};
