import { Badge, NavLink, type NavLinkProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode } from 'react';
import {
  IconAccount,
  IconAudit,
  IconBilling,
  IconEmergency,
  IconKey,
  IconRoles,
  IconSessions,
  IconSettings,
  IconTeam,
  IconTemplates,
} from '@/components/ui/icons';
import type { Membership } from '@/features/auth/api/me';
import { useMayMakeKeys } from '@/features/team/api/keys-right';
import { useReviewsWaiting } from '@/features/team/api/teams';
import { type Action, isAllowed } from '@/lib/allowed';
import { count } from '@/lib/plural';
import classes from '@/app/shell.module.css';

const PageLink = createLink(
  (props: NavLinkProps & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof NavLinkProps>) => (
    <NavLink component="a" className={classes['link'] ?? ''} {...props} />
  ),
);

interface TeamPage {
  readonly to:
    | '/teams/$team/sessions'
    | '/teams/$team/emergency'
    | '/teams/$team/templates'
    | '/teams/$team/members'
    | '/teams/$team/roles'
    | '/teams/$team/settings'
    | '/teams/$team/billing'
    | '/teams/$team/api-keys'
    | '/teams/$team/audit';
  readonly label: string;
  readonly icon: ReactNode;
  /** This has to be allowed on the team; a page without it is there for every member. */
  readonly needs?: Action;
}

const pages: readonly TeamPage[] = [
  { to: '/teams/$team/sessions', label: 'Sessions', icon: <IconSessions /> },
  {
    to: '/teams/$team/emergency',
    label: 'Emergency access',
    icon: <IconEmergency />,
    needs: 'session.emergency_access',
  },
  { to: '/teams/$team/templates', label: 'Templates', icon: <IconTemplates /> },
  { to: '/teams/$team/members', label: 'Team', icon: <IconTeam /> },
  { to: '/teams/$team/roles', label: 'Roles', icon: <IconRoles />, needs: 'role.read' },
  {
    to: '/teams/$team/settings',
    label: 'Team settings',
    icon: <IconSettings />,
    needs: 'team.settings.read',
  },
  { to: '/teams/$team/billing', label: 'Billing', icon: <IconBilling />, needs: 'billing.read' },
  {
    to: '/teams/$team/api-keys',
    label: 'API keys',
    icon: <IconKey />,
    needs: 'api_key.manage',
  },
  { to: '/teams/$team/audit', label: 'Audit', icon: <IconAudit />, needs: 'audit.read' },
];

/** How many reviews wait for the reader; nothing when none does. */
function ReviewsBadge({ reviews }: { reviews: number }) {
  if (reviews === 0) return null;
  return (
    <Badge size="sm" color="red" variant="light" aria-label={`${count(reviews, 'review')} to do`}>
      {reviews}
    </Badge>
  );
}

/** Links to the pages that the server opens for us; nothing that would lead nowhere. */
export function Navigation({ current }: { current: Membership | undefined }) {
  const mayMakeKeys = useMayMakeKeys(current ? { team: current.team.id, member: current.member } : null);
  const reviews = useReviewsWaiting(current && isAllowed(current, 'team.read') ? current.team.id : null);
  const isOpen = ({ needs }: TeamPage) => {
    if (!needs) return true;
    if (needs === 'api_key.manage') return mayMakeKeys;
    return isAllowed(current, needs) || (needs === 'session.emergency_access' && reviews > 0);
  };
  const shown = pages.filter(isOpen);
  return (
    <div className={classes['links']}>
      {current &&
        shown.map(({ to, label, icon, needs }) => (
          <PageLink
            key={to}
            to={to}
            params={{ team: current.team.id }}
            activeProps={{ active: true, 'aria-current': 'page' }}
            activeOptions={{ includeSearch: false }}
            label={label}
            leftSection={icon}
            rightSection={needs === 'session.emergency_access' && <ReviewsBadge reviews={reviews} />}
          />
        ))}
      <PageLink
        to="/account"
        activeProps={{ active: true, 'aria-current': 'page' }}
        label="Account"
        leftSection={<IconAccount />}
      />
    </div>
  );
}
