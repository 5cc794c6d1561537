// A small clinic in the shapes of the contract, for tests and for looking at pages without a server.
import type { components } from '@/lib/api-types';

type Schemas = components['schemas'];
export type Member = Schemas['Member'];
type Grant = Schemas['Role']['grants'][number];

export const now = Date.parse('2026-09-15T10:30:00Z');
const days = (count: number) => new Date(now + count * 86_400_000).toISOString();

export const user: Schemas['User'] = {
  id: 'usr_ada',
  email: 'ada.okafor@northside.example',
  name: 'Ada Okafor',
  email_verified: true,
  mfa_enabled: false,
};

const manage: Member['allowed_actions'] = [
  'role.assign',
  'member.update',
  'member.suspend',
  'member.remove',
  'member.revoke_logins',
];

export function member(part: Partial<Member> & Pick<Member, 'id'>): Member {
  return {
    email: `${part.id.slice(4)}@northside.example`,
    name: part.id,
    title: '',
    roles: ['clinician'],
    owner: false,
    status: 'active',
    invitation: null,
    joined_at: '2026-03-01T09:00:00Z',
    suspended_at: null,
    return_at: null,
    removed_at: null,
    allowed_actions: manage,
    ...part,
  };
}

export const ada = member({
  id: 'mem_ada',
  email: user.email,
  name: user.name,
  title: 'Practice director',
  roles: ['administrator', 'clinician'],
  owner: true,
  allowed_actions: ['role.assign', 'member.update'],
});

export const ben = member({
  id: 'mem_ben',
  name: 'Ben Whitfield',
  title: 'Doctor',
  email: 'ben.whitfield@northside.example',
});

export const members: Member[] = [
  ada,
  ben,
  member({ id: 'mem_chloe', name: 'Chloé Marchetti', title: 'Receptionist', roles: ['assistant'] }),
  member({
    id: 'mem_dev',
    name: null,
    email: 'devika.raman@northside.example',
    title: 'Nurse',
    status: 'invited',
    joined_at: null,
    invitation: { sent_at: days(-12), expires_at: days(18), mail: 'sent' },
    allowed_actions: ['role.assign', 'member.update', 'member.resend_invitation', 'member.revoke_invitation'],
  }),
  member({
    id: 'mem_eli',
    name: 'Elias Brandt',
    title: 'Doctor',
    status: 'suspended',
    suspended_at: days(-3),
    return_at: days(20),
    allowed_actions: ['role.assign', 'member.reactivate', 'member.remove'],
  }),
  member({
    id: 'mem_fay',
    name: 'Fay Nakamura',
    title: 'Practice manager',
    roles: ['administrator', 'template_manager'],
  }),
  member({
    id: 'mem_gus',
    name: null,
    email: 'gustavo.lindqvist-obrien@northside.example',
    status: 'expired',
    joined_at: null,
    invitation: { sent_at: days(-40), expires_at: days(-10), mail: 'sent' },
    allowed_actions: ['member.resend_invitation', 'member.remove'],
  }),
];

export const team: Schemas['Team'] = {
  id: 'tem_north',
  name: 'Northside Family Clinic',
  owner_member: { id: ada.id, name: user.name },
  status: 'active',
  plan: 'pro',
  created_at: '2026-03-01T09:00:00Z',
  my_member: ada,
  allowed_actions: [
    'team.read',
    'team.update',
    'team.settings.read',
    'team.settings.update',
    'team.delete',
    'team.transfer_ownership',
    'member.list',
    'member.read_contact',
    'member.invite',
    'role.read',
    'role.assign',
    'billing.read',
    'audit.read',
  ],
  deleted_at: null,
  restore_until: null,
  held_sessions: 0,
  ownership_transfer: null,
  reviews_waiting: null,
};

export const me: Schemas['Me'] = {
  user,
  memberships: [
    {
      team: { id: team.id, name: team.name },
      member: ada.id,
      roles: ada.roles,
      owner: true,
      status: 'active',
      allowed_actions: team.allowed_actions,
    },
  ],
  settings: {
    idle_minutes: 30,
    absolute_hours: 12,
    invitation_days: 30,
    password_min_length: 15,
    password_max_length: 256,
  },
  dev_clock: false,
};

