import { useQuery } from '@tanstack/react-query';
import type { PersonRef } from '@/features/sessions/api/session-types';
import { teamKey } from '@/features/team/api/teams';
import { ask, teamPath } from '@/lib/clinical-request';

export interface Delegation {
  readonly id: string;
  readonly clinician: PersonRef;
  readonly assistant: PersonRef;
  readonly from: string;
  readonly to: string;
  readonly state: 'planned' | 'in_force' | 'over' | 'ended';
}

/** The clinicians who have delegated to `member` now. */
export function useDelegatingClinicians(team: string, member: string) {
  return useQuery({
    queryKey: [...teamKey(team), 'delegations'],
    queryFn: () => ask<{ items: Delegation[] }>('get', teamPath(team, 'delegations')),
    select: ({ items }) =>
      items
        .filter(({ assistant, state }) => assistant.id === member && state === 'in_force')
        .map(({ clinician }) => clinician),
  });
}
