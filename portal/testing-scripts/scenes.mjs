// The pages to look at: an address, what the server answers differently, what the reader does first.
import { oversightScenes } from './oversight-scenes.mjs';
import { sessionScenes } from './session-scenes.mjs';

const team = '/teams/tem_north';
const apiTeam = '/api/v1/teams/tem_north';
const signedOut = (clinic, { ok }) => ({ 'GET /api/v1/me': ok(clinic.nobody) });

const asClinician = (clinic, { ok }) => {
  const allowed = ['team.read', 'member.list', 'role.read', 'team.leave'];
  const mine = { ...clinic.ben, allowed_actions: [] };
  const membership = { ...clinic.me.memberships[0], member: mine.id, allowed_actions: allowed };
  return {
    'GET /api/v1/me': ok({ ...clinic.me, memberships: [membership] }),
    [`GET ${apiTeam}`]: ok({ ...clinic.team, my_member: mine, allowed_actions: allowed }, '"1"'),
    [`GET ${apiTeam}/members`]: ok({
      items: clinic.members.slice(0, 4).map((member) => ({ ...member, email: null, allowed_actions: [] })),
      next_cursor: null,
    }),
  };
};

const withLocum = (clinic, { ok }) => ({
  [`GET ${apiTeam}/roles`]: ok({ items: [...clinic.roles, clinic.locum], definition: clinic.definition }),
});

async function openRoles(page) {
  await page.getByRole('button', { name: 'Roles of Ben Whitfield: Clinician' }).click();
}

