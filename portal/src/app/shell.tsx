import { AppShell, Burger, Group } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useLocation, useParams } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { lastTeam, rememberTeam } from '@/app/last-team';
import { Navigation } from '@/app/navigation';
import { TeamSwitcher } from '@/app/team-switcher';
import { UserMenu } from '@/app/user-menu';
import { ClockBanner } from '@/components/ui/clock-banner';
import { ConnectionLine } from '@/components/ui/connection-line';
import { Wordmark } from '@/components/ui/wordmark';
import type { Membership, User } from '@/features/auth/api/me';
import { NoticesBell } from '@/features/notices/components/notices-bell';
import classes from '@/app/shell.module.css';

interface ShellProps {
  readonly user: User;
  readonly memberships: readonly Membership[];
  readonly children: ReactNode;
}

/** The membership whose pages the navigation offers: of the team in the address, else of the one before. */
function useCurrentMembership(memberships: readonly Membership[]): Membership | undefined {
  const { team } = useParams({ strict: false });
  const open = memberships.find((membership) => membership.team.id === team);
  useEffect(() => {
    if (open) rememberTeam(open.team.id);
  }, [open]);
  return open ?? lastTeam(memberships);
}

/** The one frame of every signed-in page: navigation at the left, behind a burger on a phone. */
export function Shell({ user, memberships, children }: ShellProps) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const phone = useMediaQuery('(max-width: 47.99em)') ?? false;
  const { pathname } = useLocation();
  const current = useCurrentMembership(memberships);
  useEffect(close, [pathname, close]);
  return (
    <AppShell
      header={{ height: { base: 56, sm: 0 } }}
      navbar={{ width: 'var(--rc-nav-width)', breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={0}
    >
      <a className={classes['skip']} href="#content">
        Skip to content
      </a>
      <AppShell.Header hiddenFrom="sm" className={classes['header'] ?? ''}>
        <Group h="100%" px="md" justify="space-between">
          <Wordmark />
          <Group gap="sm">
            {phone && <NoticesBell />}
            <Burger
              opened={opened}
              onClick={toggle}
              size="sm"
              aria-label={opened ? 'Close navigation' : 'Open navigation'}
              aria-expanded={opened}
            />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes['navbar'] ?? ''} aria-label="Main">
        <Group visibleFrom="sm" justify="space-between" pl={8} pb="lg">
          <Wordmark />
          {!phone && <NoticesBell />}
        </Group>
        <TeamSwitcher current={current} memberships={memberships} />
        <Navigation current={current} />
        <UserMenu user={user} />
      </AppShell.Navbar>
      <AppShell.Main id="content" className={classes['main'] ?? ''} tabIndex={-1}>
        <ClockBanner />
        <ConnectionLine />
        {children}
      </AppShell.Main>
    </AppShell>
  );
}
