import type { ProposalState } from '@/features/templates/api/proposals';
import type { Template, TemplateKind, Visibility } from '@/features/templates/api/templates';
import { isAllowed } from '@/lib/allowed';

export const kindWords: Record<TemplateKind, string> = { note: 'Note', document: 'Document' };

export const kindOptions = (Object.keys(kindWords) as TemplateKind[]).map((value) => ({
  value,
  label: kindWords[value],
}));

export const visibilityWords: Record<Visibility, string> = {
  personal: 'My templates',
  team: 'Team templates',
};

export const stateWords: Record<ProposalState, string> = {
  waiting: 'Waiting',
  accepted: 'Accepted',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
};

/** Name and text as one, for showing differences. */
export function wordsOf({ name, body }: { readonly name: string; readonly body: string }): string {
  return `${name}\n\n${body}`;
}

/** Changing itself, not a copy of it. */
export function changeActionOf({ visibility }: Template) {
  return visibility === 'team' ? ('template.team.update' as const) : ('template.personal.manage' as const);
}

export function isChangeable(template: Template): boolean {
  return isAllowed(template, changeActionOf(template));
}

export function isDeletable(template: Template): boolean {
  return isAllowed(
    template,
    template.visibility === 'team' ? 'template.team.delete' : 'template.personal.manage',
  );
}
