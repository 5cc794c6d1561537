import { Paper, Stack } from '@mantine/core';
import { EmptyState } from '@/components/ui/empty-state';
import { Failure } from '@/components/ui/failure';
import { ListFooter } from '@/components/ui/list-footer';
import { ListSkeleton } from '@/components/ui/list-skeleton';
import { Page } from '@/components/ui/page';
import { type AuditFilter, useAudit } from '@/features/audit/api/audit';
import { AuditExport } from '@/features/audit/components/audit-export';
import { AuditFilters, type AuditSearch } from '@/features/audit/components/audit-filters';
import { AuditEntry } from '@/features/audit/components/audit-entry';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { endOfLocalDay, isDate, startOfLocalDay } from '@/lib/dates';

const intro =
  'Every change, every refused attempt and every sign-in of this team, newest first. ' +
  'Nobody can edit it, and reading it is recorded too.';

interface AuditPageProps {
  /** What the address says; days are the reader's local days, and what is no day is not searched for. */
  readonly search: AuditSearch;
  readonly onSearch: (search: AuditSearch) => void;
}

function filterOf({ actor, action, from = '', to = '' }: AuditSearch): AuditFilter {
  return {
    actor,
    action,
    from: isDate(from) ? startOfLocalDay(from) : undefined,
    to: isDate(to) ? endOfLocalDay(to) : undefined,
  };
}

export function AuditPage({ search, onSearch }: AuditPageProps) {
  const filter = filterOf(search);
  return (
    <Page title="Audit" intro={intro} actions={<AuditExport filter={filter} />}>
      <AuditFilters search={search} onSearch={onSearch} />
      <AuditList filter={filter} />
    </Page>
  );
}

function AuditList({ filter }: { filter: AuditFilter }) {
  const { team } = useCurrentTeam();
  const audit = useAudit(team.id, filter);
  if (audit.isPending) return <ListSkeleton rows={8} label="Loading the audit" />;
  if (audit.isError) return <Failure error={audit.error} onRetry={() => void audit.refetch()} />;
  const rows = audit.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) return <EmptyState title="Nothing found">No entry matches this filter.</EmptyState>;
  return (
    <Stack>
      <Paper withBorder radius="lg" component="ol" className="reset-list" style={{ overflow: 'hidden' }}>
        {rows.map((row) => (
          <AuditEntry key={row.seq} row={row} />
        ))}
      </Paper>
      <ListFooter list={audit} shown={rows.length} one="entry" several="entries" />
    </Stack>
  );
}
