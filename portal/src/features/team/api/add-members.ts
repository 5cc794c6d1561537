// Several members at once: what would happen, and the act itself.
import { useMutation, useQuery } from '@tanstack/react-query';
import { type BatchResult, type NewMember } from '@/features/team/api/members';
import { teamKey, useTeamChanged } from '@/features/team/api/teams';
import { answer, api } from '@/lib/api-client';

/** Rows as typed in the dialog, or the text of a CSV file. */
export type Rows = NewMember[] | string;

interface Mode {
  readonly query: { readonly dry_run?: boolean; readonly quote?: string };
  readonly header: { readonly 'Idempotency-Key'?: string };
}

function send(team: string, rows: Rows, { query, header }: Mode): Promise<BatchResult> {
  const params = { path: { team }, query, header };
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
    queryFn: () => send(team, rows ?? [], { query: { dry_run: true }, header: {} }),
    enabled: rows !== null,
    gcTime: 0,
    placeholderData: (before) => (rows === null ? undefined : before),
  });
}

interface Addition {
  readonly rows: Rows;
  /** The one that was shown for the good rows; undefined: at the price of the instant. */
  readonly quote: string | undefined;
  readonly headers: { readonly 'Idempotency-Key': string };
}

export function useAddMembers(team: string) {
  const changed = useTeamChanged(team);
  return useMutation({
    mutationFn: ({ rows, quote, headers }: Addition) =>
      send(team, rows, { query: quote === undefined ? {} : { quote }, header: headers }),
    onSuccess: changed,
  });
}
