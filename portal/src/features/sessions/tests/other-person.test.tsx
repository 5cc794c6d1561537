import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { type FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { comeBackToTheWindow } from '@/testing/open-page';
import { openTranscript } from '@/testing/open-transcript';
import { note, sessionAddress, transcript } from '@/testing/workspace';

const notePath = `${sessionAddress}/notes/nte_1`;
const transcriptPath = `${sessionAddress}/transcript`;
const other = { ...clinic.me, user: { ...clinic.user, id: 'usr_other', name: 'Other' } };

/** Until the answer is let go, no save gets one. */
function holdSaves(server: FakeServer): () => void {
  let letGo = () => {};
  const held = new Promise<void>((resume) => (letGo = resume));
  vi.stubGlobal('fetch', async (request: Request) => {
    const reply = await server.fetch(request);
    if (request.method === 'PUT') await held;
    return reply;
  });
  return letGo;
}

/** What is done after the save at `path` is answered, when somebody else signed in from another window before. */
async function doneAfterwards(server: FakeServer, user: UserEvent, path: string, letGo: () => void) {
  await waitFor(() => expect(server.last('PUT', path)).toBeDefined());
  server.set('GET /api/v1/me', ok(other));
  comeBackToTheWindow();
  await screen.findByText('Other');
  const before = server.asked.length;
  act(letGo);
  await user.click(screen.getByRole('link', { name: 'Sessions' }));
  await screen.findByRole('heading', { name: 'Sessions' });
  const changes = server.asked.slice(before).filter(({ method }) => method !== 'GET');
  return changes.filter(({ path: changed }) => changed.startsWith(sessionAddress));
}

describe('what goes on when an answer comes after somebody else has signed in', () => {
  it('does not save a transcript as him', async () => {
    const { server, user } = await openTranscript({
      [`PUT ${transcriptPath}`]: problem(412, 'stale'),
      [`GET ${transcriptPath}`]: ok(transcript, '"5"'),
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Edit' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Edit segment 2' }));
    await user.type(screen.getByRole('textbox', { name: 'What was said' }), ' Not now.');
    const letGo = holdSaves(server);
    fireEvent.click(screen.getByRole('button', { name: 'Save transcript' }));
    expect(await doneAfterwards(server, user, transcriptPath, letGo)).toEqual([]);
  });

  it.each([
    ['Sign', 'Sign note'],
    ['Delete', 'Delete note'],
  ])('does not do "%s" with a note as him', async (open, confirm) => {
    const { server, user } = await openTranscript({ [`PUT ${notePath}`]: ok(note, '"4"') });
    fireEvent.click(await screen.findByRole('tab', { name: 'Notes' }));
    const text = await screen.findByRole('textbox', { name: 'Text' });
    const letGo = holdSaves(server);
    fireEvent.change(text, { target: { value: 'Typed' } });
    await user.click(screen.getByRole('button', { name: open }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: confirm }));
    expect(await doneAfterwards(server, user, notePath, letGo)).toEqual([]);
  });
});
