import { Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { IconCheck, IconPlus, IconSelector } from '@/components/ui/icons';
import type { Membership } from '@/features/auth/api/me';
import classes from '@/app/shell.module.css';

interface TeamSwitcherProps {
  readonly current: Membership | undefined;
  readonly memberships: readonly Membership[];
}

/** Shows the team whose pages are open and leads to the others. */
export function TeamSwitcher({ current, memberships }: TeamSwitcherProps) {
  const navigate = useNavigate();
  const open = (team: string) => void navigate({ to: '/teams/$team/members', params: { team } });
  const name = current?.team.name ?? 'No team yet';
  return (
    <Menu width="target" position="bottom-start" shadow="md">
      <Menu.Target>
        <UnstyledButton className={classes['switcher'] ?? ''}>
          <span className={classes['badge']} aria-hidden="true">
            {[...name][0]?.toUpperCase()}
          </span>
          <Text component="span" fw={550} size="sm" truncate flex={1}>
            {name}
          </Text>
          <VisuallyHidden>Switch team</VisuallyHidden>
          <IconSelector size={16} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {memberships.map(({ team }) => (
          <Menu.Item
            key={team.id}
            rightSection={team.id === current?.team.id ? <IconCheck size={16} /> : null}
            onClick={() => open(team.id)}
          >
            {team.name}
          </Menu.Item>
        ))}
        {memberships.length > 0 && <Menu.Divider />}
        <Menu.Item onClick={() => void navigate({ to: '/teams' })}>All teams</Menu.Item>
        <Menu.Item leftSection={<IconPlus size={16} />} onClick={() => void navigate({ to: '/teams/new' })}>
          Create team
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
