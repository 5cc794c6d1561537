import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Settings } from '@/features/settings/api/settings';
import { isSame } from '@/features/settings/components/settings-values';
import { type FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openSettings, unlocked } from '@/testing/open-settings';
import { teamAddress as team } from '@/testing/workspace';

const on = {
  ...unlocked,
  session_view: { ...unlocked.session_view, enabled: true, audience_roles: ['administrator', 'rol_locum'] },
};
const withLocum = {
  [`GET ${team}/roles`]: ok({ items: [...clinic.roles, clinic.locum], definition: clinic.definition }),
};

function askedRoles(server: FakeServer): number {
  return server.asked.filter(({ path }) => path === `${team}/roles`).length;
}

describe('the audience of Session View', () => {
  it('offers custom roles beside the built-in ones', async () => {
    const { saved, user } = openSettings(
      { ...on, session_view: { ...on.session_view, audience_roles: ['administrator'] } },
      withLocum,
    );
    const locum = await screen.findByRole('checkbox', { name: 'Locum' });
    expect(locum).not.toBeChecked();
    await user.click(locum);
    await user.click(screen.getByRole('button', { name: 'Save settings' }));
    await waitFor(() =>
      expect(saved()?.body).toEqual({ session_view: { audience_roles: ['administrator', 'rol_locum'] } }),
    );
  });

  it('is asked for again where the roles could not be loaded', async () => {
    const { server, user } = openSettings(on, { [`GET ${team}/roles`]: problem(503, 'unavailable') });
    const again = await screen.findByRole('button', { name: 'Try again' });
    expect(screen.queryByRole('group', { name: 'Roles that may read' })).toBeNull();
    server.set(
      `GET ${team}/roles`,
      ok({ items: [...clinic.roles, clinic.locum], definition: clinic.definition }),
    );
    await user.click(again);
    expect(await screen.findByRole('checkbox', { name: 'Locum' })).toBeChecked();
  });

  it('lets a custom role be taken out', async () => {
    const { saved, user } = openSettings(on, withLocum);
    const locum = await screen.findByRole('checkbox', { name: 'Locum' });
    expect(locum).toBeChecked();
    await user.click(locum);
    await user.click(screen.getByRole('button', { name: 'Save settings' }));
    await waitFor(() =>
      expect(saved()?.body).toEqual({ session_view: { audience_roles: ['administrator'] } }),
    );
  });

  it('marks the role that was deleted while it was ticked, until it is unticked', async () => {
    const errors = [{ pointer: '/session_view/audience_roles/1', detail: 'expected a role of this team' }];
    const { server, user } = openSettings(on, withLocum);
    await user.click(await screen.findByRole('checkbox', { name: 'Assistant' }));
    server.set(`PATCH ${team}/settings`, problem(422, 'invalid', { errors }));
    await user.click(screen.getByRole('button', { name: 'Save settings' }));
    const locum = screen.getByRole('checkbox', { name: 'Locum' });
    await waitFor(() => expect(locum).toHaveFocus());
    expect(locum).toBeInvalid();
    expect(locum).toHaveAccessibleDescription('Not a role of this team any more. Untick it.');
    expect(screen.getByRole('checkbox', { name: 'Administrator' })).toBeValid();
    await user.click(screen.getByRole('checkbox', { name: 'Assistant' }));
    expect(locum).toBeInvalid();
    await user.click(locum);
    expect(screen.queryByText(/Not a role of this team any more/)).toBeNull();
  });

  it('marks the role that was sent, also when others were unticked meanwhile', async () => {
    const { server, user } = openSettings(on, withLocum);
    await user.click(await screen.findByRole('checkbox', { name: 'Assistant' }));
    const errors = [{ pointer: '/session_view/audience_roles/2', detail: 'expected a role of this team' }];
    server.set(`PATCH ${team}/settings`, problem(422, 'invalid', { errors }));
    server.holdBack();
    await user.click(screen.getByRole('button', { name: 'Save settings' }));
    await user.click(screen.getByRole('checkbox', { name: 'Administrator' }));
    server.letGo();
    await waitFor(() => expect(screen.getByRole('checkbox', { name: 'Assistant' })).toBeInvalid());
    expect(screen.getByRole('checkbox', { name: 'Locum' })).toBeValid();
  });

  it('marks the member who left while he was named', async () => {
    const errors = [
      { pointer: '/session_view/audience_members/0', detail: 'expected a current member of the team' },
    ];
    const named = { ...on.session_view, audience_members: [clinic.ada.id, clinic.ben.id] };
    const { server, user } = openSettings({ ...on, session_view: named }, withLocum);
    await user.click(await screen.findByRole('button', { name: `Take ${clinic.ada.name} out` }));
    server.set(`PATCH ${team}/settings`, problem(422, 'invalid', { errors }));
    await user.click(screen.getByRole('button', { name: 'Save settings' }));
    const wrong = await screen.findByText('Expected a current member of the team.');
    expect(wrong.closest('li')).toHaveTextContent(String(clinic.ben.name));
    expect(screen.getByRole('combobox', { name: 'Members by name' })).toBeInvalid();
  });

  it('names the roles of both where somebody else saved another audience meanwhile', async () => {
    let version = { settings: on as Settings, etag: '"1"' };
    const { user } = openSettings(on, {
      ...withLocum,
      [`GET ${team}/settings`]: () => ok(version.settings, version.etag),
      [`PATCH ${team}/settings`]: ({ search }) =>
        search.has('dry_run') ? ok({ ...clinic.preview, warnings: [] }) : problem(412, 'stale'),
    });
    await user.click(await screen.findByRole('checkbox', { name: 'Assistant' }));
    const others = { ...on.session_view, audience_roles: ['clinician'] };
    version = { settings: { ...on, session_view: others }, etag: '"2"' };
    await user.click(screen.getByRole('button', { name: 'Save settings' }));
    await user.click(await screen.findByRole('button', { name: 'Load again' }));
    const groups = () => screen.getAllByRole('group', { name: 'Roles that may read' });
    await waitFor(() => expect(groups()).toHaveLength(2));
    const words = groups().map((group) => group.textContent);
    expect(words.join()).toContain('Saved meanwhile: Clinician');
    expect(words.join()).toContain('Yours, not saved: Administrator, Assistant, and Locum');
  });

  it('keeps a role that the list does not know, and asks for the list again', async () => {
    const { server, saved, user } = openSettings(on);
    expect(await screen.findByRole('checkbox', { name: 'Unknown role rol_locum' })).toBeChecked();
    await waitFor(() => expect(askedRoles(server)).toBe(2));
    await user.click(screen.getByRole('checkbox', { name: 'Assistant' }));
    await user.click(screen.getByRole('button', { name: 'Save settings' }));
    await waitFor(() =>
      expect(saved()?.body).toEqual({
        session_view: { audience_roles: ['administrator', 'rol_locum', 'assistant'] },
      }),
    );
  });

  it('names a role that was made since the list was asked for', async () => {
    let isListed = false;
    openSettings(on, {
      [`GET ${team}/roles`]: () => {
        const items = isListed ? [...clinic.roles, clinic.locum] : clinic.roles;
        isListed = true;
        return ok({ items, definition: clinic.definition });
      },
    });
    expect(await screen.findByRole('checkbox', { name: 'Locum' })).toBeChecked();
    expect(screen.queryByRole('checkbox', { name: /Unknown role/ })).toBeNull();
  });

  it('is unchanged when a box is ticked and unticked, whatever the order of the server', async () => {
    const audience_roles = ['rol_locum', 'clinician', 'administrator'];
    const { user } = openSettings({ ...on, session_view: { ...on.session_view, audience_roles } }, withLocum);
    const locum = await screen.findByRole('checkbox', { name: 'Locum' });
    await user.click(locum);
    expect(screen.getByRole('region', { name: 'Unsaved changes' })).toBeVisible();
    await user.click(locum);
    expect(screen.queryByRole('region', { name: 'Unsaved changes' })).toBeNull();
  });

  it('is compared as a set', () => {
    expect(isSame(['a', 'b'], ['b', 'a'])).toBe(true);
    expect(isSame(['a', 'b'], ['a', 'c'])).toBe(false);
    expect(isSame(['a'], ['a', 'b'])).toBe(false);
    expect(isSame([], null)).toBe(false);
  });
});

