// A custom role as it is typed, in words, and as it is sent.
import type { Typed } from '@/features/drafts/components/kept-form';
import type { GrantSentence, RoleDraft } from '@/features/roles/api/custom-roles';
import { grantKey } from '@/features/roles/components/grants-picker';
import { families } from '@/features/team/components/role-picker';

export interface RoleValues {
  name: string;
  family: RoleDraft['family'];
  /** As `grantKey` makes them. */
  grants: string[];
}

export const roleRules = {
  name: (name: string) => (name.trim() === '' ? 'Enter a name.' : null),
  grants: (grants: string[]) => (grants.length === 0 ? 'Choose at least one permission.' : null),
};

/** The choices, and what a role has beside them already. */
export function withOwn(choices: readonly GrantSentence[], own: readonly GrantSentence[]): GrantSentence[] {
  return [...new Map([...choices, ...own].map((grant) => [grantKey(grant), grant])).values()];
}

export function valuesOf({ name, family, grants }: RoleDraft): RoleValues {
  return { name, family, grants: grants.map(grantKey) };
}

function chosen(choices: readonly GrantSentence[], { grants }: RoleValues): GrantSentence[] {
  return choices.filter((grant) => grants.includes(grantKey(grant)));
}

export function draftOf(values: RoleValues, choices: readonly GrantSentence[]): RoleDraft {
  return { ...values, grants: chosen(choices, values).map(({ action, scope }) => ({ action, scope })) };
}

/** Each permission in a line of its own. */
export function wordsOf(values: RoleValues, choices: readonly GrantSentence[]): string {
  const family = families.find(({ id }) => id === values.family)?.title;
  return [values.name, family, ...chosen(choices, values).map(({ sentence }) => sentence)].join('\n');
}

/** What is typed in words, for its draft. */
export function wordsTyped(choices: readonly GrantSentence[]) {
  return ({ values }: Typed<RoleValues, unknown>): string => wordsOf(values, choices);
}
