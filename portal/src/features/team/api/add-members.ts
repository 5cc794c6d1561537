// Several members at once: what would happen, and the act itself.
import { useMutation, useQuery } from '@tanstack/react-query';
import { type BatchResult, type NewMember } from '@/features/team/api/members';
import { teamKey, useTeamChanged } from '@/features/team/api/teams';
import { answer, api } from '@/lib/api-client';

/** Rows as typed in the dialog, or the text of a CSV file. */
export type Rows = NewMember[] | string;

type Mode = 'check' | 'add';

function send(
  team: string,
  rows: Rows,
  mode: Mode,
  headers: { 'Idempotency-Key'?: string },
): Promise<BatchResult> {
  const params = { path: { team }, query: mode === 'check' ? { dry_run: true } : {}, header: headers };
  if (typeof rows !== 'string')
    return answer(api.POST('/api/v1/teams/{team}/members/batch', { params, body: rows }));
  return answer(
    api.POST('/api/v1/teams/{team}/members/batch', {
      params,
      body: rows as never,
      bodySerializer: (body: unknown) => body as string,
      headers: { 'Content-Type': 'text/csv' },
    }),
  );
}

/** The verdict on every row; changes nothing. Null asks nothing. */
export function useVerdicts(team: string, rows: Rows | null) {
  return useQuery({
    queryKey: [...teamKey(team), 'verdicts', rows],
    queryFn: () => send(team, rows ?? [], 'check', {}),
    enabled: rows !== null,
    gcTime: 0,
    placeholderData: (before) => (rows === null ? undefined : before),
  });
}

export function useAddMembers(team: string) {
  const changed = useTeamChanged(team);
  return useMutation({
    mutationFn: ({ rows, headers }: { rows: Rows; headers: { 'Idempotency-Key': string } }) =>
      send(team, rows, 'add', headers),
    onSuccess: changed,
  });
}
