import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';

function become(state: 'offline' | 'online') {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(state === 'online');
  act(() => void window.dispatchEvent(new Event(state)));
}

describe('a browser without a connection', () => {
  afterEach(() => {
    become('online');
    vi.restoreAllMocks();
  });

  it('is told so in a line that goes away', async () => {
    openPage('/account', new FakeServer());
    await screen.findByRole('heading', { name: 'Account' });
    expect(screen.queryByText(/No connection\./)).toBeNull();
    become('offline');
    expect(await screen.findByText(/No connection\./)).toBeVisible();
    become('online');
    await waitFor(() => expect(screen.queryByText(/No connection\./)).toBeNull());
  });

  it('is told at the form that nothing was saved, and nothing is sent later by itself', async () => {
    const server = new FakeServer();
    const { user } = openPage(`/teams/${clinic.team.id}/settings`, server);
    await user.click(await screen.findByRole('switch', { name: 'Require two-factor sign-in' }));
    become('offline');
    server.disconnect();
    await user.click(screen.getByRole('button', { name: 'Save settings' }));
    expect(await screen.findByText(/server cannot be reached/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Save settings' })).toBeEnabled();
    server.reconnect();
    become('online');
    await waitFor(() => expect(server.last('GET', '/api/v1/me')).toBeDefined());
    const saved = server.asked.filter(({ method, search }) => method === 'PATCH' && !search.has('dry_run'));
    expect(saved).toEqual([]);
  });

  it('asks again for what is shown once the connection is back', async () => {
    const server = new FakeServer();
    openPage(`/teams/${clinic.team.id}/members`, server);
    await screen.findByRole('button', { name: 'Roles of Ben Whitfield: Clinician' });
    const asked = () => server.asked.filter(({ path }) => path.endsWith('/members')).length;
    const before = asked();
    become('offline');
    become('online');
    await waitFor(() => expect(asked()).toBeGreaterThan(before));
  });
});
