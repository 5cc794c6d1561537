import { createMemoryHistory } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { vi } from 'vitest';
import { App } from '@/app/app';
import { createPortalRouter, type PortalRouter } from '@/app/router';
import { createQueryClient } from '@/lib/query-client';
import type { FakeServer } from '@/testing/fake-server';

export interface OpenedPage {
  readonly user: UserEvent;
  readonly router: PortalRouter;
}

/** Opens the whole portal at an address, against a fake server. */
export function openPage(path: string, server: FakeServer): OpenedPage {
  vi.stubGlobal('fetch', server.fetch);
  const router = createPortalRouter(createMemoryHistory({ initialEntries: [path] }));
  render(<App queries={createQueryClient()} router={router} environment="test" />);
  return { user: userEvent.setup(), router };
}
