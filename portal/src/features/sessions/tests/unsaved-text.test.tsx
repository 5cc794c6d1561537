import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openInBrowser } from '@/testing/open-page';
import { note, notOwn, session, sessionAddress, signedNote } from '@/testing/workspace';

const address = `/teams/${clinic.team.id}/sessions/ses_mia`;
const notePath = `${sessionAddress}/notes/nte_1`;
const failing = { [`PUT ${notePath}`]: problem(503, 'unavailable') };

function open(changes: ConstructorParameters<typeof FakeServer>[0] = {}) {
  const server = new FakeServer(changes);
  return { server, ...openInBrowser(address, server) };
}

/** From now on the server takes the note and gives back what it took. */
function takeNotes(server: FakeServer): void {
  server.set(`PUT ${notePath}`, ({ body }) => {
    const saved = ok({ ...note, ...(body as object) }, '"4"');
    server.set(`GET ${notePath}`, saved);
    return saved;
  });
}

async function write(words: string, changes: ConstructorParameters<typeof FakeServer>[0] = failing) {
  const opened = open(changes);
  await opened.user.type(await screen.findByRole('textbox', { name: 'Text' }), words);
  return opened;
}

/** Does the browser ask before the tab is closed? */
function asksBeforeClosing(): boolean {
  return !fireEvent(window, new Event('beforeunload', { cancelable: true }));
}

const dialog = () => screen.findByRole('dialog', { name: 'Not everything is saved' });
const text = () => screen.findByRole('textbox', { name: 'Text' });

