import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';

const path = '/api/v1/me/notices';

describe('the notices', () => {
  it('are counted on the bell of every page, which leads to them', async () => {
    const { user } = openPage(`/teams/${clinic.team.id}/members`, new FakeServer());
    await user.click(await screen.findByRole('link', { name: 'Notices, 1 unread' }));
    expect(await screen.findByRole('heading', { name: 'Notices' })).toBeVisible();
    expect(screen.getByText(/^You are offered the ownership/)).toBeVisible();
    expect(screen.getByText(/^The offer stands until/)).toBeVisible();
  });

  it('are marked as read one by one', async () => {
    const server = new FakeServer();
    const { user } = openPage('/notices', server);
    await user.click(await screen.findByRole('button', { name: /^Mark as read.*You are offered/ }));
    await waitFor(() => expect(server.last('POST', `${path}/read`)?.body).toEqual({ ids: ['ntc_2'] }));
  });

  it('are marked as read all at once, after which the bell is quiet', async () => {
    const server = new FakeServer();
    const { user } = openPage('/notices', server);
    const mark = await screen.findByRole('button', { name: 'Mark all as read' });
    server.set(`GET ${path}`, ok({ items: clinic.notices.slice(1), unread: 0, next_cursor: null }));
    await user.click(mark);
    expect(await screen.findByRole('link', { name: 'Notices' })).toBeVisible();
    expect(server.last('POST', `${path}/read`)?.body).toEqual({});
    expect(screen.queryByRole('button', { name: 'Mark all as read' })).toBeNull();
  });

  it('say so when there are none, and when they cannot be loaded', async () => {
    const server = new FakeServer({ [`GET ${path}`]: problem(503, 'unavailable') });
    const { user } = openPage('/notices', server);
    const again = await screen.findByRole('button', { name: 'Try again' });
    server.set(`GET ${path}`, ok({ items: [], unread: 0, next_cursor: null }));
    await user.click(again);
    expect(await screen.findByRole('heading', { name: 'No notices yet' })).toBeVisible();
  });
});
