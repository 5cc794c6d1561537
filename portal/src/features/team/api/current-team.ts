import { createContext, useContext } from 'react';
import type { Team } from '@/features/team/api/teams';

export interface CurrentTeam {
  readonly team: Team;
  readonly etag: string;
}

export const CurrentTeamContext = createContext<CurrentTeam | null>(null);

/** The team whose pages are open. Only for what is rendered under a team's address. */
export function useCurrentTeam(): CurrentTeam {
  const current = useContext(CurrentTeamContext);
  if (!current) throw new Error('useCurrentTeam needs a page of a team around it');
  return current;
}