export const nobody: Schemas['Me'] = { ...me, user: null, memberships: [] };

const sentences: Record<string, Grant> = {
  settings: { action: 'team.settings.update', scope: 'team', sentence: 'Change the settings of the team' },
  invite: { action: 'member.invite', scope: 'team', sentence: 'Add members to the team' },
  assign: { action: 'role.assign', scope: 'team', sentence: 'Change the roles of members' },
  audit: { action: 'audit.read', scope: 'team', sentence: 'Read the audit of the team' },
  templates: { action: 'template.team.update', scope: 'team', sentence: 'Change team templates' },
  sessions: { action: 'session.create', scope: 'own', sentence: 'Create own sessions' },
  transcript: { action: 'transcript.update', scope: 'own', sentence: 'Edit the transcript of own sessions' },
  delegated: {
    action: 'session.update',
    scope: 'delegated',
    sentence: 'Work on the sessions of a clinician who has delegated to them',
  },
} as unknown as Record<string, Grant>;

function grants(...names: string[]): Grant[] {
  return names.flatMap((name) => sentences[name] ?? []);
}

export const roles: Schemas['Role'][] = [
  {
    id: 'administrator',
    name: 'Administrator',
    family: 'admin',
    built_in: true,
    description:
      'Manages the team, its members and its settings, and uses the clinical tools for own sessions.',
    grants: grants('settings', 'invite', 'assign', 'audit', 'templates', 'sessions'),
  },
  {
    id: 'template_manager',
    name: 'Template manager',
    family: 'admin',
    built_in: true,
    description: 'Looks after the templates of the team.',
    grants: grants('templates'),
  },
  {
    id: 'clinician',
    name: 'Clinician',
    family: 'clinician',
    built_in: true,
    description: 'Records own sessions, writes notes and documents.',
    grants: grants('sessions', 'transcript'),
  },
  {
    id: 'assistant',
    name: 'Assistant',
    family: 'clinician',
    built_in: true,
    description: 'Works on the sessions of clinicians who have delegated to them.',
    grants: grants('delegated'),
  },
];

export const definition = {
  locked: null as Schemas['Why'] | null,
  grants: grants('invite', 'audit', 'templates', 'sessions', 'delegated'),
};

export const locum: Schemas['Role'] = {
  id: 'rol_locum',
  name: 'Locum',
  family: 'clinician',
  built_in: false,
  description: 'A custom role of the team.',
  grants: grants('sessions'),
  allowed_actions: ['role.read', 'role.define'],
};

export const notices: Schemas['Notice'][] = [
  {
    id: 'ntc_2',
    team: { id: team.id, name: team.name },
    kind: 'ownership_offered',
    text: 'You are offered the ownership of Northside Family Clinic.',
    facts: { expires_at: days(7) },
    target: null,
    created_at: days(-0.02),
    read_at: null,
  },
  {
    id: 'ntc_1',
    team: { id: team.id, name: team.name },
    kind: 'roles_changed',
    text: 'Your roles in Northside Family Clinic have changed from Clinician to Administrator and Clinician.',
    facts: { before: ['Clinician'], after: ['Administrator', 'Clinician'] },
    target: null,
    created_at: days(-3),
    read_at: days(-2),
  },
];

export const quote: Schemas['Quote'] = {
  id: 'quo_1',
  seats: 1,
  amount_minor: 54213,
  currency: 'AUD',
  term: { start: '2026-03-01T00:00:00Z', end: '2027-03-01T00:00:00Z' },
  at: days(0),
  expires_at: days(1),
  seat_charge: 'invitation',
  note: null,
};

export const preview: Schemas['Preview'] = {
  gained: roles[0]?.grants.map(({ action, scope }) => ({ action, scope })) ?? [],
  lost: [{ action: 'transcript.update', scope: 'own' }],
  sessions: { readable_before: 0, readable_after: 212, clinicians: 4 },
  price: null,
  warnings: ['14 sessions can be edited by nobody else once Clinician is taken away.'],
};

