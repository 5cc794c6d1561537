import {
  ActionIcon,
  Group,
  Text,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { IconMoon, IconSignOut, IconSun } from '@/components/ui/icons';
import { PersonAvatar } from '@/components/ui/person';
import { type User, useSignOutAtOnce } from '@/features/auth/api/me';
import classes from '@/app/shell.module.css';

/** Who is signed in, light or dark, and the way out. */
export function UserMenu({ user }: { user: User }) {
  const signOut = useSignOutAtOnce();
  return (
    <div className={classes['user']}>
      <Group gap="sm" wrap="nowrap" flex={1} miw={0}>
        <PersonAvatar name={user.name} />
        <div style={{ minWidth: 0 }}>
          <Text size="sm" fw={550} truncate>
            {user.name}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {user.email}
          </Text>
        </div>
      </Group>
      <SchemeToggle />
      <Tooltip label="Sign out">
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Sign out" onClick={signOut}>
          <IconSignOut />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

function SchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const other = useComputedColorScheme('light') === 'dark' ? 'light' : 'dark';
  return (
    <Tooltip label={`Use ${other} colours`}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={`Use ${other} colours`}
        onClick={() => setColorScheme(other)}
      >
        {other === 'dark' ? <IconMoon /> : <IconSun />}
      </ActionIcon>
    </Tooltip>
  );
}
