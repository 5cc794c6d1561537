import type { Note, TextDocument, TextKind, Written } from '@/features/sessions/api/texts';
import type { Action } from '@/lib/allowed';
import type { TemplateKind } from '@/features/templates/api/templates';

interface Words {
  readonly title: string;
  readonly one: string;
  readonly none: string;
  readonly template: TemplateKind;
  readonly create: Action;
  readonly update: Action;
  readonly remove: Action;
}

export const textWords: Record<TextKind, Words> = {
  notes: {
    title: 'Notes',
    one: 'note',
    none: 'No note yet.',
    template: 'note',
    create: 'note.create',
    update: 'note.update',
    remove: 'note.delete',
  },
  documents: {
    title: 'Documents',
    one: 'document',
    none: 'No document yet.',
    template: 'document',
    create: 'document.create',
    update: 'document.update',
    remove: 'document.delete',
  },
};

export function isNote(text: Note | TextDocument): text is Note {
  return 'addenda' in text;
}

/** Under which its draft is kept. */
export function draftKey(kind: TextKind, id: string): string {
  return `${kind}/${id}`;
}

/** Title and body as one text, to compare versions by. */
export function wholeOf({ title, body }: Written): string {
  return `${title}\n\n${body}`;
}
