import { Paper, Table, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconSelector } from '@/components/ui/icons';
import type { Member, MemberFilter } from '@/features/team/api/members';
import { MemberRow } from '@/features/team/components/member-row';
import type { OpenDialog } from '@/features/team/components/member-dialogs';
import classes from '@/features/team/components/members-table.module.css';

type Sort = NonNullable<MemberFilter['sort']>;

interface MembersTableProps {
  readonly members: readonly Member[];
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly onOpen: OpenDialog;
}

export function MembersTable({ members, sort, onSort, onOpen }: MembersTableProps) {
  const compact = useMediaQuery('(max-width: 56em)') ?? false;
  return (
    <Paper withBorder radius="lg" style={{ overflow: 'hidden' }}>
      <Table
        verticalSpacing={12}
        horizontalSpacing={compact ? 'md' : 'lg'}
        layout={compact ? 'fixed' : 'auto'}
      >
        <Table.Thead>
          <Table.Tr>
            <SortHeading column="name" label="Member" sort={sort} onSort={onSort} />
            {!compact && <Table.Th w={230}>Roles</Table.Th>}
            {!compact && <Table.Th w={190}>Status</Table.Th>}
            {!compact && <SortHeading column="joined_at" label="Joined" sort={sort} onSort={onSort} />}
            <Table.Th w={56}>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {members.map((member) => (
            <MemberRow
              key={member.id}
              member={member}
              layout={compact ? 'compact' : 'wide'}
              onOpen={onOpen}
            />
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

interface SortHeadingProps {
  readonly column: 'name' | 'joined_at';
  readonly label: string;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}

function SortHeading({ column, label, sort, onSort }: SortHeadingProps) {
  const direction = sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : 'none';
  return (
    <Table.Th aria-sort={direction}>
      <UnstyledButton
        className={classes['sort'] ?? ''}
        onClick={() => onSort(direction === 'ascending' ? `-${column}` : column)}
      >
        {label}
        <IconSelector size={14} />
      </UnstyledButton>
    </Table.Th>
  );
}