export const planLacks: Schemas['Why'] = {
  rule: 'plan_lacks_feature',
  explanation: 'The plan of this team does not include Session View.',
  remedy: {
    text: 'An administrator can start the 30-day trial.',
    who: ['administrator'],
    action: 'billing.start_trial',
  },
};

export const noGrant: Schemas['Why'] = {
  rule: 'no_grant',
  explanation: 'None of your roles allows adding members.',
  remedy: { text: 'Ask an administrator of the team.', who: ['administrator'], action: null },
};

export const settings: Schemas['Settings'] = {
  session_view: {
    enabled: false,
    audience_roles: ['administrator'],
    audience_members: [],
    include_transcripts: false,
  },
  require_mfa: false,
  consent_prompt: { enabled: true, text: 'May we record this consultation to write your notes?' },
  content_footer: '',
  retention_days: null,
  retention_next: null,
  emergency_access: false,
  sign_out_minutes: null,
  locks: {
    session_view: planLacks,
    require_mfa: null,
    consent_prompt: null,
    content_footer: null,
    retention_days: null,
    emergency_access: null,
    sign_out_minutes: null,
  },
  allowed_actions: ['team.settings.read', 'team.settings.update'],
};

const auditFacts = {
  chain: team.id,
  reason: null,
  client_address: null,
  policy_hash: 'c04a',
  login: null,
};

export const auditRows: Schemas['AuditRow'][] = [
  {
    ...auditFacts,
    seq: 41,
    at: days(-0.01),
    actor: { type: 'member', id: ada.id, name: user.name },
    action: 'role.assign',
    resource: { type: 'member', id: ben.id },
    decision: 'permit',
    rule: 'granted',
    before: { roles: ['clinician'] },
    after: { roles: ['administrator', 'clinician'] },
    prev_hash: '9f2c',
    hash: '4be0c1d27a66f0e2b1d9',
  },
  {
    ...auditFacts,
    seq: 40,
    at: days(-0.2),
    actor: { type: 'member', id: ben.id, name: ben.name },
    action: 'member.invite',
    resource: { type: 'team', id: team.id },
    decision: 'deny',
    rule: 'no_grant',
    count: 3,
    before: null,
    after: null,
    prev_hash: '77aa',
    hash: '9f2c',
  },
  {
    ...auditFacts,
    seq: 39,
    at: days(-1),
    actor: { type: 'system', id: null, name: null },
    action: 'invitation.expire',
    resource: { type: 'member', id: 'mem_gus' },
    decision: 'permit',
    rule: null,
    before: { status: 'invited' },
    after: { status: 'expired' },
    prev_hash: '11bc',
    hash: '77aa',
  },
];

export const logins: Schemas['LoginItem'][] = [
  {
    id: 'lgn_1',
    current: true,
    created_at: days(-0.1),
    last_seen_at: days(0),
    expires_at: days(0.4),
    client_address: '203.0.113.7',
    user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
    mfa: false,
  },
  {
    id: 'lgn_2',
    current: false,
    created_at: days(-0.3),
    last_seen_at: days(-0.2),
    expires_at: days(0.2),
    client_address: '198.51.100.20',
    user_agent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1',
    mfa: true,
  },
];

export const apiKey: Schemas['ApiKey'] = {
  id: 'key_1',
  name: 'Practice software',
  roles: ['administrator'],
  maker: { id: ada.id, name: user.name },
  created_at: days(-20),
  expires_at: days(70),
  last_used_at: days(-0.5),
  revoked_at: null,
  allowed_actions: ['api_key.manage'],
};

export const invitation: Schemas['InvitationView'] = {
  team: { id: null, name: team.name },
  inviter_name: user.name,
  email: 'devika.raman@northside.example',
  roles: [{ id: 'clinician', name: 'Clinician' }],
  title: 'Nurse',
  expires_at: days(18),
  status: 'pending',
  account: 'new',
  signed_in_email: null,
};
