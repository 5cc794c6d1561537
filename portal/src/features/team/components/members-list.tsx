import { Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { EmptyState } from '@/components/ui/empty-state';
import { Failure } from '@/components/ui/failure';
import { ListFooter } from '@/components/ui/list-footer';
import { ListSkeleton } from '@/components/ui/list-skeleton';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { type MemberFilter, useMembers } from '@/features/team/api/members';
import type { OpenDialog } from '@/features/team/components/member-dialogs';
import { MembersTable } from '@/features/team/components/members-table';

interface MembersListProps {
  readonly filter: MemberFilter;
  readonly onSort: (sort: NonNullable<MemberFilter['sort']>) => void;
  readonly onOpen: OpenDialog;
}

export function MembersList({ filter, onSort, onOpen }: MembersListProps) {
  const { team } = useCurrentTeam();
  const [query] = useDebouncedValue(filter.query, 250);
  const members = useMembers(team.id, { ...filter, query });
  if (members.isPending) return <ListSkeleton label="Loading the members" />;
  if (members.isError && !members.data) {
    return <Failure error={members.error} onRetry={() => void members.refetch()} />;
  }
  const shown = members.data.pages.flatMap((page) => page.items);
  if (shown.length === 0) return <EmptyState title="Nobody found">No member matches this search.</EmptyState>;
  return (
    <Stack gap="md">
      <Failure error={members.error} onRetry={() => void members.refetch()} />
      <MembersTable members={shown} sort={filter.sort ?? 'name'} onSort={onSort} onOpen={onOpen} />
      <ListFooter list={members} shown={shown.length} one="member" />
    </Stack>
  );
}
