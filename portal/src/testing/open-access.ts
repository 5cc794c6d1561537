import { screen } from '@testing-library/react';
import { FakeServer, ok } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';

const address = `/teams/${clinic.team.id}/sessions/ses_mia`;

/** A session, at who can open it and who did. */
export async function openAccess(changes: ConstructorParameters<typeof FakeServer>[0] = {}) {
  const server = new FakeServer(changes);
  const opened = openPage(address, server);
  await opened.user.click(await screen.findByRole('tab', { name: 'Access' }));
  return { server, ...opened };
}

/** One page of the answer about who can open the session. */
export function accessPage(part: object) {
  return ok({
    session: 'ses_mia',
    at: '2026-09-15T10:30:00Z',
    policy_changed: false,
    next_cursor: null,
    ...part,
  });
}
