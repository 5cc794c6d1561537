import {
  ActionIcon,
  Group,
  Text,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useState } from 'react';
import { Dialog, DialogForm } from '@/components/ui/dialog';
import { IconMoon, IconSignOut, IconSun } from '@/components/ui/icons';
import { PersonAvatar } from '@/components/ui/person';
import { type User, useSignOutAtOnce } from '@/features/auth/api/me';
import { withPatience } from '@/features/drafts/components/drafts';
import { useDrafts } from '@/features/drafts/components/drafts-provider';
import classes from '@/app/shell.module.css';

/** Who is signed in, light or dark, and the way out. */
export function UserMenu({ user }: { user: User }) {
  const signOut = useSignOutAtOnce();
  const drafts = useDrafts();
  const [asking, setAsking] = useState<'unsaved' | null>(null);
  const leave = async () => {
    await withPatience(drafts.saveNow());
    if (drafts.unsavedOf(user.id).length > 0) setAsking('unsaved');
    else signOut();
  };
  const giveUp = () => {
    drafts.discard(user.id);
    signOut();
  };
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
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label="Sign out"
          onClick={() => void leave()}
        >
          <IconSignOut />
        </ActionIcon>
      </Tooltip>
      <Dialog title="Not everything is saved" opened={asking !== null} onClose={() => setAsking(null)}>
        <DialogForm
          onSubmit={giveUp}
          onCancel={() => setAsking(null)}
          submit="Discard it and sign out"
          busy={false}
          tone="danger"
        >
          <Text size="sm">What you wrote could not be saved. It is lost when you sign out now.</Text>
        </DialogForm>
      </Dialog>
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
