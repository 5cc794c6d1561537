import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { FakeServer, ok, problem, refused } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';
import {
  note,
  notOwn,
  session,
  sessionAddress,
  signedNote,
  transcript,
  viewedSession,
} from '@/testing/workspace';

const address = `/teams/${clinic.team.id}/sessions/ses_mia`;
const notePath = `${sessionAddress}/notes/nte_1`;

function open(changes: ConstructorParameters<typeof FakeServer>[0] = {}) {
  const server = new FakeServer(changes);
  return { server, ...openPage(address, server) };
}

describe('the session page', () => {
  it('reads a part of the session only when it is opened', async () => {
    const { server, user } = open();
    await screen.findByRole('textbox', { name: 'Text' });
    expect(server.last('GET', `${sessionAddress}/transcript`)).toBeUndefined();
    await user.click(screen.getByRole('tab', { name: 'Transcript' }));
    expect(await screen.findByText('Stairs still hurt a little.', { exact: false })).toBeVisible();
  });

  it('shows all parts side by side on a wide screen', async () => {
    vi.spyOn(window, 'matchMedia').mockImplementation(
      (query) =>
        ({ matches: query.includes('min-width'), addEventListener() {}, removeEventListener() {} }) as never,
    );
    open();
    expect(await screen.findByText(/Stairs still hurt/)).toBeVisible();
    expect(await screen.findByDisplayValue('Follow-up')).toBeVisible();
    expect(await screen.findByDisplayValue('Referral to orthopaedics')).toBeVisible();
    vi.restoreAllMocks();
  });

  it('restricts the session', async () => {
    const { server, user } = open();
    await user.click(await screen.findByRole('switch', { name: 'Restricted' }));
    await waitFor(() => expect(server.last('PUT', `${sessionAddress}/restriction`)).toBeDefined());
  });

  it('asks for consent when a planned session starts', async () => {
    const planned = { ...session, status: 'draft', consent: null };
    const { server, user } = open({ [`GET ${sessionAddress}`]: ok(planned, '"1"') });
    await user.click(await screen.findByRole('button', { name: 'Start session' }));
    const dialog = await screen.findByRole('dialog', { name: 'Start session' });
    expect(within(dialog).getByText(/May we record/)).toHaveStyle({
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
    });
    expect(within(dialog).getByRole('button', { name: 'Start session' })).toBeDisabled();
    await user.click(within(dialog).getByRole('checkbox', { name: 'The patient has consented' }));
    await user.click(within(dialog).getByRole('button', { name: 'Start session' }));
    await waitFor(() =>
      expect(server.last('PATCH', sessionAddress)?.body).toEqual({
        status: 'in_progress',
        consent_confirmed: true,
      }),
    );
    expect(server.last('PATCH', sessionAddress)?.headers.get('If-Match')).toBe('"1"');
  });

  it('goes away with the reason when the server refuses it', async () => {
    open({
      [`GET ${sessionAddress}`]: refused({
        rule: 'session_view_off',
        explanation: 'Session View is switched off in this team.',
        remedy: null,
      }),
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('Session View is switched off');
    expect(screen.queryByText('Mia Lindgren')).not.toBeInTheDocument();
  });

  it('says why a colleague can only read it', async () => {
    const readOnly = {
      ...note,
      body: 'Read me',
      allowed_actions: ['note.read'],
      refused: { 'note.update': notOwn },
    };
    const { user } = open({
      [`GET ${sessionAddress}`]: ok(viewedSession, '"1"'),
      [`GET ${notePath}`]: ok(readOnly, '"3"'),
      [`GET ${sessionAddress}/transcript`]: ok({
        ...transcript,
        allowed_actions: ['transcript.read'],
        refused: { 'transcript.update': notOwn },
      }),
    });
    expect(await screen.findByText('Read me')).toBeVisible();
    expect(screen.queryByRole('textbox', { name: 'Text' })).not.toBeInTheDocument();
    expect(screen.queryByRole('switch', { name: 'Restricted' })).not.toBeInTheDocument();
    const notes = screen.getByRole('tabpanel', { name: 'Notes' });
    expect(within(notes).getByText(/Only the clinician of the session can do this/)).toBeVisible();
    await user.click(screen.getByRole('tab', { name: 'Transcript' }));
    const panel = await screen.findByRole('tabpanel', { name: 'Transcript' });
    expect(await within(panel).findByText(/Only the clinician of the session/)).toBeVisible();
    expect(within(panel).queryByRole('button', { name: 'Edit' })).not.toBeInTheDocument();
  });
});

describe('a note', () => {
  const version = (number: number, body: string) => ({
    version: number,
    author: note.author,
    saved_at: note.updated_at,
    title: note.title,
    body,
  });
  const versions = [version(1, 'Knee hurts'), version(2, 'Knee is better')];

  it('saves itself with what it is based on', async () => {
    const { server, user } = open({
      [`PUT ${notePath}`]: ({ body }) => ok({ ...note, ...(body as object) }, '"4"'),
    });
    const text = await screen.findByRole('textbox', { name: 'Text' });
    await user.type(text, 'More.');
    expect(screen.getByText('Not saved yet')).toBeVisible();
    await user.tab();
    expect(await screen.findByText('All changes saved')).toBeVisible();
    const saved = server.last('PUT', notePath);
    expect(saved?.headers.get('If-Match')).toBe('"3"');
    expect(saved?.body).toEqual({ title: 'Follow-up', body: `${note.body}More.` });
    await user.type(text, ' And more.');
    await user.tab();
    await waitFor(() => expect(server.last('PUT', notePath)?.headers.get('If-Match')).toBe('"4"'));
  });

  it('keeps what was written when somebody else saved first', async () => {
    const { server, user } = open({ [`PUT ${notePath}`]: problem(412, 'stale') });
    const text = await screen.findByRole('textbox', { name: 'Text' });
    server.set(`GET ${notePath}`, ok({ ...note, body: 'Theirs' }, '"9"'));
    await user.clear(text);
    await user.type(text, 'Mine');
    await user.tab();
    expect(await screen.findByText('Somebody saved this meanwhile')).toBeVisible();
    expect(text).toHaveValue('Mine');
    server.set(`PUT ${notePath}`, ok({ ...note, body: 'Mine' }, '"10"'));
    await user.click(await screen.findByRole('button', { name: 'Save mine' }));
    expect(await screen.findByText('All changes saved')).toBeVisible();
    expect(server.last('PUT', notePath)?.headers.get('If-Match')).toBe('"9"');
    expect(server.last('PUT', notePath)?.body).toMatchObject({ body: 'Mine' });
  });

  it('keeps what was written when the server cannot be reached', async () => {
    const { server, user } = open({
      [`PUT ${notePath}`]: ({ body }) => ok({ ...note, ...(body as object) }, '"4"'),
    });
    const text = await screen.findByRole('textbox', { name: 'Text' });
    server.disconnect();
    await user.type(text, 'Kept');
    await user.tab();
    expect(await screen.findByText('Not saved')).toBeVisible();
    server.reconnect();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('All changes saved')).toBeVisible();
    expect(server.last('PUT', notePath)?.body).toMatchObject({ body: `${note.body}Kept` });
  });

  it('does not take its own words for those of somebody else when only an answer was lost', async () => {
    const { server, user } = open({ [`PUT ${notePath}`]: problem(503, 'unavailable') });
    await user.type(await screen.findByRole('textbox', { name: 'Text' }), 'Once.');
    await user.tab();
    const again = await screen.findByRole('button', { name: 'Try again' });
    server.set(`GET ${notePath}`, ok({ ...note, body: `${note.body}Once.` }, '"4"'));
    server.set(`PUT ${notePath}`, ({ body, headers }) =>
      headers.get('If-Match') === '"4"' ? ok({ ...note, ...(body as object) }, '"5"') : problem(412, 'stale'),
    );
    await user.type(screen.getByRole('textbox', { name: 'Text' }), ' Twice.');
    await user.click(again);
    expect(await screen.findByText('All changes saved')).toBeVisible();
    expect(server.last('PUT', notePath)?.body).toMatchObject({ body: `${note.body}Once. Twice.` });
  });

  it('saves what is unsaved when another note is chosen', async () => {
    const other = { ...note, id: 'nte_2', title: 'Second' };
    const { server, user } = open({
      [`GET ${sessionAddress}/notes`]: ok({ items: [note, other] }),
      [`GET ${sessionAddress}/notes/nte_2`]: ok(other, '"1"'),
      [`PUT ${notePath}`]: ({ body }) => ok({ ...note, ...(body as object) }, '"4"'),
    });
    await user.type(await screen.findByRole('textbox', { name: 'Text' }), 'Mine');
    await user.click(screen.getByRole('combobox', { name: 'Choose a note' }));
    await user.click(await screen.findByRole('option', { name: 'Second' }));
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Title' })).toHaveValue('Second'));
    await waitFor(() =>
      expect(server.last('PUT', notePath)?.body).toMatchObject({ body: `${note.body}Mine` }),
    );
  });

  it('is signed after everything is saved', async () => {
    const { server, user } = open({
      [`PUT ${notePath}`]: ({ body }) => ok({ ...note, ...(body as object) }, '"4"'),
      [`POST ${notePath}/sign`]: ok({}),
    });
    await user.type(await screen.findByRole('textbox', { name: 'Text' }), 'Last word');
    server.set(`GET ${notePath}`, ok(signedNote, '"5"'));
    await user.click(screen.getByRole('button', { name: 'Sign' }));
    await user.click(await screen.findByRole('button', { name: 'Sign note' }));
    expect(await screen.findByText(/Signed by Ada Okafor/)).toBeVisible();
    const order = server.asked.filter(({ method }) => method !== 'GET').map(({ path }) => path);
    expect(order.indexOf(notePath)).toBeLessThan(order.indexOf(`${notePath}/sign`));
  });

  it('is locked once it is signed, and takes addenda', async () => {
    const { server, user } = open({
      [`GET ${notePath}`]: ok(signedNote, '"5"'),
      [`POST ${notePath}/addenda`]: { status: 201, body: {} },
    });
    expect(await screen.findByText(/This note is signed and cannot be changed/)).toBeVisible();
    expect(screen.getByText('X-ray is normal.')).toBeVisible();
    await user.type(screen.getByRole('textbox', { name: 'Addendum' }), 'MRI ordered.');
    await user.click(screen.getByRole('button', { name: 'Add to the note' }));
    await waitFor(() =>
      expect(server.last('POST', `${notePath}/addenda`)?.body).toEqual({ body: 'MRI ordered.' }),
    );
  });

  it('shows what a version has changed', async () => {
    const { user } = open({
      [`GET ${notePath}/versions`]: ok({ items: versions }),
      [`GET ${notePath}/versions/1`]: ok(versions[0]),
      [`GET ${notePath}/versions/2`]: ok(versions[1]),
    });
    await user.click(await screen.findByRole('button', { name: 'Versions' }));
    const changes = await screen.findByRole('region', { name: 'What changed' });
    expect(within(changes).getByText('hurts')).toHaveProperty('tagName', 'DEL');
    expect(within(changes).getByText('is better')).toHaveProperty('tagName', 'INS');
  });

  it('loads a version again that could not be loaded, and leaves the choice of another', async () => {
    const { server, user } = open({
      [`GET ${notePath}/versions`]: ok({ items: versions }),
      [`GET ${notePath}/versions/1`]: problem(503, 'unavailable'),
      [`GET ${notePath}/versions/2`]: ok(versions[1]),
    });
    await user.click(await screen.findByRole('button', { name: 'Versions' }));
    const again = await screen.findByRole('button', { name: 'Try again' });
    expect(screen.getByRole('combobox', { name: 'Version' })).toBeEnabled();
    server.set(`GET ${notePath}/versions/1`, ok(versions[0]));
    await user.click(again);
    expect(await screen.findByRole('region', { name: 'What changed' })).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('takes a version back as it was saved last, which had been shown before', async () => {
    const [first, second] = versions;
    const { server, user } = open({
      [`GET ${notePath}/versions`]: ok({ items: versions }),
      [`GET ${notePath}/versions/1`]: ok(first),
      [`GET ${notePath}/versions/2`]: ok(second),
      [`PUT ${notePath}`]: ok(note, '"4"'),
    });
    await user.click(await screen.findByRole('button', { name: 'Versions' }));
    expect(await screen.findByText('is better')).toBeVisible();
    await user.keyboard('{Escape}');
    const rewritten = { ...version(2, 'Knee is fine'), saved_at: '2026-09-12T09:00:00Z' };
    server.set(`GET ${notePath}/versions`, ok({ items: [first, rewritten, version(3, 'Ankle hurts')] }));
    server.set(`GET ${notePath}/versions/2`, ok(rewritten));
    server.set(`GET ${notePath}/versions/3`, ok(version(3, 'Ankle hurts')));
    await user.click(screen.getByRole('button', { name: 'Versions' }));
    expect(await screen.findByText('Ankle')).toBeVisible();
    await user.click(screen.getByRole('combobox', { name: 'Version' }));
    await user.click(await screen.findByRole('option', { name: /^2:/ }));
    await user.click(await screen.findByRole('button', { name: 'Restore version 2' }));
    await waitFor(() => expect(server.last('PUT', notePath)?.body).toMatchObject({ body: 'Knee is fine' }));
  });

  it('takes an old version back as a new one', async () => {
    const { server, user } = open({
      [`GET ${notePath}/versions`]: ok({ items: versions }),
      [`GET ${notePath}/versions/1`]: ok(versions[0]),
      [`GET ${notePath}/versions/2`]: ok(versions[1]),
      [`PUT ${notePath}`]: ok({ ...note, body: 'Knee hurts' }, '"4"'),
    });
    await user.click(await screen.findByRole('button', { name: 'Versions' }));
    await user.click(await screen.findByRole('combobox', { name: 'Version' }));
    await user.click(await screen.findByRole('option', { name: /^1:/ }));
    await user.click(await screen.findByRole('button', { name: 'Restore version 1' }));
    await waitFor(() =>
      expect(server.last('PUT', notePath)?.body).toEqual({
        title: note.title,
        body: 'Knee hurts',
        new_version: true,
      }),
    );
    expect(server.last('PUT', notePath)?.headers.get('If-Match')).toBe('"3"');
    expect(screen.getByRole('textbox', { name: 'Text' })).toHaveValue('Knee hurts');
  });
});
