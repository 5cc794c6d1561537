import type { Membership } from '@/features/auth/api/me';

const storageKey = 'rolecall-team';

export function rememberTeam(team: string): void {
  try {
    localStorage.setItem(storageKey, team);
  } catch {
    // Without storage the first team opens next time.
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

/** The team that was open last here, if it is still ours, else the first active one. */
export function lastTeam(memberships: readonly Membership[]): Membership | undefined {
  const last = remembered();
  return (
    memberships.find((membership) => membership.team.id === last) ??
    memberships.find((membership) => membership.status === 'active') ??
    memberships[0]
  );
}
