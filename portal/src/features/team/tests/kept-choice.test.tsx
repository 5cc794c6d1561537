import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';

const address = `/teams/${clinic.team.id}/members`;
const path = `/api/v1/teams/${clinic.team.id}/members/${clinic.ben.id}`;

/** What a reader does who looks into another window and comes back. */
function comeBack(server: FakeServer, member: object, etag: string) {
  server.set(`GET ${path}`, ok({ ...clinic.ben, ...member }, etag));
  act(() => void window.dispatchEvent(new Event('visibilitychange')));
}

const asked = (server: FakeServer) => server.asked.filter((one) => one.path === path).length;

async function refresh(server: FakeServer, member: object, etag: string) {
  const before = asked(server);
  comeBack(server, member, etag);
  await waitFor(() => expect(asked(server)).toBeGreaterThan(before));
}

describe('the choice of roles', () => {
  async function chooseAdministrator() {
    const server = new FakeServer({ [`GET ${path}`]: ok(clinic.ben, '"1"') });
    const opened = openPage(address, server);
    await opened.user.click(await screen.findByRole('button', { name: 'Roles of Ben Whitfield: Clinician' }));
    const dialog = within(await screen.findByRole('dialog'));
    await opened.user.click(await dialog.findByRole('checkbox', { name: 'Administrator' }));
    return { server, dialog, ...opened };
  }
  const saved = (server: FakeServer) =>
    server.asked.findLast(({ method, search }) => method === 'PUT' && !search.has('dry_run'));

  it('outlives a refresh after something else of the member was changed', async () => {
    const { server, dialog, user } = await chooseAdministrator();
    await refresh(server, { title: 'Registrar' }, '"5"');
    await waitFor(() => expect(server.last('PUT', `${path}/roles`)?.headers.get('If-Match')).toBe('"5"'));
    expect(dialog.getByRole('checkbox', { name: 'Administrator' })).toBeChecked();
    expect(dialog.queryByText('Somebody changed this meanwhile')).toBeNull();
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(saved(server)?.body).toEqual({ roles: ['clinician', 'administrator'] }));
    expect(saved(server)?.headers.get('If-Match')).toBe('"5"');
  });

  it('waits for the reader when somebody else changed the roles', async () => {
    const { server, dialog, user } = await chooseAdministrator();
    await refresh(server, { roles: ['assistant'] }, '"5"');
    expect(await dialog.findByText('Saved meanwhile: Assistant')).toBeVisible();
    expect(dialog.getByText(/Yours, not saved: .*Administrator/)).toBeVisible();
    expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
    await user.click(dialog.getByRole('button', { name: 'Keep mine' }));
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(saved(server)?.body).toEqual({ roles: ['clinician', 'administrator'] }));
  });

  it('gives way to what was saved on request', async () => {
    const { server, dialog, user } = await chooseAdministrator();
    await refresh(server, { roles: ['assistant'] }, '"5"');
    await user.click(await dialog.findByRole('button', { name: 'Take what was saved' }));
    expect(dialog.getByRole('checkbox', { name: 'Assistant' })).toBeChecked();
    expect(dialog.getByRole('checkbox', { name: 'Administrator' })).not.toBeChecked();
  });

  it('outlives a save that came too late, which goes through after loading again', async () => {
    const { server, dialog, user } = await chooseAdministrator();
    server.set(`PUT ${path}/roles`, ({ search, headers }) => {
      if (search.has('dry_run')) return ok(clinic.preview);
      return headers.get('If-Match') === '"5"' ? ok(clinic.ben, '"6"') : problem(412, 'stale');
    });
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    server.set(`GET ${path}`, ok({ ...clinic.ben, title: 'Registrar' }, '"5"'));
    await user.click(await dialog.findByRole('button', { name: 'Load again' }));
    await waitFor(() => expect(dialog.queryByRole('alert')).toBeNull());
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('outlives a refresh that fails', async () => {
    const { server, dialog } = await chooseAdministrator();
    const before = asked(server);
    server.set(`GET ${path}`, problem(503, 'unavailable'));
    act(() => void window.dispatchEvent(new Event('visibilitychange')));
    await waitFor(() => expect(asked(server)).toBeGreaterThan(before));
    await act(async () => {});
    expect(dialog.getByRole('checkbox', { name: 'Administrator' })).toBeChecked();
  });
});

describe('a title that is typed', () => {
  async function typeTitle() {
    const allowed = { ...clinic.ben, allowed_actions: ['member.update' as const] };
    const server = new FakeServer({
      [`GET /api/v1/teams/${clinic.team.id}/members`]: ok({ items: [allowed], next_cursor: null }),
      [`GET ${path}`]: ok(clinic.ben, '"1"'),
      [`PATCH ${path}`]: ok(clinic.ben, '"6"'),
    });
    const opened = openPage(address, server);
    await opened.user.click(await screen.findByRole('button', { name: 'Actions for Ben Whitfield' }));
    await opened.user.click(await screen.findByRole('menuitem', { name: /title/i }));
    const dialog = within(await screen.findByRole('dialog'));
    const field = await dialog.findByRole('textbox', { name: 'Title' });
    await opened.user.clear(field);
    await opened.user.type(field, 'Surgeon');
    return { server, dialog, field, ...opened };
  }

  it('outlives a refresh and is saved on what is there now', async () => {
    const { server, dialog, field, user } = await typeTitle();
    await refresh(server, { roles: ['assistant'] }, '"5"');
    expect(field).toHaveValue('Surgeon');
    await waitFor(async () => {
      await user.click(dialog.getByRole('button', { name: 'Save' }));
      expect(server.last('PATCH', path)?.headers.get('If-Match')).toBe('"5"');
    });
    expect(server.last('PATCH', path)?.body).toEqual({ title: 'Surgeon' });
  });

  it('stands beside another that was saved meanwhile', async () => {
    const { server, dialog, user } = await typeTitle();
    await refresh(server, { title: 'Registrar' }, '"5"');
    expect(await dialog.findByText('Saved meanwhile: Registrar')).toBeVisible();
    expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
    await user.click(dialog.getByRole('button', { name: 'Take what was saved' }));
    expect(dialog.getByRole('textbox', { name: 'Title' })).toHaveValue('Registrar');
  });
});