describe('the audience of a Session View without effect', () => {
  const off = { ...on, session_view: { ...on.session_view, enabled: false } };
  const lapsed = { ...off, locks: clinic.settings.locks };
  const group = () => screen.findByRole('group', { name: 'Roles that may read' });

  it('is shown while Session View is off when a custom role stands in it, which can be taken out', async () => {
    const { saved, user } = openSettings(off, withLocum);
    expect(await group()).toHaveAccessibleDescription('Without effect while Session View is off.');
    await user.click(screen.getByRole('checkbox', { name: 'Locum' }));
    expect(screen.getByRole('checkbox', { name: 'Locum' })).not.toBeChecked();
    await user.click(screen.getByRole('button', { name: 'Save settings' }));
    await waitFor(() =>
      expect(saved()?.body).toEqual({ session_view: { audience_roles: ['administrator'] } }),
    );
  });

  it('is not shown when none but built-in roles stand in it', async () => {
    const { server } = openSettings(unlocked, withLocum);
    await screen.findByRole('switch', { name: 'Session View' });
    await waitFor(() => expect(askedRoles(server)).toBe(1));
    expect(screen.queryByRole('group', { name: 'Roles that may read' })).toBeNull();
  });

  it('can be narrowed, and not widened, while the plan lacks Session View', async () => {
    const { saved, user } = openSettings(lapsed, withLocum);
    expect(await group()).toHaveAccessibleDescription(/roles can only be taken out/);
    expect(screen.queryByRole('checkbox', { name: 'Assistant' })).toBeNull();
    await user.click(screen.getByRole('checkbox', { name: 'Locum' }));
    await user.click(screen.getByRole('button', { name: 'Save settings' }));
    await waitFor(() =>
      expect(saved()?.body).toEqual({ session_view: { audience_roles: ['administrator'] } }),
    );
  });

  it('is not offered to who may not change Session View', async () => {
    const { server } = openSettings(
      { ...off, locks: { ...off.locks, session_view: clinic.noGrant } },
      withLocum,
    );
    await screen.findByRole('switch', { name: 'Session View' });
    await waitFor(() => expect(askedRoles(server)).toBe(1));
    expect(screen.queryByRole('group', { name: 'Roles that may read' })).toBeNull();
  });
});
