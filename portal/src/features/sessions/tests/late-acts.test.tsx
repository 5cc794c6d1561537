import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';
import { letter, note, session, sessionAddress } from '@/testing/workspace';

const address = `/teams/${clinic.team.id}/sessions/ses_mia`;
const notePath = `${sessionAddress}/notes/nte_1`;
const stale = problem(412, 'stale');
const open = (changes: ConstructorParameters<typeof FakeServer>[0] = {}) => {
  const server = new FakeServer(changes);
  return { server, ...openPage(address, server) };
};
const done = { status: 204 };

/** Takes what was seen with this ETag only. */
const onlyWith = (etag: string) => (asked: { headers: Headers }) =>
  asked.headers.get('If-Match') === etag ? done : stale;

async function openMenuItem(name: string) {
  fireEvent.click(await screen.findByRole('button', { name: 'More actions' }));
  fireEvent.click(await screen.findByRole('menuitem', { name }));
  return within(await screen.findByRole('dialog', { name }));
}

describe('an act on a session that somebody else changed meanwhile', () => {
  const theirs = ok({ ...session, context: 'Fell from a ladder' }, '"7"');

  it('deletes nothing, shows what changed, and deletes what was seen then', async () => {
    const { server } = open({ [`DELETE ${sessionAddress}`]: onlyWith('"7"') });
    const dialog = await openMenuItem('Delete session');
    server.set(`GET ${sessionAddress}`, theirs);
    fireEvent.click(dialog.getByRole('button', { name: 'Delete session' }));
    const differences = await dialog.findByRole('region', { name: 'What was changed meanwhile' });
    expect(differences).toHaveTextContent('ladder');
    expect(dialog.getByRole('alert')).toHaveTextContent('nothing was done');
    fireEvent.click(dialog.getByRole('button', { name: 'Delete session' }));
    expect(await screen.findByText('The session is deleted.')).toBeVisible();
  });

  it.each([
    ['Restricted', 'restriction', 'session.restrict'],
    ['Legal hold', 'hold', 'session.hold'],
  ])('sets no mark: %s', async (name, mark, action) => {
    const allowed_actions = [...session.allowed_actions, action];
    const { server } = open({
      [`GET ${sessionAddress}`]: ok({ ...session, allowed_actions }, '"3"'),
      [`PUT ${sessionAddress}/${mark}`]: onlyWith('"7"'),
    });
    const mine = await screen.findByRole('switch', { name });
    server.set(`GET ${sessionAddress}`, ok({ ...session, allowed_actions, context: 'Ladder' }, '"7"'));
    fireEvent.click(mine);
    expect(await screen.findByRole('region', { name: 'What was changed meanwhile' })).toBeVisible();
    expect(mine).not.toBeChecked();
    expect(server.last('PUT', `${sessionAddress}/${mark}`)?.headers.get('If-Match')).toBe('"3"');
    fireEvent.click(mine);
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('sets a second mark on what the first one left', async () => {
    const allowed_actions = [...session.allowed_actions, 'session.restrict', 'session.hold'];
    const { server } = open({
      [`GET ${sessionAddress}`]: ok({ ...session, allowed_actions }, '"3"'),
      [`PUT ${sessionAddress}/hold`]: done,
    });
    server.set(`PUT ${sessionAddress}/restriction`, () => {
      server.set(`GET ${sessionAddress}`, ok({ ...session, allowed_actions, restricted: true }, '"4"'));
      return done;
    });
    const restricted = await screen.findByRole('switch', { name: 'Restricted' });
    const held = screen.getByRole('switch', { name: 'Legal hold' });
    restricted.focus();
    server.holdBack();
    fireEvent.click(restricted);
    await waitFor(() => expect(held).toHaveAttribute('aria-disabled', 'true'));
    fireEvent.click(held);
    expect(held).not.toBeChecked();
    expect(restricted).toHaveFocus();
    server.letGo();
    await waitFor(() => expect(held).toHaveAttribute('aria-disabled', 'false'));
    expect(server.last('PUT', `${sessionAddress}/hold`)).toBeUndefined();
    expect(restricted).toHaveFocus();
    fireEvent.click(held);
    await waitFor(() =>
      expect(server.last('PUT', `${sessionAddress}/hold`)?.headers.get('If-Match')).toBe('"4"'),
    );
  });

  it('gives it to nobody', async () => {
    const allowed_actions = [...session.allowed_actions, 'session.reassign'];
    const { server, user } = open({
      [`GET ${sessionAddress}`]: ok({ ...session, allowed_actions }, '"3"'),
      [`PUT ${sessionAddress}/clinician`]: onlyWith('"7"'),
    });
    const dialog = await openMenuItem('Reassign to a colleague');
    await user.click(dialog.getByRole('combobox', { name: /New clinician/ }));
    await user.click(await screen.findByRole('option', { name: /Chloé Marchetti/ }));
    server.set(`GET ${sessionAddress}`, ok({ ...session, allowed_actions, context: 'Ladder' }, '"7"'));
    fireEvent.click(dialog.getByRole('button', { name: 'Reassign' }));
    expect(await dialog.findByRole('region', { name: 'What was changed meanwhile' })).toBeVisible();
    fireEvent.click(dialog.getByRole('button', { name: 'Reassign' }));
    expect(await screen.findByText('The session has a new clinician.')).toBeVisible();
  });
});

describe('deleting a text', () => {
  it('that somebody else changed meanwhile shows what changed', async () => {
    const { server } = open({ [`DELETE ${notePath}`]: onlyWith('"9"') });
    await screen.findByDisplayValue('Follow-up');
    fireEvent.click(screen.getByRole('button', { name: 'Delete' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete note' }));
    server.set(`GET ${notePath}`, ok({ ...note, title: 'Review' }, '"9"'));
    fireEvent.click(dialog.getByRole('button', { name: 'Delete note' }));
    const differences = await dialog.findByRole('region', { name: 'What was changed meanwhile' });
    expect(within(differences).getByText('Review')).toHaveProperty('tagName', 'INS');
    fireEvent.click(dialog.getByRole('button', { name: 'Delete note' }));
    expect(await screen.findByText('The note is deleted.')).toBeVisible();
  });

  it('goes by the version that we saved last ourselves', async () => {
    const { server } = open({
      [`PUT ${notePath}`]: ok({ ...note, title: 'Visit' }, '"8"'),
      [`DELETE ${notePath}`]: done,
    });
    fireEvent.change(await screen.findByDisplayValue('Follow-up'), { target: { value: 'Visit' } });
    fireEvent.click(screen.getByRole('button', { name: 'Delete' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete note' }));
    fireEvent.click(dialog.getByRole('button', { name: 'Delete note' }));
    await waitFor(() => expect(server.last('DELETE', notePath)?.headers.get('If-Match')).toBe('"8"'));
  });

  it('is the same for a document', async () => {
    const path = `${sessionAddress}/documents/${letter.id}`;
    const { server, user } = open({ [`DELETE ${path}`]: done });
    await user.click(await screen.findByRole('tab', { name: 'Documents' }));
    await screen.findByDisplayValue('Referral to orthopaedics');
    fireEvent.click(screen.getByRole('button', { name: 'Delete' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete document' }));
    fireEvent.click(dialog.getByRole('button', { name: 'Delete document' }));
    await waitFor(() => expect(server.last('DELETE', path)?.headers.get('If-Match')).toMatch(/^"\d+"$/));
  });
});
