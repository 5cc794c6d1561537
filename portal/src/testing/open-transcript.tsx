// The transcript of the session of the small clinic, opened in its tab.
import { fireEvent, screen } from '@testing-library/react';
import { FakeServer } from '@/testing/fake-server';
import { team } from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';

export const transcriptPage = `/teams/${team.id}/sessions/ses_mia`;

export type Changes = ConstructorParameters<typeof FakeServer>[0];

export async function openTranscript(changes: Changes = {}, inWhat = openPage) {
  const server = new FakeServer(changes);
  const page = inWhat(transcriptPage, server);
  fireEvent.click(await screen.findByRole('tab', { name: 'Transcript' }));
  await screen.findByRole('tabpanel', { name: 'Transcript' });
  return { server, ...page };
}