describe('text that is not saved', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('is saved on the way to another page', async () => {
    const { server, user } = await write('Kept');
    takeNotes(server);
    await user.click(screen.getByRole('link', { name: 'Sessions' }));
    expect(await screen.findByRole('heading', { name: 'Sessions' })).toBeVisible();
    expect(server.last('PUT', notePath)?.body).toMatchObject({ body: `${note.body}Kept` });
    expect(asksBeforeClosing()).toBe(false);
  });

  it('stops the way to another page when it cannot be saved, and stays with who stays', async () => {
    const { user } = await write('Kept');
    await user.click(screen.getByRole('link', { name: 'Sessions' }));
    expect(await dialog()).toHaveTextContent('Follow-up');
    await user.click(screen.getByRole('button', { name: 'Stay here' }));
    expect(await text()).toHaveValue(`${note.body}Kept`);
    expect(screen.queryByRole('heading', { name: 'Sessions' })).not.toBeInTheDocument();
  });

  it('is kept for who leaves all the same, and leads back to itself', async () => {
    const { server, user } = await write('Kept');
    await user.click(screen.getByRole('link', { name: 'Sessions' }));
    await user.click(within(await dialog()).getByRole('button', { name: 'Leave this page' }));
    await screen.findByRole('heading', { name: 'Sessions' });
    expect(asksBeforeClosing()).toBe(true);
    await user.click(await screen.findByRole('link', { name: 'Go back to it' }));
    expect(await text()).toHaveValue(`${note.body}Kept`);
    takeNotes(server);
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('All changes saved')).toBeVisible();
    expect(server.last('PUT', notePath)?.body).toMatchObject({ body: `${note.body}Kept` });
    expect(asksBeforeClosing()).toBe(false);
  });

  it('makes the browser ask before the tab is closed', async () => {
    await write('Kept');
    expect(asksBeforeClosing()).toBe(true);
  });

  it('is saved once there is a connection again', async () => {
    const { server, user } = await write('Kept');
    takeNotes(server);
    server.disconnect();
    await user.tab();
    await screen.findByText('Not saved');
    server.reconnect();
    act(() => void window.dispatchEvent(new Event('online')));
    expect(await screen.findByText('All changes saved')).toBeVisible();
  });

  it('survives the end of the login and is saved by the next one in the same tab', async () => {
    const { server, user } = await write('Kept', { [`PUT ${notePath}`]: problem(401, 'unauthenticated') });
    server.set('GET /api/v1/me', ok(clinic.nobody));
    await user.tab();
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
    expect(screen.getByText(/sign in again to save it/)).toBeVisible();
    expect(asksBeforeClosing()).toBe(true);
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('Kept');

    server.set('POST /api/v1/auth/login', () => {
      server.set('GET /api/v1/me', ok(clinic.me));
      return ok({ user: clinic.user });
    });
    takeNotes(server);
    await user.type(screen.getByLabelText('E-mail address'), clinic.user.email);
    await user.type(screen.getByLabelText('Password'), 'a quiet harbour at dawn');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await text()).toHaveValue(`${note.body}Kept`);
    expect(await screen.findByText('All changes saved')).toBeVisible();
    expect(server.last('PUT', notePath)?.body).toMatchObject({ body: `${note.body}Kept` });
  });

  it('is neither shown to somebody else who signs in nor saved with his login', async () => {
    const { server, user } = await write('Kept', { [`PUT ${notePath}`]: problem(401, 'unauthenticated') });
    server.set('GET /api/v1/me', ok(clinic.nobody));
    await user.tab();
    await screen.findByRole('heading', { name: 'Sign in' });
    const other = { ...clinic.me, user: { ...clinic.user, id: 'usr_other' } };
    server.set('POST /api/v1/auth/login', () => {
      server.set('GET /api/v1/me', ok(other));
      return ok({ user: other.user });
    });
    await user.type(screen.getByLabelText('E-mail address'), 'other@northside.example');
    await user.type(screen.getByLabelText('Password'), 'a quiet harbour at dawn');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await text()).toHaveValue(note.body);
    takeNotes(server);
    const saves = () => server.asked.filter(({ method }) => method === 'PUT').length;
    const before = saves();
    act(() => void window.dispatchEvent(new Event('online')));
    expect(asksBeforeClosing()).toBe(true);
    await user.click(screen.getByRole('link', { name: 'Sessions' }));
    await screen.findByRole('heading', { name: 'Sessions' });
    expect(saves()).toBe(before);
  });

  it('is asked about before signing out, and given up by who signs out all the same', async () => {
    const { server, user } = await write('Kept');
    server.set('POST /api/v1/auth/logout', () => {
      server.set('GET /api/v1/me', ok(clinic.nobody));
      return { status: 204 };
    });
    await user.click(screen.getByRole('button', { name: 'Sign out' }));
    const question = await dialog();
    expect(server.last('POST', '/api/v1/auth/logout')).toBeUndefined();
    await user.click(within(question).getByRole('button', { name: 'Discard it and sign out' }));
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
    expect(asksBeforeClosing()).toBe(false);
  });

  it('stays as it is when the window becomes narrower', async () => {
    let tell = () => {};
    let width: 'wide' | 'narrow' = 'wide';
    vi.spyOn(window, 'matchMedia').mockImplementation((query) => {
      const isLayout = query.includes('80em');
      return {
        get matches() {
          return isLayout && width === 'wide';
        },
        addEventListener: (_: string, listener: (event: { matches: boolean }) => void) => {
          if (isLayout) tell = () => listener({ matches: width === 'wide' });
        },
        removeEventListener() {},
      } as never;
    });
    const opened = open({ ...failing, [`GET ${notePath}`]: ok(signedNote, '"5"') });
    const field = await screen.findByRole('textbox', { name: 'Addendum' });
    await opened.user.type(field, 'MRI ordered');
    width = 'narrow';
    act(() => tell());
    expect(await screen.findByRole('tab', { name: 'Notes' })).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Addendum' })).toBe(field);
    expect(field).toHaveValue('MRI ordered');
    expect(asksBeforeClosing()).toBe(true);
  });

  it('is named where another note is shown', async () => {
    const other = { ...note, id: 'nte_2', title: 'Second' };
    const { user } = await write('Kept', {
      ...failing,
      [`GET ${sessionAddress}/notes`]: ok({ items: [note, other] }),
      [`GET ${sessionAddress}/notes/nte_2`]: ok(other, '"1"'),
    });
    await user.click(screen.getByRole('combobox', { name: 'Choose a note' }));
    await user.click(await screen.findByRole('option', { name: 'Second' }));
    await user.click(await screen.findByRole('button', { name: 'Show it' }));
    expect(await text()).toHaveValue(`${note.body}Kept`);
  });

  it('can be taken along when the session may not be opened any more', async () => {
    const refusal = problem(403, 'denied', { ...notOwn });
    const { server, user } = await write('Kept', { [`PUT ${notePath}`]: refusal });
    await user.tab();
    await screen.findByText('Not saved');
    server.set(`GET ${sessionAddress}`, refusal);
    server.set(`PATCH ${sessionAddress}`, refusal);
    await user.click(screen.getByRole('button', { name: 'Complete session' }));
    const kept = await screen.findByRole('textbox', { name: 'What you wrote: Follow-up' });
    expect(kept).toHaveValue(`Follow-up\n\n${note.body}Kept`);
    expect(screen.queryByText(session.patient.name)).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Discard' }));
    expect(asksBeforeClosing()).toBe(false);
  });

  it('can be taken along when its writer is suspended from the team', async () => {
    const suspended = problem(403, 'denied', { ...notOwn, explanation: 'You are suspended in this team.' });
    const { server, user } = await write('Kept', { [`PUT ${notePath}`]: suspended });
    server.set(`GET /api/v1/teams/${clinic.team.id}`, suspended);
    server.set(`GET /api/v1/teams/${clinic.team.id}/sessions`, suspended);
    await user.click(screen.getByRole('link', { name: 'Sessions' }));
    await user.click(within(await dialog()).getByRole('button', { name: 'Leave this page' }));
    const kept = await screen.findByRole('textbox', { name: 'What you wrote: Follow-up' });
    expect(screen.getByText('You are suspended in this team.')).toBeVisible();
    expect(kept).toHaveValue(`Follow-up\n\n${note.body}Kept`);
    expect(kept).toHaveAttribute('readonly');
    expect(screen.getByRole('button', { name: 'Copy' })).toBeVisible();
    expect(screen.queryByText(session.patient.name)).not.toBeInTheDocument();
    expect(asksBeforeClosing()).toBe(true);
  });

  it('can be taken along when somebody else has signed the note', async () => {
    const { server, user } = await write('Kept', { [`PUT ${notePath}`]: problem(403, 'denied', notOwn) });
    await user.tab();
    await screen.findByText('Not saved');
    server.set(`GET ${notePath}`, ok(signedNote, '"5"'));
    server.set(`POST ${notePath}/sign`, ok({}));
    await user.click(screen.getByRole('link', { name: 'Sessions' }));
    await user.click(within(await dialog()).getByRole('button', { name: 'Leave this page' }));
    await user.click(await screen.findByRole('link', { name: 'Go back to it' }));
    expect(await screen.findByRole('textbox', { name: 'What you wrote: Follow-up' })).toBeVisible();
    await waitFor(() => expect(screen.getByText(/Signed by/)).toBeVisible());
  });
});

