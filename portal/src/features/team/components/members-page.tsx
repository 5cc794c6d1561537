import { Button, Menu } from '@mantine/core';
import { useCallback, useState } from 'react';
import { IconChevronDown, IconPlus } from '@/components/ui/icons';
import { Page } from '@/components/ui/page';
import { ActionButton } from '@/components/ui/why-tooltip';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { type MemberFilter, membersExportAddress } from '@/features/team/api/members';
import { AddMemberDialog } from '@/features/team/components/add-member-dialog';
import { ImportDialog } from '@/features/team/components/import-dialog';
import { MemberDialog, type OpenDialog, type OpenedDialog } from '@/features/team/components/member-dialogs';
import { MembersList } from '@/features/team/components/members-list';
import { MembersToolbar } from '@/features/team/components/members-toolbar';
import { useAllowed } from '@/lib/allowed';

export interface MembersPageProps {
  /** What the address says: filter and order of the list. */
  readonly filter: MemberFilter;
  readonly onFilter: (filter: MemberFilter) => void;
}

type Adding = 'one' | 'import' | null;

export function MembersPage({ filter, onFilter }: MembersPageProps) {
  const { team } = useCurrentTeam();
  const [opened, setOpened] = useState<OpenedDialog | null>(null);
  const [adding, setAdding] = useState<Adding>(null);
  const open: OpenDialog = useCallback((name, member) => setOpened({ name, member }), []);
  const change = (part: MemberFilter) => onFilter({ ...filter, ...part });
  return (
    <Page title="Team" heading={team.name} actions={<TeamActions filter={filter} onAdd={setAdding} />}>
      <MembersToolbar
        team={team.id}
        query={filter.query ?? ''}
        onQuery={(query) => change({ query: query === '' ? undefined : query })}
        role={filter.role ?? null}
        onRole={(role) => change({ role: role ?? undefined })}
        status={filter.status ?? null}
        onStatus={(status) => change({ status: status ?? undefined })}
      />
      <MembersList filter={filter} onSort={(sort) => change({ sort })} onOpen={open} />
      <MemberDialog opened={opened} onClose={() => setOpened(null)} />
      <AddMemberDialog opened={adding === 'one'} onClose={() => setAdding(null)} />
      <ImportDialog opened={adding === 'import'} onClose={() => setAdding(null)} />
    </Page>
  );
}

function TeamActions({ filter, onAdd }: { filter: MemberFilter; onAdd: (adding: Adding) => void }) {
  const { team } = useCurrentTeam();
  const allowed = useAllowed(team);
  const canInvite = allowed('member.invite');
  return (
    <>
      <Menu position="bottom-end" withinPortal shadow="md">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} />}>
            More
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {canInvite && <Menu.Item onClick={() => onAdd('import')}>Import from CSV</Menu.Item>}
          <Menu.Item component="a" href={membersExportAddress(team, filter)} download>
            Export as CSV
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ActionButton
        allowed={canInvite}
        question={{
          subject: team.my_member.id,
          action: 'member.invite',
          resource: { type: 'team', id: team.id },
        }}
        leftSection={<IconPlus size={16} />}
        onClick={() => onAdd('one')}
      >
        Add team member
      </ActionButton>
    </>
  );
}
