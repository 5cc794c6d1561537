import { Button, Group, Stack, Text } from '@mantine/core';
import { Dialog } from '@/components/ui/dialog';
import { type Countdown, useCountdown } from '@/app/idle-countdown';
import { useSignOutAtOnce } from '@/features/auth/api/me';
import { withPatience } from '@/features/drafts/components/drafts';
import { useDrafts } from '@/features/drafts/components/drafts-provider';
import { count } from '@/lib/plural';
import { toastThatStays } from '@/lib/toast';

/** Signs out who does nothing for so long, and warns a minute before. The server ends the login by itself then as well. */
export function AutomaticSignOut({ minutes }: { minutes: number }) {
  const signOut = useSignOutAtOnce();
  const drafts = useDrafts();
  const leave = async () => {
    await withPatience(drafts.saveNow());
    signOut();
  };
  const countdown = useCountdown(minutes, () => {
    toastThatStays(`You were signed out after ${count(minutes, 'minute')} without activity.`);
    void leave();
  });
  return (
    <Dialog title="Are you still there?" opened={countdown.seconds !== null} onClose={countdown.stay}>
      <Warning countdown={countdown} onLeave={() => void leave()} />
    </Dialog>
  );
}

interface WarningProps {
  readonly countdown: Countdown;
  readonly onLeave: () => void;
}

function Warning({ countdown, onLeave }: WarningProps) {
  return (
    <Stack gap="lg">
      <Text size="sm" role="timer">
        You are signed out in {count(countdown.seconds ?? 0, 'second')}, because nothing was done here for a
        while. What is saved stays.
      </Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onLeave}>
          Sign out now
        </Button>
        <Button data-autofocus onClick={countdown.stay}>
          Stay signed in
        </Button>
      </Group>
    </Stack>
  );
}
