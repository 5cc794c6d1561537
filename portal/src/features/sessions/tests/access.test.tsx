import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { accessPage, openAccess } from '@/testing/open-access';
import { openPage } from '@/testing/open-page';
import { nonOpener, openers, opening } from '@/testing/sharing';
import { notOwn, session, sessionAddress, teamAddress, viewedSession } from '@/testing/workspace';

const address = `/teams/${clinic.team.id}/sessions/ses_mia`;

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

  it('names the custom role that lets somebody in', async () => {
    const [ada, ben] = openers;
    const custom_role = { id: 'rol_locum', name: 'Locum' };
    const byRole = { ...ben, because: { ...ben?.because, custom_role } };
    await openAccess({
      [`GET ${sessionAddress}/access`]: accessPage({ can_open: [ada, byRole], cannot: [] }),
    });
    const list = await screen.findByRole('list', { name: 'Can open it' });
    const [first, second] = within(list).getAllByRole('listitem');
    expect(second).toHaveTextContent('for viewing. The custom role is Locum.');
    expect(first).not.toHaveTextContent('custom role');
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
