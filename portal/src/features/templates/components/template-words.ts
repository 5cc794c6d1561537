import type { TemplateKind, Visibility } from '@/features/templates/api/templates';

export const kindWords: Record<TemplateKind, string> = { note: 'Note', document: 'Document' };

export const kindOptions = (Object.keys(kindWords) as TemplateKind[]).map((value) => ({
  value,
  label: kindWords[value],
}));

export const visibilityWords: Record<Visibility, string> = {
  personal: 'My templates',
  team: 'Team templates',
};
