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

  it('keep the focus when one of them is read', async () => {
    const server = new FakeServer();
    const read = clinic.notices.map((notice) => ({ ...notice, read_at: '2026-09-15T10:30:00Z' }));
    server.set(`POST ${path}/read`, () => {
      server.set(`GET ${path}`, ok({ items: read, unread: 0, next_cursor: null }));
      return ok({ unread: 0 });
    });
    const { user } = openPage('/notices', server);
    const mark = await screen.findByRole('button', { name: /^Mark as read.*You are offered/ });
    const item = mark.closest('li');
    await user.click(mark);
    await waitFor(() => expect(mark).not.toBeInTheDocument());
    await waitFor(() => expect(item).toHaveFocus());
  });

  it('leave the focus at the heading when all of them are read', async () => {
    const server = new FakeServer();
    const { user } = openPage('/notices', server);
    const mark = await screen.findByRole('button', { name: 'Mark all as read' });
    server.set(`GET ${path}`, ok({ items: [], unread: 0, next_cursor: null }));
    await user.click(mark);
    await waitFor(() => expect(screen.getByRole('heading', { name: 'Notices' })).toHaveFocus());
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

  it.each([
    ['session', 'ses_1', 'Open the session', '/sessions/ses_1'],
    ['delegation', 'del_1', 'Open the delegations', '/sessions/delegations'],
    ['emergency', 'eme_1', 'Open the reviews', '/emergency'],
    ['proposal', 'tpr_1', 'Open the templates', '/templates'],
    ['billing', clinic.team.id, 'Open the billing', '/billing'],
    ['invoice', 'inv_1', 'Open the invoice', '/billing/invoices/inv_1'],
  ] as const)('about a %s lead to its page', async (type, id, name, page) => {
    const notice = { ...clinic.notices[0], target: { type, id } };
    const answer = ok({ items: [notice], unread: 1, next_cursor: null });
    openPage('/notices', new FakeServer({ [`GET ${path}`]: answer }));
    const link = await screen.findByRole('link', { name });
    expect(link).toHaveAttribute('href', `/teams/${clinic.team.id}${page}`);
  });

  it('lead to the team when they are about nothing else, and nowhere once the reader has left it', async () => {
    const [first] = clinic.notices;
    const elsewhere = { ...first, id: 'ntc_9', team: { id: 'tem_other', name: 'Other' } };
    const answer = ok({ items: [first, elsewhere], unread: 2, next_cursor: null });
    openPage('/notices', new FakeServer({ [`GET ${path}`]: answer }));
    const link = await screen.findByRole('link', { name: `Open ${clinic.team.name}` });
    expect(link).toHaveAttribute('href', `/teams/${clinic.team.id}/members`);
    expect(screen.queryByRole('link', { name: 'Open Other' })).toBeNull();
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
