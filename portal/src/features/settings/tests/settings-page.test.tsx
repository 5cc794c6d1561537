import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';

const address = `/teams/${clinic.team.id}/settings`;
const team = `/api/v1/teams/${clinic.team.id}`;

describe('the settings page', () => {
  it('keeps a locked switch in sight, does not move it, and says why', async () => {
    const { user } = openPage(address, new FakeServer());
    const view = await screen.findByRole('switch', { name: 'Session View' });
    expect(view).toHaveAccessibleDescription(
      /plan of this team does not include Session View.*start the 30-day trial/,
    );
    await user.click(view);
    expect(view).not.toBeChecked();
  });

  it('sends only what was changed, with the ETag', async () => {
    const server = new FakeServer();
    server.set(`PATCH ${team}/settings`, ({ search }) =>
      search.has('dry_run') ? ok(clinic.preview) : ok({ ...clinic.settings, require_mfa: true }, '"2"'),
    );
    const { user } = openPage(address, server);
    await user.click(await screen.findByRole('switch', { name: 'Require two-factor sign-in' }));
    await user.click(await screen.findByRole('button', { name: 'Save settings' }));
    await waitFor(() => expect(server.last('PATCH', `${team}/settings`)).toBeDefined());
    expect(server.last('PATCH', `${team}/settings`)?.body).toEqual({ require_mfa: true });
    expect(server.last('PATCH', `${team}/settings`)?.headers.get('If-Match')).toBe('"1"');
  });

  it('says before saving who gains and who loses', async () => {
    const server = new FakeServer();
    const warnings = ['Can then read the notes of all clinicians: Ben Whitfield.'];
    server.set(`PATCH ${team}/settings`, ok({ ...clinic.preview, warnings }));
    const { user } = openPage(address, server);
    await user.click(await screen.findByRole('switch', { name: 'Emergency access' }));
    expect(await screen.findByText(/Can then read the notes/)).toBeVisible();
    expect(server.last('PATCH', `${team}/settings`)?.search.get('dry_run')).toBe('true');
  });

  it('says what to do when somebody was faster', async () => {
    const server = new FakeServer();
    server.set(`PATCH ${team}/settings`, problem(412, 'stale'));
    const { user } = openPage(address, server);
    await user.click(await screen.findByRole('switch', { name: 'Require two-factor sign-in' }));
    await user.click(await screen.findByRole('button', { name: 'Save settings' }));
    expect(await screen.findByText(/Somebody changed this meanwhile/)).toBeVisible();
    server.set(`GET ${team}/settings`, ok({ ...clinic.settings, emergency_access: true }, '"2"'));
    await user.click(screen.getByRole('button', { name: 'Load again' }));
    await waitFor(() => expect(screen.getByRole('switch', { name: 'Emergency access' })).toBeChecked());
  });

  it('offers the export of the team to whoever may have it', async () => {
    const may = { ...clinic.team, allowed_actions: [...clinic.team.allowed_actions, 'team.export'] };
    openPage(address, new FakeServer({ [`GET ${team}`]: ok(may, '"1"') }));
    const link = await screen.findByRole('link', { name: /Export the team.s data/ });
    expect(link).toHaveAttribute('href', `${team}/export`);
  });

  it('offers it to nobody else', async () => {
    const others = clinic.team.allowed_actions.filter((action) => action !== 'team.export');
    openPage(
      address,
      new FakeServer({ [`GET ${team}`]: ok({ ...clinic.team, allowed_actions: others }, '"1"') }),
    );
    expect(await screen.findByRole('button', { name: 'Delete this team' })).toBeVisible();
    expect(screen.queryByRole('link', { name: /Export the team/ })).toBeNull();
  });

  it('deletes the team after its name and the password, and shows the way back', async () => {
    const server = new FakeServer();
    server.set(`DELETE ${team}`, () => {
      const deleted = { ...clinic.team, status: 'deleted', restore_until: '2026-10-15T10:30:00Z' };
      server.set(`GET ${team}`, problem(410, 'team_deleted'));
      server.set('GET /api/v1/teams', ok({ items: [deleted], next_cursor: null }));
      return ok({ ...clinic.team, status: 'deleted' });
    });
    const { user } = openPage(address, server);
    await user.click(await screen.findByRole('button', { name: 'Delete this team' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toBeVisible();
    await user.type(
      screen.getByLabelText('Name of the team', { selector: '[role=dialog] input' }),
      clinic.team.name,
    );
    await user.type(screen.getByLabelText('Your password'), 'correct horse battery');
    await user.click(screen.getByRole('button', { name: 'Delete team' }));
    expect(await screen.findByRole('button', { name: `Restore ${clinic.team.name}` })).toBeVisible();
    expect(server.last('DELETE', team)?.body).toEqual({
      name: clinic.team.name,
      password: 'correct horse battery',
    });
  });
});

describe('the API keys page', () => {
  it('shows a new key once', async () => {
    const server = new FakeServer();
    server.set(`POST ${team}/api-keys`, { status: 201, body: { ...clinic.apiKey, key: 'rck_secret' } });
    const { user } = openPage(`/teams/${clinic.team.id}/api-keys`, server);
    await user.click(await screen.findByRole('button', { name: 'Create API key' }));
    await user.type(await screen.findByLabelText('Name'), 'Practice software');
    await user.click(await screen.findByRole('checkbox', { name: 'Administrator' }));
    expect(screen.queryByRole('checkbox', { name: 'Assistant' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Create' }));
    expect(await screen.findByLabelText('API key')).toHaveValue('rck_secret');
    expect(fireEvent(window, new Event('beforeunload', { cancelable: true }))).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Done' }));
    expect(screen.queryByDisplayValue('rck_secret')).toBeNull();
  });

  it('makes no key until a day in a year of five digits', async () => {
    const server = new FakeServer();
    const { user } = openPage(`/teams/${clinic.team.id}/api-keys`, server);
    await user.click(await screen.findByRole('button', { name: 'Create API key' }));
    await user.type(await screen.findByLabelText('Name'), 'Practice software');
    fireEvent.change(screen.getByLabelText('Ends after'), { target: { value: '20267-01-05' } });
    await user.click(screen.getByRole('button', { name: 'Create' }));
    expect(await screen.findByText('Choose the last day of the key.')).toBeVisible();
    expect(server.last('POST', `${team}/api-keys`)).toBeUndefined();
  });

  async function createKey(server: FakeServer) {
    const opened = openPage(`/teams/${clinic.team.id}/api-keys`, server);
    await opened.user.click(await screen.findByRole('button', { name: 'Create API key' }));
    await opened.user.type(await screen.findByLabelText('Name'), 'Practice software');
    await opened.user.click(screen.getByRole('button', { name: 'Create' }));
    const keys = () =>
      server.asked.flatMap(
        ({ method, headers }) => (method === 'POST' && headers.get('Idempotency-Key')) || [],
      );
    return { keys, ...opened };
  }

  it('asks for one key only when Create is pressed again after a lost answer', async () => {
    const server = new FakeServer({ [`POST ${team}/api-keys`]: problem(503, 'unavailable') });
    const { user, keys } = await createKey(server);
    await waitFor(() => expect(keys()).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: 'Create' }));
    await waitFor(() => expect(keys()).toHaveLength(2));
    expect(new Set(keys()).size).toBe(1);
  });

  it('says that a key was created whose secret was lost, and creates another', async () => {
    const server = new FakeServer({ [`POST ${team}/api-keys`]: problem(409, 'not_replayable') });
    const { user, keys } = await createKey(server);
    expect(await screen.findByText(/Revoke it in the list and create another/)).toBeVisible();
    server.set(`POST ${team}/api-keys`, { status: 201, body: { ...clinic.apiKey, key: 'rck_secret' } });
    await user.click(screen.getByRole('button', { name: 'Create' }));
    expect(await screen.findByLabelText('API key')).toHaveValue('rck_secret');
    expect(new Set(keys()).size).toBe(2);
  });
});
