import { Button, Paper, Stack, Table, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { Failure } from '@/components/ui/failure';
import { IconPlus } from '@/components/ui/icons';
import { ListSkeleton } from '@/components/ui/list-skeleton';
import { LoadMore } from '@/components/ui/load-more';
import { Page } from '@/components/ui/page';
import { ActionButton } from '@/components/ui/why-tooltip';
import { useOpenPage } from '@/features/drafts/components/drafts-provider';
import { useKeptDialog } from '@/features/drafts/components/kept-form';
import { type ApiKey, useApiKeys } from '@/features/settings/api/api-keys';
import { CreateKeyDialog, newKey } from '@/features/settings/components/create-key-dialog';
import { RevokeKeyDialog } from '@/features/settings/components/revoke-key-dialog';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useMayMakeKeys } from '@/features/team/api/keys-right';
import { useRoleNames } from '@/features/team/api/roles';
import { isAllowed } from '@/lib/allowed';
import { useNow } from '@/lib/clock';
import { formatAgo, formatShortDate } from '@/lib/dates';

export function ApiKeysPage() {
  const { team } = useCurrentTeam();
  const mayMakeKeys = useMayMakeKeys({ team: team.id, member: team.my_member.id });
  useOpenPage('api-keys');
  const creating = useKeptDialog('api-keys', newKey);
  const create = (
    <ActionButton
      allowed={mayMakeKeys}
      question={{
        subject: team.my_member.id,
        action: 'api_key.manage',
        resource: { type: 'team', id: team.id },
      }}
      leftSection={<IconPlus size={16} />}
      onClick={creating.open}
    >
      Create API key
    </ActionButton>
  );
  return (
    <Page
      title="API keys"
      intro="A key lets a programme act with a part of its maker's roles. It never exceeds its maker, and ends with the maker's membership."
      actions={create}
    >
      <KeyList />
      <CreateKeyDialog opened={creating.isOpened} onClose={creating.close} />
    </Page>
  );
}

function KeyList() {
  const { team } = useCurrentTeam();
  const keys = useApiKeys(team.id);
  const compact = useMediaQuery('(max-width: 48em)') ?? false;
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  if (keys.isPending) return <ListSkeleton rows={3} label="Loading the API keys" />;
  if (keys.isError) return <Failure error={keys.error} onRetry={() => void keys.refetch()} />;
  const items = keys.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <Paper withBorder radius="lg">
        <EmptyState title="No API keys">Create one when a programme needs to work with this team.</EmptyState>
      </Paper>
    );
  }
  return (
    <Stack>
      <Paper withBorder radius="lg" style={{ overflowX: 'auto' }}>
        <Table verticalSpacing="sm" horizontalSpacing={compact ? 'md' : 'lg'}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Name</Table.Th>
              {!compact && <Table.Th>Roles</Table.Th>}
              {!compact && <Table.Th>Last used</Table.Th>}
              {!compact && <Table.Th>Ends</Table.Th>}
              <Table.Th aria-label="Actions" />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((key) => (
              <KeyRow
                key={key.id}
                apiKey={key}
                layout={compact ? 'compact' : 'wide'}
                onRevoke={() => setRevoking(key)}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Paper>
      <LoadMore list={keys} mx="auto" />
      <RevokeKeyDialog apiKey={revoking} onClose={() => setRevoking(null)} />
    </Stack>
  );
}

interface KeyRowProps {
  readonly apiKey: ApiKey;
  readonly layout: 'compact' | 'wide';
  readonly onRevoke: () => void;
}

function KeyRow({ apiKey, layout, onRevoke }: KeyRowProps) {
  const { team } = useCurrentTeam();
  const now = useNow();
  const roles = useRoleNames(team.id)(apiKey.roles).join(', ');
  const used = apiKey.last_used_at ? formatAgo(apiKey.last_used_at, now) : 'never';
  const ends = apiKey.revoked_at
    ? `revoked ${formatShortDate(apiKey.revoked_at)}`
    : formatShortDate(apiKey.expires_at);
  const canRevoke = isAllowed(apiKey, 'api_key.manage') || isAllowed(apiKey, 'api_key.revoke');
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={550}>{apiKey.name}</Text>
        <Text size="sm" c="dimmed">
          by {apiKey.maker.name}
        </Text>
        {layout === 'compact' && (
          <Text size="sm">
            {roles} · used {used} · ends {ends}
          </Text>
        )}
      </Table.Td>
      {layout === 'wide' && <Table.Td>{roles}</Table.Td>}
      {layout === 'wide' && <Table.Td>{used}</Table.Td>}
      {layout === 'wide' && <Table.Td>{ends}</Table.Td>}
      <Table.Td ta="right">
        {canRevoke && (
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            aria-label={`Revoke ${apiKey.name}`}
            onClick={onRevoke}
          >
            Revoke
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
