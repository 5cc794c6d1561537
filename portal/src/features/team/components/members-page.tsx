import { Button, Menu } from '@mantine/core';
import { useCallback, useState } from 'react';
import { IconChevronDown, IconPlus } from '@/components/ui/icons';
import { Page } from '@/components/ui/page';
import { ActionButton } from '@/components/ui/why-tooltip';
import type { PageDrafts } from '@/features/drafts/components/drafts';
import { useOpenPage } from '@/features/drafts/components/drafts-provider';
import { useKeptDialog } from '@/features/drafts/components/kept-form';
import type { TypedForm } from '@/features/drafts/components/typed-form';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { type MemberFilter, membersExportAddress } from '@/features/team/api/members';
import { AddMemberDialog, newMembers } from '@/features/team/components/add-member-dialog';
import { ImportDialog } from '@/features/team/components/import-dialog';
import type { ChosenFor } from '@/features/team/components/kept-choice';
import { MemberDialog, type OpenDialog, type OpenedDialog } from '@/features/team/components/member-dialogs';
import { MembersList } from '@/features/team/components/members-list';
import { MembersToolbar } from '@/features/team/components/members-toolbar';
import { chosenRoles } from '@/features/team/components/role-dialog';
import { typedTitle } from '@/features/team/components/title-dialog';
import { useAllowed } from '@/lib/allowed';

/** The dialog about a member in which something was chosen before the page was left. */
function keptDialog(drafts: PageDrafts): OpenedDialog | null {
  const member = (key: string) => drafts.find<TypedForm<ChosenFor<unknown>>>(key)?.content()?.member;
  const [ofTitle, ofRoles] = [member(typedTitle), member(chosenRoles)];
  if (ofTitle) return { name: 'title', member: ofTitle };
  return ofRoles ? { name: 'roles', member: ofRoles } : null;
}

export interface MembersPageProps {
  /** What the address says: filter and order of the list. */
  readonly filter: MemberFilter;
  readonly onFilter: (filter: MemberFilter) => void;
}

export function MembersPage({ filter, onFilter }: MembersPageProps) {
  const { team } = useCurrentTeam();
  const [importing, setImporting] = useState<'open' | null>(null);
  const drafts = useOpenPage('members');
  const [opened, setOpened] = useState<OpenedDialog | null>(() => keptDialog(drafts));
  const close = () => {
    [typedTitle, chosenRoles].forEach((key) => drafts.forget(key));
    setOpened(null);
  };
  const adding = useKeptDialog('members', newMembers);
  const open: OpenDialog = useCallback((name, member) => setOpened({ name, member }), []);
  const change = (part: MemberFilter) => onFilter({ ...filter, ...part });
  return (
    <Page
      title="Team"
      heading={team.name}
      actions={<TeamActions filter={filter} onAdd={adding.open} onImport={() => setImporting('open')} />}
    >
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
      <MemberDialog opened={opened} onClose={close} />
      <AddMemberDialog opened={adding.isOpened} onClose={adding.close} />
      <ImportDialog opened={importing !== null} onClose={() => setImporting(null)} />
    </Page>
  );
}

interface TeamActionsProps {
  readonly filter: MemberFilter;
  readonly onAdd: () => void;
  readonly onImport: () => void;
}

function TeamActions({ filter, onAdd, onImport }: TeamActionsProps) {
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
          {canInvite && <Menu.Item onClick={onImport}>Import from CSV</Menu.Item>}
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
        onClick={onAdd}
      >
        Add team member
      </ActionButton>
    </>
  );
}
