import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';

const address = `/teams/${clinic.team.id}/roles`;
const team = `/api/v1/teams/${clinic.team.id}`;
const withLocum = {
  [`GET ${team}/roles`]: ok({ items: [...clinic.roles, clinic.locum], definition: clinic.definition }),
};

describe('the roles page', () => {
  it('shows built-in roles with their sentences and nothing to change them', async () => {
    const { user } = openPage(address, new FakeServer());
    await user.click(await screen.findByRole('button', { name: /permissions? of Administrator/ }));
    await waitFor(() => expect(screen.getByText('Change the settings of the team')).toBeVisible());
    expect(screen.queryByRole('button', { name: 'Edit Administrator' })).toBeNull();
  });

  it('keeps the button in place and says why when the plan lacks custom roles', async () => {
    const remedy = {
      text: 'A plan that includes this can be chosen.',
      who: ['owner'],
      action: 'billing.upgrade',
    };
    const locked = { ...clinic.planLacks, explanation: 'The plan does not include custom roles.', remedy };
    const server = new FakeServer({
      [`GET ${team}/roles`]: ok({ items: clinic.roles, definition: { ...clinic.definition, locked } }),
      [`GET ${team}`]: ok(
        { ...clinic.team, allowed_actions: [...clinic.team.allowed_actions, 'billing.upgrade'] },
        '"1"',
      ),
    });
    const { user } = openPage(address, server);
    const create = await screen.findByRole('button', { name: 'Create role' });
    expect(create).toHaveAttribute('aria-disabled', 'true');
    await user.click(create);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getAllByText(/^The plan does not include custom roles/)[0]).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open billing' })).toBeVisible();
  });

  it('creates a role from chosen permissions', async () => {
    const server = new FakeServer();
    server.set(`POST ${team}/roles`, { status: 201, body: clinic.locum });
    const { user } = openPage(address, server);
    await user.click(await screen.findByRole('button', { name: 'Create role' }));
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'Locum');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Choose at least one permission.')).toBeVisible();
    await user.type(screen.getByRole('searchbox', { name: 'Permissions' }), 'own sessions');
    expect(screen.queryByRole('checkbox', { name: 'Add members to the team' })).toBeNull();
    await user.click(screen.getByRole('checkbox', { name: 'Create own sessions' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(server.last('POST', `${team}/roles`)?.body).toEqual({
      name: 'Locum',
      family: 'clinician',
      grants: [{ action: 'session.create', scope: 'own' }],
    });
  });

  it('puts a taken name beside the name', async () => {
    const server = new FakeServer(withLocum);
    server.set(`PATCH ${team}/roles/${clinic.locum.id}`, problem(409, 'role_name_taken'));
    const { user } = openPage(address, server);
    await user.click(await screen.findByRole('button', { name: 'Edit Locum' }));
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), ' two');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('The team has a role of this name.')).toBeVisible();
    expect(server.last('PATCH', `${team}/roles/${clinic.locum.id}`)?.headers.get('If-Match')).toBe('"1"');
  });

  async function renameTooLate() {
    const server = new FakeServer(withLocum);
    const path = `${team}/roles/${clinic.locum.id}`;
    const { user } = openPage(address, server);
    await user.click(await screen.findByRole('button', { name: 'Edit Locum' }));
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), ' two');
    server.set(`PATCH ${path}`, problem(412, 'stale'));
    server.set(`GET ${path}`, ok({ ...clinic.locum, name: 'Stand-in' }, '"7"'));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    const differences = await screen.findByRole('region', { name: /From what is saved/ });
    expect(within(differences).getByText('Stand-in')).toHaveProperty('tagName', 'DEL');
    expect(within(differences).getByText('Locum two')).toHaveProperty('tagName', 'INS');
    server.set(`PATCH ${path}`, ok(clinic.locum, '"8"'));
    return { server, user, path };
  }

  it('keeps what was typed where somebody else saved the role first, and saves it over that on request', async () => {
    const { server, user, path } = await renameTooLate();
    await user.click(screen.getByRole('button', { name: 'Save mine' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(server.last('PATCH', path)?.headers.get('If-Match')).toBe('"7"');
    expect(server.last('PATCH', path)?.body).toMatchObject({ name: 'Locum two' });
  });

  it('counts what was typed from the role that it could not be saved over either', async () => {
    const { server, user, path } = await renameTooLate();
    server.set(`PATCH ${path}`, problem(500, 'fault'));
    await user.click(screen.getByRole('button', { name: 'Save mine' }));
    await screen.findByText('That did not work');
    const name = screen.getByRole('textbox', { name: 'Name' });
    await user.clear(name);
    await user.type(name, clinic.locum.name);
    await user.keyboard('{Escape}');
    expect(await screen.findByRole('button', { name: 'Discard it' })).toBeVisible();
  });

  it('gives way to the role that somebody else saved first on request', async () => {
    const { user } = await renameTooLate();
    await user.click(screen.getByRole('button', { name: 'Take what is saved' }));
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('Stand-in');
  });

  it('names the members who hold a role that cannot be deleted', async () => {
    const server = new FakeServer(withLocum);
    const holders = [
      { id: clinic.ben.id, name: clinic.ben.name },
      { id: 'mem_dev', name: null },
    ];
    server.set(`DELETE ${team}/roles/${clinic.locum.id}`, problem(409, 'role_in_use', { holders }));
    const { user } = openPage(address, server);
    await user.click(await screen.findByRole('button', { name: 'Delete Locum' }));
    await user.click(await screen.findByRole('button', { name: 'Delete role' }));
    expect(await screen.findByText('2 members hold this role')).toBeVisible();
    expect(screen.getByText('Ben Whitfield')).toBeVisible();
    expect(screen.getByText('An invited member')).toBeVisible();
  });

  it('leads to the settings that name a role that cannot be deleted', async () => {
    const server = new FakeServer(withLocum);
    const detail = 'take the role out of the audience of Session View in the team settings first';
    server.set(`DELETE ${team}/roles/${clinic.locum.id}`, problem(409, 'role_in_audience', { detail }));
    const { user } = openPage(address, server);
    await user.click(await screen.findByRole('button', { name: 'Delete Locum' }));
    await user.click(await screen.findByRole('button', { name: 'Delete role' }));
    expect(await screen.findByText(/Take the role out of the audience of Session View/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open the settings' })).toHaveAttribute(
      'href',
      `/teams/${clinic.team.id}/settings`,
    );
  });
});
