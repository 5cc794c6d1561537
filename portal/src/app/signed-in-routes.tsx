import { createRoute, lazyRouteComponent, Outlet, useNavigate } from '@tanstack/react-router';
import { NotFoundInside } from '@/app/not-found-page';
import { rootRoute } from '@/app/root-route';
import { oneOf, text } from '@/app/search';
import { SignedIn } from '@/app/signed-in';
import type { AuditSearch } from '@/features/audit/components/audit-filters';
import { KeptTextsOfTeam } from '@/features/drafts/components/kept-text';
import type { SessionsSearch } from '@/features/sessions/components/sessions-toolbar';
import type { MemberFilter } from '@/features/team/api/members';
import { TeamLayout } from '@/features/team/components/team-layout';

const signedIn = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  component: SignedIn,
  notFoundComponent: NotFoundInside,
});
const getParentRoute = () => signedIn;

const accountRoute = createRoute({
  getParentRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('@/features/account/components/account-page'), 'AccountPage'),
});

const noticesRoute = createRoute({
  getParentRoute,
  path: '/notices',
  component: lazyRouteComponent(() => import('@/features/notices/components/notices-page'), 'NoticesPage'),
});

const teamsRoute = createRoute({
  getParentRoute,
  path: '/teams',
  component: lazyRouteComponent(() => import('@/features/team/components/teams-page'), 'TeamsPage'),
});

const createTeamRoute = createRoute({
  getParentRoute,
  path: '/teams/new',
  component: lazyRouteComponent(
    () => import('@/features/team/components/create-team-page'),
    'CreateTeamPage',
  ),
});

const teamRoute = createRoute({
  getParentRoute,
  path: '/teams/$team',
  notFoundComponent: NotFoundInside,
  component: function Team() {
    const { team } = teamRoute.useParams();
    return (
      <TeamLayout key={team} team={team} kept={<KeptTextsOfTeam team={team} />}>
        <Outlet />
      </TeamLayout>
    );
  },
});

const sorts = ['name', '-name', 'joined_at', '-joined_at'] as const;
const statuses = ['invited', 'active', 'suspended', 'expired', 'removed', 'declined', 'revoked'] as const;

const MembersPage = lazyRouteComponent(
  () => import('@/features/team/components/members-page'),
  'MembersPage',
);
const membersRoute = createRoute({
  getParentRoute: () => teamRoute,
  path: '/members',
  validateSearch: (search: Record<string, unknown>): MemberFilter => ({
    query: text(search['query']),
    role: text(search['role']),
    status: oneOf(statuses, search['status']),
    sort: oneOf(sorts, search['sort']),
  }),
  component: function Members() {
    const navigate = useNavigate({ from: '/teams/$team/members' });
    const filter = membersRoute.useSearch();
    return <MembersPage filter={filter} onFilter={(search) => void navigate({ search, replace: true })} />;
  },
});

const sessionStates = ['draft', 'in_progress', 'completed'] as const;

const SessionsPage = lazyRouteComponent(
  () => import('@/features/sessions/components/sessions-page'),
  'SessionsPage',
);
const sessionsRoute = createRoute({
  getParentRoute: () => teamRoute,
  path: '/sessions',
  validateSearch: (search: Record<string, unknown>): SessionsSearch => ({
    clinician: text(search['clinician']),
    status: oneOf(sessionStates, search['status']),
  }),
  component: function Sessions() {
    const navigate = useNavigate({ from: '/teams/$team/sessions' });
    const search = sessionsRoute.useSearch();
    return (
      <SessionsPage search={search} onSearch={(next) => void navigate({ search: next, replace: true })} />
    );
  },
});

const SessionPage = lazyRouteComponent(
  () => import('@/features/sessions/components/session-page'),
  'SessionPage',
);
const sessionRoute = createRoute({
  getParentRoute: () => teamRoute,
  path: '/sessions/$session',
  component: function OneSession() {
    const { session } = sessionRoute.useParams();
    return <SessionPage key={session} session={session} />;
  },
});

const delegationsRoute = createRoute({
  getParentRoute: () => teamRoute,
  path: '/sessions/delegations',
  component: lazyRouteComponent(
    () => import('@/features/sessions/components/delegations-page'),
    'DelegationsPage',
  ),
});

const templatesRoute = createRoute({
  getParentRoute: () => teamRoute,
  path: '/templates',
  component: lazyRouteComponent(
    () => import('@/features/templates/components/templates-page'),
    'TemplatesPage',
  ),
});

const settingsRoute = createRoute({
  getParentRoute: () => teamRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('@/features/settings/components/settings-page'), 'SettingsPage'),
});

const rolesRoute = createRoute({
  getParentRoute: () => teamRoute,
  path: '/roles',
  component: lazyRouteComponent(() => import('@/features/roles/components/roles-page'), 'RolesPage'),
});

const apiKeysRoute = createRoute({
  getParentRoute: () => teamRoute,
  path: '/api-keys',
  component: lazyRouteComponent(() => import('@/features/settings/components/api-keys-page'), 'ApiKeysPage'),
});

const BillingPage = lazyRouteComponent(
  () => import('@/features/billing/components/billing-page'),
  'BillingPage',
);
const billingRoute = createRoute({
  getParentRoute: () => teamRoute,
  path: '/billing',
  component: function TeamBilling() {
    return <BillingPage team={billingRoute.useParams().team} />;
  },
});

const InvoicePage = lazyRouteComponent(
  () => import('@/features/billing/components/invoice-page'),
  'InvoicePage',
);
const invoiceRoute = createRoute({
  getParentRoute: () => teamRoute,
  path: '/billing/invoices/$invoice',
  component: function TeamInvoice() {
    const { team, invoice } = invoiceRoute.useParams();
    return <InvoicePage key={invoice} team={team} invoice={invoice} />;
  },
});

const emergencyRoute = createRoute({
  getParentRoute: () => teamRoute,
  path: '/emergency',
  component: lazyRouteComponent(
    () => import('@/features/emergency/components/emergency-page'),
    'EmergencyPage',
  ),
});

const AuditPage = lazyRouteComponent(() => import('@/features/audit/components/audit-page'), 'AuditPage');
const auditRoute = createRoute({
  getParentRoute: () => teamRoute,
  path: '/audit',
  validateSearch: (search: Record<string, unknown>): AuditSearch => ({
    actor: text(search['actor']),
    action: text(search['action']),
    from: text(search['from']),
    to: text(search['to']),
  }),
  component: function Audit() {
    const navigate = useNavigate({ from: '/teams/$team/audit' });
    const search = auditRoute.useSearch();
    return <AuditPage search={search} onSearch={(next) => void navigate({ search: next, replace: true })} />;
  },
});

export const signedInRoute = signedIn.addChildren([
  accountRoute,
  noticesRoute,
  teamsRoute,
  createTeamRoute,
  teamRoute.addChildren([
    sessionsRoute,
    delegationsRoute,
    sessionRoute,
    templatesRoute,
    membersRoute,
    rolesRoute,
    settingsRoute,
    billingRoute,
    invoiceRoute,
    emergencyRoute,
    apiKeysRoute,
    auditRoute,
  ]),
]);
