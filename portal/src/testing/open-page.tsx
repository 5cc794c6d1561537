import { createBrowserHistory, createMemoryHistory, type RouterHistory } from '@tanstack/react-router';
import { act, render, screen } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { onTestFinished, vi } from 'vitest';
import { App } from '@/app/app';
import { createPortalRouter, type PortalRouter } from '@/app/router';
import { createQueryClient } from '@/lib/query-client';
import { type FakeServer, ok } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';

export interface OpenedPage {
  readonly user: UserEvent;
  readonly router: PortalRouter;
}

function openWith(history: RouterHistory, server: FakeServer): OpenedPage {
  vi.stubGlobal('fetch', server.fetch);
  const router = createPortalRouter(history);
  render(<App queries={createQueryClient()} router={router} environment="test" />);
  return { user: userEvent.setup(), router };
}

/** Opens the whole portal at an address, against a fake server. */
export function openPage(path: string, server: FakeServer): OpenedPage {
  return openWith(createMemoryHistory({ initialEntries: [path] }), server);
}

/** As `openPage`, with the history of a browser: only there can a page ask before another one opens. */
export function openInBrowser(path: string, server: FakeServer): OpenedPage {
  window.history.replaceState(null, '', path);
  const history = createBrowserHistory();
  onTestFinished(() => history.destroy());
  return openWith(history, server);
}

/** After so long that it is asked again who is signed in. */
export function comeBackToTheWindow() {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_000 });
  onTestFinished(() => void vi.useRealTimers());
  act(() => void window.dispatchEvent(new Event('visibilitychange')));
}

export async function signIn(server: FakeServer, user: UserEvent, me: typeof clinic.me) {
  await screen.findByRole('heading', { name: 'Sign in' });
  server.set('POST /api/v1/auth/login', () => {
    server.set('GET /api/v1/me', ok(me));
    return ok({ user: me.user });
  });
  await user.type(screen.getByLabelText('E-mail address'), clinic.user.email);
  await user.type(screen.getByLabelText('Password'), 'a quiet harbour at dawn');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
}
