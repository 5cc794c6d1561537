import { Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Dialog } from '@/components/ui/dialog';
import { type Countdown, useCountdown } from '@/app/idle-countdown';
import { useSignOut } from '@/features/auth/api/sign-in';
import { count } from '@/lib/plural';
import { toastThatStays } from '@/lib/toast';

/** Signs out who does nothing for so long, and warns a minute before. The server ends the login by itself then as well. */
export function AutomaticSignOut({ minutes }: { minutes: number }) {
  const signOut = useSignOut();
  const client = useQueryClient();
  // Without a connection nothing of the team stays on the screen either; the server ends the login by itself.
  const leave = () => signOut.mutate(undefined, { onError: () => void client.resetQueries() });
  const countdown = useCountdown(minutes, () => {
    toastThatStays(`You were signed out after ${count(minutes, 'minute')} without activity.`);
    leave();
  });
  return (
    <Dialog title="Are you still there?" opened={countdown.seconds !== null} onClose={countdown.stay}>
      <Warning countdown={countdown} busy={signOut.isPending} onLeave={leave} />
    </Dialog>
  );
}

interface WarningProps {
  readonly countdown: Countdown;
  readonly busy: boolean;
  readonly onLeave: () => void;
}

function Warning({ countdown, busy, onLeave }: WarningProps) {
  return (
    <Stack gap="lg">
      <Text size="sm" role="timer">
        You are signed out in {count(countdown.seconds ?? 0, 'second')}, because nothing was done here for a
        while. What is saved stays.
      </Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" loading={busy} onClick={onLeave}>
          Sign out now
        </Button>
        <Button data-autofocus onClick={countdown.stay}>
          Stay signed in
        </Button>
      </Group>
    </Stack>
  );
}
