import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { formatDateTime, localMinute } from '@/lib/dates';
import { FakeServer, ok, problem, type Reply } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';
import { nonOpener, openers, opening } from '@/testing/sharing';
import { notOwn, session, sessionAddress, teamAddress, viewedSession } from '@/testing/workspace';

const address = `/teams/${clinic.team.id}/sessions/ses_mia`;

async function openAccess(changes: ConstructorParameters<typeof FakeServer>[0] = {}) {
  const server = new FakeServer(changes);
  const opened = openPage(address, server);
  await opened.user.click(await screen.findByRole('tab', { name: 'Access' }));
  return { server, ...opened };
}

function accessPage(part: object) {
  return ok({
    session: 'ses_mia',
    at: '2026-09-15T10:30:00Z',
    policy_changed: false,
    next_cursor: null,
    ...part,
  });
}

describe('who can open a session', () => {
  it('is said with what each person can do and why', async () => {
    await openAccess();
    const list = await screen.findByRole('list', { name: 'Can open it' });
    const [ada, ben] = within(list).getAllByRole('listitem');
    expect(ada).toHaveTextContent('Changes details and transcript.');
    expect(ben).toHaveTextContent('Reads details, notes, and documents.');
    expect(ben).not.toHaveTextContent('Changes');
    expect(ben).toHaveTextContent('The session is shared with Ben Whitfield for viewing.');
  });

  it('lists those who cannot below, with the reason', async () => {
    await openAccess();
    expect(await screen.findByRole('heading', { name: 'Can open it' })).toBeVisible();
    expect(screen.getByRole('list', { name: 'Cannot open it' })).toHaveTextContent(
      'Chloé MarchettiThe session is somebody else’s.',
    );
  });

  it('says of those who cannot only what is loaded', async () => {
    await openAccess({
      [`GET ${sessionAddress}/access`]: accessPage({ can_open: openers, cannot: [], next_cursor: 'next' }),
    });
    await screen.findByRole('list', { name: 'Can open it' });
    expect(screen.queryByRole('heading', { name: 'Cannot open it' })).toBeNull();
  });

  it('calls somebody who was erased so, where no name is left', async () => {
    await openAccess({
      [`GET ${sessionAddress}/access`]: accessPage({
        can_open: [{ ...openers[1], name: '' }],
        cannot: [{ ...nonOpener, name: '' }],
      }),
      [`GET ${sessionAddress}/openings`]: ok({ items: [{ ...opening, name: '' }], next_cursor: null }),
    });
    for (const name of ['Can open it', 'Cannot open it', 'Openings'])
      expect(await screen.findByRole('list', { name })).toHaveTextContent(/^Erased member/);
  });

  it('is loaded page by page in a large team', async () => {
    const { user } = await openAccess({
      [`GET ${sessionAddress}/access`]: ({ search }) =>
        search.get('cursor') === 'next'
          ? accessPage({ can_open: openers.slice(1), cannot: [] })
          : accessPage({ can_open: openers.slice(0, 1), cannot: [nonOpener], next_cursor: 'next' }),
    });
    await user.click(await screen.findByRole('button', { name: /Load more people \(2 people so far\)/ }));
    const list = await screen.findByRole('list', { name: 'Can open it' });
    await waitFor(() => expect(within(list).getAllByRole('listitem')).toHaveLength(2));
  });

  it('is not asked for by who may not know, and the reason is said', async () => {
    const shared = {
      ...viewedSession,
      refused: { 'session.access.read': notOwn },
      allowed_actions: ['session.read'],
    };
    const { server } = await openAccess({
      [`GET ${sessionAddress}`]: ok(shared, '"1"'),
      [`GET ${teamAddress}`]: ok({ ...clinic.team, allowed_actions: ['team.read'] }, '"1"'),
    });
    const card = await screen.findByRole('region', { name: 'Who can open this session' });
    expect(card).toHaveTextContent('Only the clinician of the session can do this.');
    expect(screen.queryByRole('region', { name: 'Who opened it' })).toBeNull();
    expect(server.last('GET', `${sessionAddress}/access`)).toBeUndefined();
    expect(server.last('GET', `${sessionAddress}/openings`)).toBeUndefined();
  });

  it('shows a failure and tries again', async () => {
    const { server, user } = await openAccess({
      [`GET ${sessionAddress}/access`]: problem(503, 'unavailable'),
    });
    const card = await screen.findByRole('region', { name: 'Who can open this session' });
    await within(card).findByRole('alert');
    server.set(`GET ${sessionAddress}/access`, accessPage({ can_open: openers, cannot: [] }));
    await user.click(within(card).getByRole('button', { name: 'Try again' }));
    expect(await within(card).findByRole('list', { name: 'Can open it' })).toBeVisible();
  });
});

