import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer, ok } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';

const signOut = '/api/v1/auth/logout';
const me = { ...clinic.me, settings: { ...clinic.me.settings, idle_minutes: 15 } };

async function open() {
  const server = new FakeServer({ 'GET /api/v1/me': ok(me) });
  server.set(`POST ${signOut}`, () => {
    server.set('GET /api/v1/me', ok(clinic.nobody));
    return { status: 204 };
  });
  const page = openPage('/account', server);
  await screen.findByRole('heading', { name: 'Account' });
  return { server, ...page };
}

/** The page looks at the time each second, and when it comes to the front. */
function after(minutes: number, seconds = 0) {
  vi.setSystemTime(clinic.now + (minutes * 60 + seconds) * 1000);
  act(() => void document.dispatchEvent(new Event('visibilitychange')));
}

function goOffline() {
  act(() => void window.dispatchEvent(new Event('offline')));
}

function goOnline() {
  act(() => void window.dispatchEvent(new Event('online')));
}

const warning = () => screen.queryByRole('dialog', { name: 'Are you still there?' });

describe('automatic sign-out', () => {
  beforeEach(() => void vi.setSystemTime(clinic.now));
  afterEach(() => {
    vi.useRealTimers();
    goOnline();
  });

  it('warns a minute before and not earlier, and signs out then', async () => {
    const { server } = await open();
    after(13, 59);
    expect(warning()).toBeNull();
    after(14, 10);
    expect(warning()).toHaveTextContent('You are signed out in 50 seconds');
    expect(server.last('POST', signOut)).toBeUndefined();
    after(15);
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
    expect(server.last('POST', signOut)).toBeDefined();
    expect(await screen.findByText('You were signed out after 15 minutes without activity.')).toBeVisible();
  });

  it('counts from the last thing that was done, in this window or another', async () => {
    await open();
    after(10);
    fireEvent.keyDown(document.body, { key: 'a' });
    after(16);
    expect(warning()).toBeNull();
    localStorage.setItem('rolecall.activity', String(clinic.now + 20 * 60_000));
    after(30);
    expect(warning()).toBeNull();
    after(34, 30);
    expect(warning()).not.toBeNull();
  });

  it('goes on when the reader stays', async () => {
    const { server, user } = await open();
    after(14, 30);
    fireEvent.pointerMove(document.body);
    expect(warning()).not.toBeNull();
    await user.click(screen.getByRole('button', { name: 'Stay signed in' }));
    await waitFor(() => expect(warning()).toBeNull());
    after(20);
    expect(screen.getByRole('heading', { name: 'Account' })).toBeVisible();
    expect(server.last('POST', signOut)).toBeUndefined();
  });

  it('keeps the login on the server awake while something is done without a request', async () => {
    const { server } = await open();
    const asked = () => server.asked.filter(({ path }) => path === '/api/v1/me').length;
    const before = asked();
    after(2);
    fireEvent.wheel(document.body);
    expect(asked()).toBe(before);
    after(5);
    fireEvent.wheel(document.body);
    await waitFor(() => expect(asked()).toBe(before + 1));
  });

  it('shows nothing of the team any more when the server cannot be reached', async () => {
    const { server } = await open();
    server.disconnect();
    after(15);
    expect(await screen.findByText(/server cannot be reached/)).toBeVisible();
    expect(screen.queryByText(clinic.user.email)).toBeNull();
  });

  it('does not wait for a connection to clear the screen, nor opens again with the login that was left', async () => {
    const { server, user } = await open();
    goOffline();
    server.disconnect();
    after(15);
    expect(await screen.findByText(/server cannot be reached/)).toBeVisible();
    expect(screen.queryByText(clinic.user.email)).toBeNull();
    server.reconnect();
    goOnline();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
    const paths = server.asked.map(({ path }) => path);
    expect(paths.indexOf(signOut)).toBeGreaterThan(-1);
    expect(paths.lastIndexOf('/api/v1/me')).toBeGreaterThan(paths.indexOf(signOut));
  });
});
