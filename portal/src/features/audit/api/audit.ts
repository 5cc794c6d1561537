import { teamKey } from '@/features/team/api/teams';
import { answer, api } from '@/lib/api-client';
import type { components } from '@/lib/api-types';
import { useLongList } from '@/lib/long-list';

export type AuditRow = components['schemas']['AuditRow'];

export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  /** Instants, UTC. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

function present(filter: AuditFilter): AuditFilter {
  return Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined && value !== ''),
  );
}

export function useAudit(team: string, filter: AuditFilter) {
  return useLongList({
    queryKey: [...teamKey(team), 'audit', filter],
    page: (cursor, signal) =>
      answer(
        api.GET('/api/v1/teams/{team}/audit', {
          params: {
            path: { team },
            query: { ...present(filter), limit: 50, ...(cursor === undefined ? {} : { cursor }) },
          },
          signal,
        }),
      ),
    placeholderData: (before) => before,
    // Reading the audit is audited: it is read when somebody asks, not whenever the window comes to the front.
    refetchOnWindowFocus: false,
  });
}

export function auditExportAddress(team: string, { from, to }: AuditFilter, format: 'jsonl' | 'csv'): string {
  const search = new URLSearchParams({ ...present({ from, to }), format });
  return `/api/v1/teams/${encodeURIComponent(team)}/audit/export?${search.toString()}`;
}
