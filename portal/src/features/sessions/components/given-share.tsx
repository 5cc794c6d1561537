import { Button, Group, Stack, Text } from '@mantine/core';
import { Failure } from '@/components/ui/failure';
import type { Session } from '@/features/sessions/api/session-types';
import { type Share, useShares } from '@/features/sessions/api/shares';
import { EndShare } from '@/features/sessions/components/end-share';
import { ShareForm } from '@/features/sessions/components/share-form';
import { useCurrentTeam } from '@/features/team/api/current-team';

interface GivenShareProps {
  readonly session: Session;
  /** As it stood in the list when it was chosen. */
  readonly opened: Share;
  readonly act: 'change' | 'end';
  readonly onDone: () => void;
}

/** What can be done with a share as it is now: each change of it makes a new one, from the same giver to the same member. */
export function GivenShare({ session, opened, act, onDone }: GivenShareProps) {
  const { team } = useCurrentTeam();
  const list = useShares(team.id, session.id, 'wanted');
  const shares = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const share = shares.find(
    ({ member, granted_by }) => member.id === opened.member.id && granted_by.id === opened.granted_by.id,
  );
  const Act = act === 'change' ? ShareForm : EndShare;
  return (
    <Stack gap="md">
      <Failure error={list.error} onRetry={() => void list.refetch()} />
      {share ? (
        <Act session={session} share={share} shares={shares} onDone={onDone} />
      ) : (
        <Gone name={opened.member.name} onDone={onDone} />
      )}
    </Stack>
  );
}

function Gone({ name, onDone }: { name: string; onDone: () => void }) {
  return (
    <>
      <Text size="sm" role="alert">
        {name} does not have this share any more: it ended meanwhile.
      </Text>
      <Group justify="flex-end">
        <Button variant="default" autoFocus onClick={onDone}>
          Back to all shares
        </Button>
      </Group>
    </>
  );
}
