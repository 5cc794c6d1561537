import { createBrowserHistory, createMemoryHistory, type RouterHistory } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { onTestFinished, vi } from 'vitest';
import { App } from '@/app/app';
import { createPortalRouter, type PortalRouter } from '@/app/router';
import { createQueryClient } from '@/lib/query-client';
import type { FakeServer } from '@/testing/fake-server';

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
