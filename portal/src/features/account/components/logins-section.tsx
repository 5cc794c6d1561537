import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { Failure } from '@/components/ui/failure';
import { Section } from '@/components/ui/section';
import { type LoginItem, useEndLogin, useLogins } from '@/features/account/api/account';
import { deviceName } from '@/features/account/components/device-name';
import { useNow } from '@/lib/clock';
import { formatAgo } from '@/lib/dates';
import { toast } from '@/lib/toast';

export function LoginsSection() {
  const logins = useLogins();
  const end = useEndLogin();
  return (
    <Section title="Logins" intro="Where you are signed in now.">
      {logins.isPending && <Skeleton h={80} role="status" aria-label="Loading your logins" />}
      {logins.isError && <Failure error={logins.error} onRetry={() => void logins.refetch()} />}
      <Failure error={end.error} />
      {logins.data && (
        <Stack component="ul" className="reset-list" gap="md">
          {logins.data.map((login) => (
            <Login
              key={login.id}
              login={login}
              onEnd={() => end.mutate(login.id, { onSuccess: () => toast('The login has ended.') })}
            />
          ))}
        </Stack>
      )}
    </Section>
  );
}

function Login({ login, onEnd }: { login: LoginItem; onEnd: () => void }) {
  const now = useNow();
  const name = deviceName(login.user_agent);
  const details = [
    login.client_address,
    login.mfa ? 'two-factor' : null,
    `active ${formatAgo(login.last_seen_at, now)}`,
  ];
  return (
    <Group component="li" justify="space-between" wrap="nowrap">
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={550}>
          {name}
        </Text>
        <Text size="sm" c="dimmed">
          {details.filter(Boolean).join(' · ')}
        </Text>
      </div>
      {login.current ? (
        <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          This browser
        </Text>
      ) : (
        <Button
          variant="default"
          size="xs"
          flex="none"
          aria-label={`End the login on ${name}`}
          onClick={onEnd}
        >
          End
        </Button>
      )}
    </Group>
  );
}