export const scenes = [
  { name: 'sign-in', path: '/sign-in', answers: signedOut },
  {
    name: 'sign-in-code',
    path: '/sign-in',
    answers: (clinic, server) => ({
      ...signedOut(clinic, server),
      'POST /api/v1/auth/login': server.problem(401, 'mfa_needed'),
    }),
    act: async (page) => {
      await page.getByLabel('E-mail address').fill('ada@northside.example');
      await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
      await page.getByRole('button', { name: 'Sign in' }).click();
    },
  },
  { name: 'register', path: '/register', answers: signedOut },
  { name: 'check-mail', path: '/register/check-mail?email=ada%40northside.example', answers: signedOut },
  { name: 'verify', path: '/verify/abc', answers: signedOut },
  { name: 'invitation-new', path: '/invitations/abc', answers: signedOut },
  {
    name: 'invitation-other',
    path: '/invitations/abc',
    answers: (clinic, { ok }) => ({
      'GET /api/v1/invitations/*': ok({
        ...clinic.invitation,
        account: 'signed_in_as_other',
        signed_in_email: clinic.user.email,
      }),
    }),
  },
  {
    name: 'invitation-used',
    path: '/invitations/abc',
    answers: (_, { problem }) => ({ 'GET /api/v1/invitations/*': problem(410, 'invitation_used') }),
  },
  { name: 'members', path: `${team}/members` },
  {
    name: 'members-navigation',
    path: `${team}/members`,
    act: async (page, width) => width < 500 && page.getByRole('button', { name: 'Open navigation' }).click(),
  },
  {
    name: 'members-clinician',
    path: `${team}/members`,
    answers: asClinician,
    act: (page) => page.getByRole('button', { name: 'Add team member' }).focus(),
  },
  {
    name: 'members-menu',
    path: `${team}/members`,
    act: (page) => page.getByRole('button', { name: 'Actions for Ben Whitfield' }).click(),
  },
  {
    name: 'add-member',
    path: `${team}/members`,
    act: async (page) => {
      await page.getByRole('button', { name: 'Add team member' }).click();
      await page.getByRole('textbox', { name: 'E-mail address' }).fill('hana@northside.example');
      await page.keyboard.press('Enter');
    },
  },
  {
    name: 'roles',
    path: `${team}/members`,
    act: async (page) => {
      await openRoles(page);
      await page.getByRole('checkbox', { name: 'Administrator' }).click();
      await page.getByRole('region', { name: 'What changes' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'roles-refused',
    path: `${team}/members`,
    answers: (clinic, { refused }) => ({ [`PUT ${apiTeam}/members/*/roles`]: refused(clinic.noGrant) }),
    act: async (page) => {
      await openRoles(page);
      await page.getByRole('checkbox', { name: 'Administrator' }).click();
      await page.getByRole('alert').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'remove',
    path: `${team}/members`,
    act: async (page) => {
      await page.getByRole('button', { name: 'Actions for Ben Whitfield' }).click();
      await page.getByRole('menuitem', { name: 'Remove from team' }).click();
    },
  },
  ...oversightScenes,
  ...sessionScenes,
  { name: 'templates', path: `${team}/templates` },
  {
    name: 'template-edit',
    path: `${team}/templates`,
    act: async (page) => {
      await page.getByRole('button', { name: 'Open SOAP note' }).click();
      await page.getByRole('region', { name: 'Preview' }).waitFor();
    },
  },
  { name: 'notices', path: '/notices' },
  {
    name: 'notices-empty',
    path: '/notices',
    answers: (_, { ok }) => ({ 'GET /api/v1/me/notices': ok({ items: [], unread: 0, next_cursor: null }) }),
  },
  {
    name: 'notices-failed',
    path: '/notices',
    answers: (_, { problem }) => ({ 'GET /api/v1/me/notices': problem(503, 'unavailable') }),
  },
  { name: 'custom-roles', path: `${team}/roles`, answers: withLocum, whole: true },
  {
    name: 'custom-roles-locked',
    path: `${team}/roles`,
    answers: (clinic, { ok }) => ({
      [`GET ${apiTeam}/roles`]: ok({
        items: clinic.roles,
        definition: { ...clinic.definition, locked: clinic.planLacks },
      }),
    }),
    whole: true,
  },
  {
    name: 'custom-role-edit',
    path: `${team}/roles`,
    answers: withLocum,
    act: (page) => page.getByRole('button', { name: 'Edit Locum' }).click(),
  },
  {
    name: 'custom-role-in-use',
    path: `${team}/roles`,
    answers: (clinic, server) => ({
      ...withLocum(clinic, server),
      [`DELETE ${apiTeam}/roles/rol_locum`]: server.problem(409, 'role_in_use', {
        holders: [{ id: clinic.ben.id, name: clinic.ben.name }],
      }),
    }),
    act: async (page) => {
      await page.getByRole('button', { name: 'Delete Locum' }).click();
      await page.getByRole('button', { name: 'Delete role' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'add-several',
    path: `${team}/members`,
    answers: (clinic, { ok }) => ({
      [`POST ${apiTeam}/members/batch`]: ok({
        results: [
          { row: 1, email: 'hana@northside.example', status: 'created' },
          {
            row: 2,
            email: 'ben',
            status: 'rejected',
            errors: [{ pointer: '/email', detail: 'expected an address' }],
          },
        ],
        created: 1,
        rejected: 1,
        price: clinic.quote,
      }),
    }),
    act: async (page) => {
      await page.getByRole('button', { name: 'Add team member' }).click();
      await page.getByRole('textbox', { name: 'E-mail address' }).fill('hana@northside.example ben ');
      await page.getByText('1 address cannot be added').scrollIntoViewIfNeeded();
    },
  },
  { name: 'settings', path: `${team}/settings`, whole: true },
  {
    name: 'settings-preview',
    path: `${team}/settings`,
    answers: (clinic, { ok }) => ({
      [`PATCH ${apiTeam}/settings`]: ok({
        ...clinic.preview,
        warnings: ['Can then read the notes of all clinicians: Ben Whitfield, Fay Nakamura.'],
      }),
    }),
    act: async (page) => {
      await page.getByRole('switch', { name: 'Emergency access' }).click();
      await page.getByText('Can then read').waitFor();
    },
  },
  {
    name: 'members-failed',
    path: `${team}/members`,
    answers: (_, { problem }) => ({ [`GET ${apiTeam}/members`]: problem(503, 'unavailable') }),
  },
  { name: 'api-keys', path: `${team}/api-keys` },
  {
    name: 'audit',
    path: `${team}/audit`,
    act: (page) => page.getByRole('button', { name: /role\.assign/ }).click(),
  },
  { name: 'account', path: '/account', whole: true },
  {
    name: 'no-team',
    path: '/teams',
    answers: (clinic, { ok }) => ({
      'GET /api/v1/me': ok({ ...clinic.me, memberships: [], dev_clock: true }),
      'GET /dev/clock': ok({ now: '2026-09-15T10:30:00Z' }),
      'GET /api/v1/teams': ok({ items: [], next_cursor: null }),
    }),
  },
  { name: 'create-team', path: '/teams/new' },
  {
    name: 'deleted-team',
    path: `${team}/members`,
    answers: (clinic, { ok, problem }) => ({
      [`GET ${apiTeam}`]: problem(410, 'team_deleted'),
      'GET /api/v1/teams': ok({
        items: [{ ...clinic.team, status: 'deleted', restore_until: '2026-10-15T10:30:00Z' }],
        next_cursor: null,
      }),
    }),
  },
  { name: 'not-found', path: '/nowhere' },
];
