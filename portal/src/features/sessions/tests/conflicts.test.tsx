import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openInBrowser, openPage } from '@/testing/open-page';
import { note, session, sessionAddress, signedNote, teamAddress } from '@/testing/workspace';

const address = `/teams/${clinic.team.id}/sessions/ses_mia`;
const notePath = `${sessionAddress}/notes/nte_1`;
const stale = problem(412, 'stale');

function open(changes: ConstructorParameters<typeof FakeServer>[0] = {}) {
  const server = new FakeServer(changes);
  return { server, ...openPage(address, server) };
}

describe('a change that came too late', () => {
  it('of the status loads the session again at a click', async () => {
    const { server } = open({ [`PATCH ${sessionAddress}`]: stale });
    fireEvent.click(await screen.findByRole('button', { name: 'Complete session' }));
    const again = await screen.findByRole('button', { name: 'Load again' });
    server.set(`GET ${sessionAddress}`, ok(session, '"7"'));
    server.set(`PATCH ${sessionAddress}`, ok({ ...session, status: 'completed' }, '"8"'));
    fireEvent.click(again);
    await waitFor(() => expect(screen.queryByRole('alert')).not.toBeInTheDocument());
    fireEvent.click(screen.getByRole('button', { name: 'Complete session' }));
    await waitFor(() => expect(server.last('PATCH', sessionAddress)?.headers.get('If-Match')).toBe('"7"'));
  });

  async function openDetails() {
    const opened = open({ [`PATCH ${sessionAddress}`]: stale });
    fireEvent.click(await screen.findByRole('button', { name: 'More actions' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Edit details' }));
    const dialog = await screen.findByRole('dialog', { name: 'Edit details' });
    fireEvent.change(within(dialog).getByLabelText('Context (optional)'), { target: { value: 'Mine' } });
    return { ...opened, dialog };
  }

  async function changeContext() {
    const { dialog, ...opened } = await openDetails();
    const patient = { ...session.patient, identifier: 'NFC-9999' };
    opened.server.set(`GET ${sessionAddress}`, ok({ ...session, patient, context: 'Theirs' }, '"7"'));
    fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    const differences = await within(dialog).findByRole('region', { name: /From what is saved/ });
    opened.server.set(`PATCH ${sessionAddress}`, ok(session, '"8"'));
    return { ...opened, dialog, differences };
  }

  it('of the details keeps what was typed, and overwrites only that', async () => {
    const { server, dialog, differences } = await changeContext();
    expect(within(differences).getByText('Theirs')).toHaveProperty('tagName', 'DEL');
    expect(within(differences).getByText('Mine')).toHaveProperty('tagName', 'INS');
    expect(within(dialog).getByLabelText('Context (optional)')).toHaveValue('Mine');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Save mine' }));
    await waitFor(() => expect(server.last('PATCH', sessionAddress)?.headers.get('If-Match')).toBe('"7"'));
    expect(server.last('PATCH', sessionAddress)?.body).toEqual({ context: 'Mine' });
  });

  it('of the details gives way to what is saved', async () => {
    const { dialog } = await changeContext();
    fireEvent.click(within(dialog).getByRole('button', { name: 'Take what is saved' }));
    expect(within(dialog).getByLabelText('Context (optional)')).toHaveValue('Theirs');
    expect(within(dialog).getByLabelText('Identifier (optional)')).toHaveValue('NFC-9999');
  });

  it('of the details does not take what was loaded before for what is saved now', async () => {
    const { server, dialog } = await openDetails();
    server.set(`GET ${sessionAddress}`, problem(503, 'unavailable'));
    fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    const again = await within(dialog).findByRole('button', { name: 'Try again' });
    expect(within(dialog).queryByRole('button', { name: 'Save mine' })).toBeNull();
    expect(within(dialog).getByRole('button', { name: 'Save' })).toBeDisabled();
    server.set(`GET ${sessionAddress}`, ok({ ...session, context: 'Theirs' }, '"7"'));
    fireEvent.click(again);
    const differences = await within(dialog).findByRole('region', { name: /From what is saved/ });
    expect(within(differences).getByText('Theirs')).toHaveProperty('tagName', 'DEL');
    expect(within(dialog).getByRole('button', { name: 'Save mine' })).toBeVisible();
  });

  it('of a title is seen as much as one of a text', async () => {
    const { server } = open({ [`PUT ${notePath}`]: stale });
    const title = await screen.findByDisplayValue('Follow-up');
    server.set(`GET ${notePath}`, ok({ ...note, title: 'Review' }, '"9"'));
    fireEvent.change(title, { target: { value: 'Visit' } });
    fireEvent.blur(title);
    const differences = await screen.findByRole('region', { name: /From what is saved/ });
    expect(within(differences).getByText('Review')).toHaveProperty('tagName', 'DEL');
    expect(within(differences).getByText('Visit')).toHaveProperty('tagName', 'INS');
  });
});

describe('what was done already, though its answer was lost', () => {
  const done = problem(409, 'not_replayable');

  it('is found in the list of notes', async () => {
    const { server, user } = open({ [`POST ${sessionAddress}/notes`]: done });
    fireEvent.click(await screen.findByRole('button', { name: 'New note' }));
    const dialog = await screen.findByRole('dialog', { name: 'New note' });
    await user.type(within(dialog).getByRole('textbox', { name: 'Title' }), 'Second');
    server.set(
      `GET ${sessionAddress}/notes`,
      ok({ items: [note, { ...note, id: 'nte_2', title: 'Second' }] }),
    );
    fireEvent.click(within(dialog).getByRole('button', { name: 'Create note' }));
    expect(await screen.findByRole('combobox', { name: 'Choose a note' })).toBeVisible();
    expect(screen.getByText('The note was created already. It is in the list.')).toBeVisible();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('empties the field of an addendum, and the next one has a key of its own', async () => {
    const { server, user } = open({
      [`GET ${notePath}`]: ok(signedNote, '"5"'),
      [`POST ${notePath}/addenda`]: done,
    });
    const field = await screen.findByRole('textbox', { name: 'Addendum' });
    const keys: string[] = [];
    for (let time = 0; time < 2; time += 1) {
      await user.type(field, 'Seen.');
      fireEvent.click(screen.getByRole('button', { name: 'Add to the note' }));
      await waitFor(() => expect(field).toHaveValue(''));
      keys.push(server.last('POST', `${notePath}/addenda`)?.headers.get('Idempotency-Key') ?? '');
    }
    expect(keys[0]).toBeTruthy();
    expect(keys[1]).not.toBe(keys[0]);
  });
});

describe('an addendum', () => {
  const addenda = `POST ${notePath}/addenda`;
  const signed = { [`GET ${notePath}`]: ok(signedNote, '"5"') };
  const field = () => screen.findByRole('textbox', { name: 'Addendum' });
  const add = () => fireEvent.click(screen.getByRole('button', { name: 'Add to the note' }));

  it('that is sent leaves what is typed meanwhile', async () => {
    const { server, user } = open({ ...signed, [addenda]: { status: 201, body: {} } });
    await user.type(await field(), 'MRI ordered.');
    server.holdBack();
    add();
    await user.type(await field(), ' Patient informed.');
    server.letGo();
    await waitFor(() =>
      expect(screen.getByRole('textbox', { name: 'Addendum' })).toHaveValue('Patient informed.'),
    );
    expect(server.last('POST', `${notePath}/addenda`)?.body).toEqual({ body: 'MRI ordered.' });
  });

  it('whose answer was lost is not added twice by who left the page meanwhile', async () => {
    const server = new FakeServer({ ...signed, [addenda]: problem(503, 'unavailable') });
    const { user } = openInBrowser(address, server);
    await user.type(await field(), 'MRI ordered.');
    add();
    await screen.findByText(/server is busy/);
    const first = server.last('POST', `${notePath}/addenda`)?.headers.get('Idempotency-Key');
    await user.click(screen.getByRole('link', { name: 'Sessions' }));
    await user.click(await screen.findByRole('button', { name: 'Leave this page' }));
    await user.click(await screen.findByRole('link', { name: 'Go back to it' }));
    expect(await field()).toHaveValue('MRI ordered.');
    server.set(addenda, { status: 201, body: {} });
    add();
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Addendum' })).toHaveValue(''));
    expect(first).toBeTruthy();
    expect(server.last('POST', `${notePath}/addenda`)?.headers.get('Idempotency-Key')).toBe(first);
  });
});

describe('a new note', () => {
  it('says when the templates cannot be loaded instead of showing none', async () => {
    const { server } = open({ [`GET ${teamAddress}/templates`]: problem(503, 'unavailable') });
    fireEvent.click(await screen.findByRole('button', { name: 'New note' }));
    const dialog = await screen.findByRole('dialog', { name: 'New note' });
    await within(dialog).findByRole('alert');
    server.set(`GET ${teamAddress}/templates`, ok({ items: [], next_cursor: null }));
    fireEvent.click(within(dialog).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(within(dialog).queryByRole('alert')).not.toBeInTheDocument());
  });
});

describe('the consent', () => {
  it('says who confirmed it', async () => {
    open({
      [`GET ${sessionAddress}`]: ok({
        ...session,
        consent: { confirmed_by: clinic.ben.id, confirmed_at: '2026-09-15T08:30:00Z' },
      }),
    });
    expect(await screen.findByText(/^Confirmed .* by Ben Whitfield$/)).toBeVisible();
  });

  it('says only when where the name is not known', async () => {
    open({
      [`GET ${sessionAddress}`]: ok({
        ...session,
        consent: { confirmed_by: 'mem_gone', confirmed_at: '2026-09-15T08:30:00Z' },
      }),
    });
    const when = await screen.findByText(/^Confirmed /);
    expect(when).not.toHaveTextContent(' by ');
  });
});