describe('who could open a session', () => {
  const moment = localMinute(Date.parse(session.created_at) + 60_000);

  /** What the server says of the past, and after the choice of a moment. */
  async function openPast(past: Reply | object) {
    const opened = await openAccess({
      [`GET ${sessionAddress}/access`]: ({ search }) =>
        search.has('at')
          ? 'status' in past
            ? (past as Reply)
            : accessPage({ can_open: [], cannot: [nonOpener], ...past })
          : accessPage({ can_open: openers, cannot: [] }),
    });
    await choose(moment);
    return opened;
  }
  async function choose(value: string) {
    const field = await screen.findByLabelText('At a past moment');
    fireEvent.change(field, { target: { value } });
    fireEvent.click(screen.getByRole('button', { name: 'Show' }));
  }

  it('is asked of the moment in the zone of the reader, and led back to now', async () => {
    const { server, user } = await openPast({});
    expect(await screen.findByText('Nobody.')).toBeVisible();
    expect(server.last('GET', `${sessionAddress}/access`)?.search.get('at')).toBe(
      new Date(moment).toISOString(),
    );
    expect(
      screen.getByRole('heading', { name: `As it was on ${formatDateTime(new Date(moment).toISOString())}` }),
    ).toBeVisible();
    expect(screen.queryByText(/with the reason for each person/)).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Back to now' }));
    expect(await screen.findByRole('list', { name: 'Can open it' })).toHaveTextContent('Ben Whitfield');
    expect(screen.queryByRole('heading', { name: /As it was/ })).toBeNull();
    expect(screen.getByLabelText('At a past moment')).toHaveFocus();
  });

  it('is asked of the making of a session for the minute in which it was made', async () => {
    const created_at = '2026-09-15T08:29:27.300Z';
    const { server } = await openAccess({
      [`GET ${sessionAddress}`]: ok({ ...session, created_at }, '"1"'),
    });
    const minute = localMinute(Date.parse(created_at));
    expect(await screen.findByLabelText('At a past moment')).toHaveAttribute('min', minute);
    await choose(minute);
    await waitFor(() =>
      expect(server.last('GET', `${sessionAddress}/access`)?.search.get('at')).toBe(created_at),
    );
  });

  it('says when the rules were others', async () => {
    await openPast({ policy_changed: true });
    expect(await screen.findByRole('note')).toHaveTextContent('The rules of Rolecall were others then');
  });

  it('says why a moment cannot be answered, and keeps the way back', async () => {
    await openPast(
      problem(422, 'invalid', {
        errors: [{ pointer: '/at', detail: 'what the plans opened then was not kept' }],
      }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent('What the plans opened then was not kept.');
    expect(screen.getByRole('button', { name: 'Back to now' })).toBeVisible();
  });

  describe('in the hour over which the clocks were put back', () => {
    const zone = process.env['TZ'];
    afterEach(() => {
      process.env['TZ'] = zone;
    });

    async function openInBerlin(created_at = '2025-01-01T08:00:00Z') {
      process.env['TZ'] = 'Europe/Berlin';
      const opened = await openAccess({ [`GET ${sessionAddress}`]: ok({ ...session, created_at }, '"1"') });
      const asked = () => opened.server.last('GET', `${sessionAddress}/access`)?.search.get('at');
      return { ...opened, asked };
    }

    it('is asked of the one of two moments that is chosen, and says which', async () => {
      const { asked, user } = await openInBerlin();
      await choose('2025-10-26T02:30');
      await waitFor(() => expect(asked()).toBe('2025-10-26T00:30:00.000Z'));
      const turns = screen.getByRole('radiogroup', { name: 'The clocks showed this time twice' });
      expect(within(turns).getByRole('radio', { name: /^First, / })).toBeChecked();
      const first = screen.getByRole('heading', { name: /As it was on/ }).textContent;
      await user.click(within(turns).getByRole('radio', { name: /^Second, / }));
      await user.click(screen.getByRole('button', { name: 'Show' }));
      await waitFor(() => expect(asked()).toBe('2025-10-26T01:30:00.000Z'));
      expect(screen.getByRole('heading', { name: /As it was on/ }).textContent).not.toBe(first);
    });

    it('offers no choice where the clocks showed a moment once', async () => {
      const { asked } = await openInBerlin();
      await choose('2025-10-26T03:30');
      await waitFor(() => expect(asked()).toBe('2025-10-26T02:30:00.000Z'));
      expect(screen.queryByRole('radiogroup')).toBeNull();
    });

    it('is not asked of the first moment of a session that was made in the second', async () => {
      const { asked, user } = await openInBerlin('2025-10-26T01:30:20.000Z');
      await choose('2025-10-26T02:30');
      expect(await screen.findByText(/^The session was made on /)).toBeVisible();
      await user.click(screen.getByRole('radio', { name: /^Second, / }));
      await user.click(screen.getByRole('button', { name: 'Show' }));
      await waitFor(() => expect(asked()).toBe('2025-10-26T01:30:20.000Z'));
    });
  });

  it('is not asked of what is no past moment of the session', async () => {
    const { server } = await openAccess();
    await choose('');
    expect(await screen.findByText('Choose a day and a time.')).toBeVisible();
    await choose('2999-01-01T00:00');
    expect(await screen.findByText('Choose a moment in the past.')).toBeVisible();
    await choose('2020-01-01T00:00');
    expect(await screen.findByText(/^The session was made on /)).toBeVisible();
    expect(server.last('GET', `${sessionAddress}/access`)?.search.has('at')).toBe(false);
  });
});

describe('who opened a session', () => {
  it('is said with what, when and by which right', async () => {
    await openAccess();
    const list = await screen.findByRole('list', { name: 'Openings' });
    expect(list).toHaveTextContent('Ben Whitfield');
    expect(list).toHaveTextContent('Note: The session is shared with Ben Whitfield for viewing.');
  });

  it('is read by who reads the audit only when asked, since that is recorded', async () => {
    const { server, user } = await openAccess({ [`GET ${sessionAddress}`]: ok(viewedSession, '"1"') });
    await screen.findByText('Reading this is recorded in the audit.');
    expect(server.last('GET', `${sessionAddress}/openings`)).toBeUndefined();
    await user.click(screen.getByRole('button', { name: 'Show who opened it' }));
    expect(await screen.findByRole('list', { name: 'Openings' })).toBeVisible();
  });

  it('may be nobody', async () => {
    await openAccess({ [`GET ${sessionAddress}/openings`]: ok({ items: [], next_cursor: null }) });
    expect(await screen.findByText('Nobody has opened it.')).toBeVisible();
  });

  it('is loaded page by page', async () => {
    const { user } = await openAccess({
      [`GET ${sessionAddress}/openings`]: ({ search }) =>
        ok({
          items: [{ ...opening, name: search.get('cursor') === 'next' ? 'Fay Nakamura' : opening.name }],
          next_cursor: search.get('cursor') === 'next' ? null : 'next',
        }),
    });
    const card = await screen.findByRole('region', { name: 'Who opened it' });
    await user.click(await within(card).findByRole('button', { name: 'Load more' }));
    expect(await within(card).findByText('Fay Nakamura')).toBeVisible();
  });
});

describe('a session that cannot be changed', () => {
  it('says so at the top in the words of the server', async () => {
    openPage(address, new FakeServer({ [`GET ${sessionAddress}`]: ok(viewedSession, '"1"') }));
    const notice = await screen.findByRole('note', { name: 'Read only' });
    expect(notice).toHaveTextContent('Only the clinician of the session can do this.');
    expect(notice).toHaveTextContent('Ask Ben Whitfield to share the session with you.');
  });

  it('says nothing of that to who can change it', async () => {
    openPage(address, new FakeServer());
    await screen.findByRole('switch', { name: 'Restricted' });
    expect(screen.queryByRole('note', { name: 'Read only' })).toBeNull();
  });
});

describe('a legal hold', () => {
  const holder = { ...session, allowed_actions: [...session.allowed_actions, 'session.hold'] };

  it('is set by who may', async () => {
    const server = new FakeServer({ [`GET ${sessionAddress}`]: ok(holder, '"1"') });
    const { user } = openPage(address, server);
    await user.click(await screen.findByRole('switch', { name: 'Legal hold' }));
    await waitFor(() => expect(server.last('PUT', `${sessionAddress}/hold`)).toBeDefined());
  });

  it('is explained to everybody else', async () => {
    openPage(
      address,
      new FakeServer({ [`GET ${sessionAddress}`]: ok({ ...session, legal_hold: true }, '"1"') }),
    );
    expect(
      await screen.findByText(/neither retention nor anybody deletes or overwrites any of it/),
    ).toBeVisible();
    expect(screen.queryByRole('switch', { name: 'Legal hold' })).toBeNull();
  });
});

describe('reassigning a session', () => {
  const mayReassign = { ...session, allowed_actions: [...session.allowed_actions, 'session.reassign'] };

  async function reassign(changes: ConstructorParameters<typeof FakeServer>[0]) {
    const server = new FakeServer({ [`GET ${sessionAddress}`]: ok(mayReassign, '"1"'), ...changes });
    const { user, router } = openPage(address, server);
    await user.click(await screen.findByRole('button', { name: 'More actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Reassign to a colleague' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('combobox', { name: 'New clinician' }));
    await user.click(await screen.findByRole('option', { name: 'Ben Whitfield' }));
    await user.click(within(dialog).getByRole('button', { name: 'Reassign' }));
    return { server, router, dialog };
  }

  it('gives it to a colleague and leads back to the list', async () => {
    const { server, router } = await reassign({});
    await waitFor(() =>
      expect(server.last('PUT', `${sessionAddress}/clinician`)?.body).toEqual({ member: clinic.ben.id }),
    );
    await waitFor(() => expect(router.state.location.pathname).toBe(`/teams/${clinic.team.id}/sessions`));
  });

  it('says what the server refuses at the field', async () => {
    const { dialog } = await reassign({
      [`PUT ${sessionAddress}/clinician`]: problem(422, 'invalid', {
        errors: [{ pointer: '/member', detail: 'expected another active member who may hold own sessions' }],
      }),
    });
    expect(await within(dialog).findByText(/Expected another active member/)).toBeVisible();
  });

  it('is not offered to who may not', async () => {
    const { user } = openPage(address, new FakeServer());
    await user.click(await screen.findByRole('button', { name: 'More actions' }));
    expect(await screen.findByRole('menuitem', { name: 'Edit details' })).toBeVisible();
    expect(screen.queryByRole('menuitem', { name: 'Reassign to a colleague' })).toBeNull();
  });
});
