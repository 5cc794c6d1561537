import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Transcript } from '@/features/sessions/api/transcript';
import { ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openInBrowser, openPage } from '@/testing/open-page';
import { type Changes, openTranscript, transcriptPage } from '@/testing/open-transcript';
import { notOwn, session, sessionAddress, transcript } from '@/testing/workspace';

const path = `${sessionAddress}/transcript`;
const segments = transcript.segments;

const recorded: Transcript['segments'] = [
  { position: 3, speaker: 'Clinician', text: 'And at night?', start_ms: 9500, end_ms: 9900 },
  { position: 4, speaker: 'Patient', text: 'No pain at night.', start_ms: 10_000, end_ms: 12_000 },
];

function longTranscript(length: number): Transcript {
  const talk = Array.from({ length }, (_, index) => ({
    position: index + 1,
    speaker: index % 2 === 0 ? 'Clinician' : 'Patient',
    text: `Sentence number ${index + 1}.`,
    start_ms: index * 1000,
    end_ms: index * 1000 + 900,
  }));
  return { ...transcript, segments: talk };
}

/** Corrects the second segment and does not save it yet. */
async function correct(changes: Changes, inWhat = openPage) {
  const opened = await openTranscript(changes, inWhat);
  fireEvent.click(await screen.findByRole('button', { name: 'Edit' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Edit segment 2' }));
  const second = screen.getByRole('group', { name: 'Segment 2' });
  await opened.user.type(within(second).getByRole('textbox', { name: 'What was said' }), ' Not now.');
  return opened;
}

const save = () => fireEvent.click(screen.getByRole('button', { name: 'Save transcript' }));
const corrected = 'Better. Stairs still hurt a little. Not now.';

describe('a transcript', () => {
  it('is corrected in place and keeps its times', async () => {
    const { server } = await correct({ [`PUT ${path}`]: ok(transcript, '"6"') });
    save();
    expect(await screen.findByRole('region', { name: 'What was said' })).toBeVisible();
    expect(server.last('PUT', path)?.headers.get('If-Match')).toBe('"5"');
    expect(server.last('PUT', path)?.body).toMatchObject({
      segments: [
        { speaker: 'Clinician', start_ms: 0 },
        { text: corrected, start_ms: 4800 },
      ],
    });
  });

  it('takes the focus into its first segment, and back to what led there, by keyboard alone', async () => {
    const { user } = await openTranscript({ [`PUT ${path}`]: ok(transcript, '"6"') });
    const edit = () => screen.findByRole('button', { name: 'Edit' });
    for (const end of ['Discard changes', 'Save transcript']) {
      (await edit()).focus();
      await user.keyboard('{Enter}');
      expect(screen.getByRole('button', { name: 'Edit segment 1' })).toHaveFocus();
      await user.keyboard('{Enter}');
      expect(screen.getByRole('textbox', { name: 'What was said' })).toHaveFocus();
      screen.getByRole('button', { name: end }).focus();
      await user.keyboard('{Enter}');
      expect(await edit()).toHaveFocus();
    }
  });

  it('opens one segment for editing at a time', async () => {
    await correct({});
    fireEvent.click(screen.getByRole('button', { name: 'Edit segment 1' }));
    expect(screen.getAllByRole('textbox', { name: 'What was said' })).toHaveLength(1);
    expect(screen.getByText(corrected)).toBeVisible();
    fireEvent.click(screen.getByRole('button', { name: 'Done' }));
    expect(screen.getByRole('button', { name: 'Edit segment 1' })).toHaveFocus();
  });

  it('asks before what was typed is discarded, and gives the focus back to what led to it', async () => {
    await correct({});
    fireEvent.click(screen.getByRole('button', { name: 'Discard changes' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Discard what you changed?');
    fireEvent.click(screen.getByRole('button', { name: 'Go on writing' }));
    expect(screen.getByRole('textbox', { name: 'What was said' })).toHaveValue(corrected);
    fireEvent.click(screen.getByRole('button', { name: 'Discard changes' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Discard it' }));
    expect(await screen.findByRole('button', { name: 'Edit' })).toHaveFocus();
    expect(screen.queryByText(corrected)).not.toBeInTheDocument();
  });

  it('is left at once when nothing was typed', async () => {
    await openTranscript();
    fireEvent.click(await screen.findByRole('button', { name: 'Edit' }));
    fireEvent.click(screen.getByRole('button', { name: 'Discard changes' }));
    expect(await screen.findByRole('button', { name: 'Edit' })).toBeVisible();
  });

  it('keeps the focus where a segment was removed', async () => {
    await correct({});
    fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
    expect(screen.queryByText(corrected)).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Edit segment 1' })).toHaveFocus();
    fireEvent.click(screen.getByRole('button', { name: 'Edit segment 1' }));
    fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
    expect(screen.getByRole('button', { name: 'Add a segment' })).toHaveFocus();
  });

  it('keeps what was recorded while it was typed, and shows it', async () => {
    const { server } = await correct({});
    const now = { ...transcript, segments: [...segments, ...recorded] };
    server.set(`GET ${path}`, ok(now, '"8"'));
    server.set(`PUT ${path}`, ({ headers }) =>
      headers.get('If-Match') === '"8"' ? ok(now, '"9"') : problem(412, 'stale'),
    );
    save();
    const shown = await screen.findByRole('region', { name: 'Recorded meanwhile' });
    expect(within(shown).getByText('No pain at night.')).toBeVisible();
    expect(server.last('PUT', path)?.body).toMatchObject({
      segments: [
        { start_ms: 0 },
        { text: corrected },
        { text: 'And at night?' },
        { text: 'No pain at night.' },
      ],
    });
  });

  it('keeps what is typed while it is saved, and saves that next time', async () => {
    const first = { ...segments[1], text: corrected };
    const { server, user } = await correct({
      [`PUT ${path}`]: ok({ ...transcript, segments: [segments[0], first] }, '"6"'),
    });
    server.holdBack();
    save();
    fireEvent.click(screen.getByRole('button', { name: 'Add a segment' }));
    await user.type(screen.getByRole('textbox', { name: 'What was said' }), 'Typed.');
    expect(screen.getByRole('button', { name: 'Save transcript' })).toBeDisabled();
    server.letGo();
    expect(await screen.findByText(/without what you typed since then/)).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'What was said' })).toHaveValue('Typed.');
    expect(screen.getByRole('textbox', { name: 'What was said' })).toHaveFocus();

    server.set(`PUT ${path}`, ok(transcript, '"7"'));
    save();
    expect(await screen.findByText('The transcript is saved.')).toBeVisible();
    expect(server.last('PUT', path)?.headers.get('If-Match')).toBe('"6"');
    expect(server.last('PUT', path)?.body).toMatchObject({
      segments: [{ start_ms: 0 }, { text: corrected, start_ms: 4800 }, { text: 'Typed.' }],
    });
  });

  it('puts what is added at the end before what was recorded meanwhile', async () => {
    const { server, user } = await correct({});
    fireEvent.click(screen.getByRole('button', { name: 'Add a segment' }));
    await user.type(screen.getByRole('textbox', { name: 'What was said' }), 'Typed.');
    server.set(`GET ${path}`, ok({ ...transcript, segments: [...segments, ...recorded] }, '"8"'));
    fireEvent.click(screen.getByRole('button', { name: 'Load what was recorded' }));
    expect(await screen.findByText('No pain at night.')).toBeVisible();
    server.set(`PUT ${path}`, ok(transcript, '"9"'));
    save();
    await waitFor(() => expect(server.last('PUT', path)?.headers.get('If-Match')).toBe('"8"'));
    const { segments: sent } = server.last('PUT', path)?.body as Transcript;
    expect(sent.map(({ text }) => text).slice(2)).toEqual(['Typed.', 'And at night?', 'No pain at night.']);
  });

  it('leaves the choice to the writer when somebody changed what was there', async () => {
    const { server } = await correct({ [`PUT ${path}`]: problem(412, 'stale') });
    const theirs = segments.map((segment) =>
      segment.position === 1 ? { ...segment, text: 'How is the knee?' } : segment,
    );
    server.set(`GET ${path}`, ok({ ...transcript, segments: theirs }, '"8"'));
    save();
    const differences = await screen.findByRole('region', { name: 'From what is saved to what you wrote' });
    expect(differences).toHaveTextContent('How is');
    expect(server.asked.filter(({ method }) => method === 'PUT')).toHaveLength(1);
    server.set(`PUT ${path}`, ok(transcript, '"9"'));
    fireEvent.click(screen.getByRole('button', { name: 'Save mine' }));
    await waitFor(() => expect(server.last('PUT', path)?.headers.get('If-Match')).toBe('"8"'));
  });

  it('loads what was recorded when the reader asks for it', async () => {
    const { server } = await openTranscript();
    await screen.findByText(/Stairs still hurt/);
    server.set(`GET ${path}`, ok({ ...transcript, segments: [...segments, ...recorded] }, '"8"'));
    fireEvent.click(screen.getByRole('button', { name: 'Load what was recorded' }));
    expect(await screen.findByText('No pain at night.')).toBeVisible();
    expect(await screen.findByText('2 segments more.')).toBeVisible();
  });

  it('does not say that nothing is new when it could not ask', async () => {
    const { server } = await openTranscript();
    await screen.findByText(/Stairs still hurt/);
    server.set(`GET ${path}`, problem(503, 'unavailable'));
    fireEvent.click(screen.getByRole('button', { name: 'Load what was recorded' }));
    expect(await screen.findByText(/server is busy/)).toBeVisible();
    expect(screen.queryByText('Nothing new was recorded.')).not.toBeInTheDocument();
    expect(screen.getByText(/Stairs still hurt/)).toBeVisible();
    server.set(`GET ${path}`, ok(transcript, '"5"'));
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByRole('alert')).not.toBeInTheDocument());
  });

  it('offers no such thing once the session is over', async () => {
    await openTranscript({ [`GET ${sessionAddress}`]: ok({ ...session, status: 'completed' }, '"1"') });
    await screen.findByText(/Stairs still hurt/);
    expect(screen.queryByRole('button', { name: 'Load what was recorded' })).not.toBeInTheDocument();
  });

  it('is kept while it is typed: on another page, and when it may not be changed any more', async () => {
    const { server, user } = await correct({ [`PUT ${path}`]: problem(503, 'unavailable') }, openInBrowser);
    await user.click(screen.getByRole('link', { name: 'Sessions' }));
    const question = await screen.findByRole('dialog', { name: 'Not everything is saved' });
    expect(question).toHaveTextContent('Transcript');
    await user.click(within(question).getByRole('button', { name: 'Leave this page' }));
    await user.click(await screen.findByRole('link', { name: 'Go back to it' }));
    fireEvent.click(await screen.findByRole('tab', { name: 'Transcript' }));
    expect(await screen.findByText(corrected)).toBeVisible();

    const locked = {
      ...transcript,
      allowed_actions: ['transcript.read'],
      refused: { 'transcript.update': notOwn },
    };
    server.set(`GET ${path}`, ok(locked, '"6"'));
    fireEvent.click(screen.getByRole('link', { name: 'Sessions' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Leave this page' }));
    await user.click(await screen.findByRole('link', { name: 'Go back to it' }));
    fireEvent.click(await screen.findByRole('tab', { name: 'Transcript' }));
    const kept = await screen.findByRole('textbox', { name: 'What you wrote: Transcript' });
    expect(kept).toHaveValue(`Patient: ${corrected}`);
  });
});

describe('a transcript that is saved after the login has ended', () => {
  const ended = { [`PUT ${path}`]: problem(401, 'not_signed_in') };

  it('leads to the sign-in, and is there for who comes back', async () => {
    const { server, user } = await correct(ended, openInBrowser);
    server.set('GET /api/v1/me', ok(clinic.nobody));
    save();
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
    server.set('POST /api/v1/auth/login', () => {
      server.set('GET /api/v1/me', ok(clinic.me));
      return ok({ user: clinic.user });
    });
    await user.type(screen.getByLabelText('E-mail address'), clinic.user.email);
    await user.type(screen.getByLabelText('Password'), 'a quiet harbour at dawn');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    fireEvent.click(await screen.findByRole('tab', { name: 'Transcript' }));
    expect(await screen.findByText(corrected)).toBeVisible();
  });

  it('shows the way to the sign-in', async () => {
    await correct(ended);
    save();
    const link = await screen.findByRole('link', { name: 'Sign in again' });
    expect(link).toHaveAttribute('href', `/sign-in?next=${encodeURIComponent(transcriptPage)}&again=true`);
  });
});

describe('a transcript of 5,000 segments', () => {
  const long = { [`GET ${path}`]: ok(longTranscript(5000), '"5"') };

  it('is drawn in parts', async () => {
    await openTranscript(long);
    const region = await screen.findByRole('region', { name: 'What was said' });
    expect(region.children).toHaveLength(200);
    expect(screen.getByText('1 to 200 of 5,000')).toBeVisible();
    fireEvent.click(screen.getByRole('button', { name: 'Last' }));
    expect(within(region).getByText('Sentence number 5000.')).toBeVisible();
    expect(region.children).toHaveLength(200);
    fireEvent.click(screen.getByRole('button', { name: 'Before' }));
    expect(screen.getByText('4,601 to 4,800 of 5,000')).toBeVisible();
  });

  it('can be searched', async () => {
    const { user } = await openTranscript(long);
    await user.type(await screen.findByRole('searchbox', { name: 'Find in the transcript' }), 'number 777');
    expect(await screen.findByText('1 to 1 of 1 found')).toBeVisible();
    expect(screen.getByText('Sentence number 777.')).toBeVisible();
  });

  it('is edited without a field for each segment, and saved whole', async () => {
    const { server, user } = await openTranscript({
      ...long,
      [`PUT ${path}`]: ok(longTranscript(5001), '"6"'),
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Edit' }));
    expect(screen.queryAllByRole('textbox')).toHaveLength(0);
    fireEvent.click(screen.getByRole('button', { name: 'Add a segment' }));
    const last = await screen.findByRole('group', { name: 'Segment 5001' });
    await user.type(within(last).getByRole('textbox', { name: 'What was said' }), 'Bye');
    save();
    await waitFor(() => expect(server.last('PUT', path)).toBeDefined());
    const { segments: sent } = server.last('PUT', path)?.body as Transcript;
    expect(sent).toHaveLength(5001);
    expect(sent.at(-1)).toMatchObject({ text: 'Bye' });
  });
});