describe('signing a note', () => {
  const theirs = { ...note, title: 'Follow-up, second', body: 'Theirs' };

  it('signs the version that the signer has seen', async () => {
    const { server, user } = open({ [`POST ${notePath}/sign`]: ok({}) });
    await user.click(await screen.findByRole('button', { name: 'Sign' }));
    await user.click(await screen.findByRole('button', { name: 'Sign note' }));
    await waitFor(() => expect(server.last('POST', `${notePath}/sign`)).toBeDefined());
    expect(server.last('POST', `${notePath}/sign`)?.headers.get('If-Match')).toBe('"3"');
  });

  it('shows what somebody else changed before that is signed', async () => {
    const { server, user } = open({ [`POST ${notePath}/sign`]: problem(412, 'stale') });
    await user.click(await screen.findByRole('button', { name: 'Sign' }));
    server.set(`GET ${notePath}`, ok(theirs, '"9"'));
    await user.click(await screen.findByRole('button', { name: 'Sign note' }));
    const changes = await screen.findByRole('region', { name: 'What changed meanwhile' });
    expect(within(changes).getByText('Theirs')).toHaveProperty('tagName', 'INS');
    expect(await text()).toHaveValue('Theirs');
    server.set(`POST ${notePath}/sign`, ok({}));
    await user.click(screen.getByRole('button', { name: 'Sign this version' }));
    await waitFor(() => expect(server.last('POST', `${notePath}/sign`)?.headers.get('If-Match')).toBe('"9"'));
  });
});
