import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer, ok, problem, refused } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';

const address = `/teams/${clinic.team.id}/members`;
const path = `/api/v1/teams/${clinic.team.id}/members/${clinic.ben.id}/roles`;

async function openRoles(server: FakeServer) {
  const opened = openPage(address, server);
  await opened.user.click(await screen.findByRole('button', { name: 'Roles of Ben Whitfield: Clinician' }));
  await opened.user.click(await screen.findByRole('checkbox', { name: 'Administrator' }));
  return opened;
}

describe('the role dialog', () => {
  it('shows what the change gives and takes before it is saved', async () => {
    const server = new FakeServer();
    await openRoles(server);
    expect(await screen.findByText('Gains 6 permissions')).toBeVisible();
    expect(screen.getByText('Loses 1 permission')).toBeVisible();
    expect(screen.getByText(/Can read 212 sessions of 4 clinicians/)).toBeVisible();
    expect(screen.getByText(/can be edited by nobody else/)).toBeVisible();
    expect(screen.getByText('The price of the seat stays as it is.')).toBeVisible();
  });

  it('claims no exact number of clinicians where the sessions were not counted to the end', async () => {
    const server = new FakeServer();
    const sessions = { readable_before: 0, readable_after: 10_001, clinicians: 9 };
    server.set(`PUT ${path}`, ok({ ...clinic.preview, sessions }));
    await openRoles(server);
    expect(await screen.findByText(/Can read 10,000\+ sessions of at least 9 clinicians;/)).toBeVisible();
  });

  it('shows the price of a change that has one', async () => {
    const server = new FakeServer();
    server.set(`PUT ${path}`, ok({ ...clinic.preview, price: clinic.quote }));
    await openRoles(server);
    expect(await screen.findByText(/542\.13 for the rest of the term/)).toBeVisible();
    expect(screen.queryByText('The price of the seat stays as it is.')).toBeNull();
  });

  it('saves with the ETag of what was shown', async () => {
    const server = new FakeServer();
    const { user } = await openRoles(server);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    const saved = () => server.asked.find(({ method, search }) => method === 'PUT' && !search.has('dry_run'));
    await waitFor(() => expect(saved()).toBeDefined());
    expect(saved()?.headers.get('If-Match')).toBe('"1"');
    expect(saved()?.body).toEqual({ roles: ['clinician', 'administrator'] });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('offers to take the change back with the ETag of what was saved', async () => {
    const server = new FakeServer();
    const { user } = await openRoles(server);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('The roles are as before.')).toBeVisible();
    expect(server.last('PUT', path)?.body).toEqual({ roles: ['clinician'] });
    expect(server.last('PUT', path)?.headers.get('If-Match')).toBe('"2"');
  });

  it('shows why a change is refused', async () => {
    const server = new FakeServer();
    server.set(
      `PUT ${path}`,
      refused({
        rule: 'owner_protected',
        explanation: 'Nobody but the owner changes the owner.',
        remedy: null,
      }),
    );
    await openRoles(server);
    expect(await screen.findByRole('alert')).toHaveTextContent('Nobody but the owner changes the owner.');
  });

  it('offers to load again when somebody was faster', async () => {
    const server = new FakeServer();
    server.set(`PUT ${path}`, ({ search }) =>
      search.has('dry_run') ? ok(clinic.preview) : problem(412, 'stale'),
    );
    const { user } = await openRoles(server);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('button', { name: 'Load again' })).toBeVisible();
  });

  it('does not open for somebody who may not change roles, and says why', async () => {
    const server = new FakeServer();
    const closed = { ...clinic.ben, allowed_actions: [] };
    server.set(`GET /api/v1/teams/${clinic.team.id}/members`, ok({ items: [closed], next_cursor: null }));
    const { user } = openPage(address, server);
    const label = await screen.findByRole('button', { name: 'Roles of Ben Whitfield: Clinician' });
    await user.click(label);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(await screen.findByText(/None of your roles allows/)).toBeVisible();
  });

  it('asks before a choice is dropped, and gives the focus back to the role label when it is closed', async () => {
    const { user } = await openRoles(new FakeServer());
    await user.keyboard('{Escape}');
    await user.click(await screen.findByRole('button', { name: 'Discard it' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Roles of Ben Whitfield: Clinician' })).toHaveFocus(),
    );
  });
});

describe('a dialog that ends what opened it', () => {
  const members = `/api/v1/teams/${clinic.team.id}/members`;
  const invited = clinic.members[3] ?? clinic.ben;
  const invitedEmail = invited.email ?? '';

  async function openRevoke(server: FakeServer) {
    const allowed = { ...invited, allowed_actions: ['member.revoke_invitation' as const] };
    server.set(`GET ${members}`, ok({ items: [clinic.ada, allowed], next_cursor: null }));
    server.set(`DELETE ${members}/*/invitation`, () => {
      server.set(`GET ${members}`, ok({ items: [clinic.ada], next_cursor: null }));
      return ok({ ...invited, status: 'revoked' });
    });
    const opened = openPage(address, server);
    await opened.user.click(await screen.findByRole('button', { name: `Actions for ${invitedEmail}` }));
    await opened.user.click(await screen.findByRole('menuitem', { name: 'Revoke invitation' }));
    await screen.findByRole('dialog', { name: 'Revoke the invitation' });
    return opened;
  }

  it('gives the focus back to the button of its menu when nothing was done', async () => {
    const { user } = await openRevoke(new FakeServer());
    await user.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.getByRole('button', { name: `Actions for ${invitedEmail}` })).toHaveFocus(),
    );
  });

  it('gives the focus to the heading of the page once its row is gone', async () => {
    const { user } = await openRevoke(new FakeServer());
    await user.click(screen.getByRole('button', { name: 'Revoke' }));
    await waitFor(() => expect(screen.queryByText(invitedEmail)).toBeNull());
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 })).toHaveFocus());
  });
});
