// Who has the session of the small clinic, who can open it and who did; and who works for whom.
import type { Opener, Opening, NonOpener } from '@/features/sessions/api/access';
import type { Delegation } from '@/features/sessions/api/delegations';
import type { Share, SharePreview } from '@/features/sessions/api/shares';
import type { Asked, Reply } from '@/testing/fake-server';
import { ada, ben, members } from '@/testing/fixtures';
import { sessionAddress, teamAddress } from '@/testing/workspace';

const person = (id: string) => ({ id, name: members.find((member) => member.id === id)?.name ?? '' });

export const benShare: Share = {
  id: 'shr_ben',
  member: person(ben.id),
  level: 'full',
  granted_by: person(ada.id),
  parent: null,
  expires_at: null,
  created_at: '2026-09-15T09:00:00Z',
  etag: '"shr_ben"',
  allowed_actions: ['session.share', 'session.unshare'],
};

/** Passed on by Ben: we can end it, since the session is ours, but not change it. */
export const fayShare: Share = {
  ...benShare,
  id: 'shr_fay',
  member: person('mem_fay'),
  level: 'view',
  granted_by: person(ben.id),
  parent: benShare.id,
  etag: '"shr_fay"',
  expires_at: '2026-10-01T10:30:00Z',
  allowed_actions: ['session.unshare'],
};

export const sharePreview: SharePreview = {
  gained: [{ member: person('mem_chloe'), action: 'note.read', scope: 'shared_view' }],
  lost: [{ member: person('mem_fay'), action: 'note.read', scope: 'shared_view' }],
  warnings: ['Shares that were passed on from this one will end: 1.'],
};

const because = (explanation: string): Opener['because'] => ({
  rule: 'not_own',
  grant: null,
  custom_role: null,
  explanation,
});
const sharedGrant = { role: 'member', action: 'note.read', scope: 'shared_view' } as const;

export const openers: Opener[] = [
  {
    member: ada.id,
    name: person(ada.id).name,
    actions: ['session.read', 'session.update', 'transcript.read', 'transcript.update', 'note.read'],
    because: because('It is the own session.'),
  },
  {
    member: ben.id,
    name: person(ben.id).name,
    actions: ['session.read', 'note.read', 'document.read'],
    because: because('The session is shared with Ben Whitfield for viewing.'),
  },
];

export const nonOpener: NonOpener = {
  member: 'mem_chloe',
  name: person('mem_chloe').name,
  because: because('The session is somebody else’s.'),
};

export const opening: Opening = {
  member: ben.id,
  name: person(ben.id).name,
  what: 'note',
  grant: sharedGrant,
  explanation: 'The session is shared with Ben Whitfield for viewing.',
  at: '2026-09-15T09:45:00Z',
};

export function delegation(part: Partial<Delegation>): Delegation {
  return {
    id: 'del_1',
    clinician: person(ada.id),
    assistant: person('mem_chloe'),
    from: new Date(2026, 8, 14).toISOString(),
    to: new Date(2026, 8, 21).toISOString(),
    state: 'in_force',
    allowed_actions: ['delegation.manage'],
    ...part,
  };
}

const ok = (body: unknown): Reply => ({ status: 200, body });
const items = (list: readonly unknown[]) => ok({ items: list, next_cursor: null });

export const sharingAnswers: Record<string, Reply | ((asked: Asked) => Reply)> = {
  [`GET ${sessionAddress}/shares`]: items([benShare, fayShare]),
  [`PUT ${sessionAddress}/shares/*`]: ({ search, path, body }) =>
    ok(
      search.has('dry_run')
        ? sharePreview
        : { ...benShare, member: person(path.split('/').at(-1) ?? ''), ...(body as object) },
    ),
  [`DELETE ${sessionAddress}/shares/*`]: ok({ ended: 2 }),
  [`PUT ${sessionAddress}/clinician`]: { status: 204 },
  [`PUT ${sessionAddress}/hold`]: { status: 204 },
  [`DELETE ${sessionAddress}/hold`]: { status: 204 },
  [`GET ${sessionAddress}/access`]: ok({
    session: 'ses_mia',
    at: '2026-09-15T10:30:00Z',
    policy_changed: false,
    can_open: openers,
    cannot: [nonOpener],
    next_cursor: null,
  }),
  [`GET ${sessionAddress}/openings`]: items([opening]),
  [`GET ${teamAddress}/delegations`]: items([]),
  [`POST ${teamAddress}/delegations`]: { status: 201, body: delegation({}) },
  [`DELETE ${teamAddress}/delegations/*`]: { status: 204 },
};
