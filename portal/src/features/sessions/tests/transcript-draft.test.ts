import { describe, expect, it } from 'vitest';
import type { Transcript, TranscriptServer, TypedSegment } from '@/features/sessions/api/transcript';
import { TranscriptDraft } from '@/features/sessions/components/transcript-draft';
import type { Versioned } from '@/lib/api-client';
import { ApiError, NetworkFailure } from '@/lib/problem';
import { transcript } from '@/testing/workspace';

function withSegments(segments: readonly TypedSegment[], etag: string): Versioned<Transcript> {
  const placed = segments.map((segment, index) => ({ ...segment, position: index + 1 }));
  return { value: { ...transcript, segments: placed }, etag };
}

const segment = (text: string): TypedSegment => ({ speaker: '', text, start_ms: null, end_ms: null });

/** Keeps what it is sent in one line, trimmed, as the real one does; answers only when it is told to. */
class SlowServer implements TranscriptServer {
  readonly sent: { segments: readonly TypedSegment[]; etag: string }[] = [];
  now = withSegments(transcript.segments, '"1"');
  answer = (): void => {};
  /** Keeps what is sent, and its answer is lost. */
  loseAnswer = (): void => {};
  /** What is sent does not even arrive. */
  loseRequest = (): void => {};

  readonly read = () => Promise.resolve(this.now);

  readonly write = (segments: readonly TypedSegment[], etag: string): Promise<Versioned<Transcript>> => {
    this.sent.push({ segments, etag });
    return new Promise((resolve, reject) => {
      this.answer = () => {
        if (etag !== this.now.etag) {
          reject(new ApiError({ type: 'about:blank', title: 'stale', status: 412, code: 'stale' }));
          return;
        }
        this.keep(segments);
        resolve(this.now);
      };
      this.loseAnswer = () => {
        this.keep(segments);
        this.loseRequest();
      };
      this.loseRequest = () => reject(new NetworkFailure());
    });
  };

  private keep(segments: readonly TypedSegment[]): void {
    const kept = segments.map((one) => ({
      ...one,
      text: one.text.replace('\n', ' ').replace('\u200e', '').trim(),
    }));
    this.now = withSegments(kept, `"${this.sent.length + 1}"`);
  }

  /** An engine adds a segment. */
  record(text: string): void {
    this.now = withSegments([...this.now.value.segments, segment(text)], `${this.now.etag.slice(0, -1)}+"`);
  }
}

function typing(segments: readonly TypedSegment[] = transcript.segments) {
  const server = new SlowServer();
  server.now = withSegments(segments, '"1"');
  return { server, draft: new TranscriptDraft(server.now, server) };
}

const texts = (draft: TranscriptDraft) => draft.typing().rows.map(({ text }) => text);

describe('a transcript that is typed while it is saved', () => {
  it('keeps a row that was added, and saves it on what was saved', async () => {
    const { server, draft } = typing();
    const saving = draft.save();
    draft.change(draft.add(), { text: 'Later' });
    expect(draft.typing().state).toBe('saving');
    server.answer();
    expect(await saving).toBe('saved_in_part');
    expect(texts(draft).at(-1)).toBe('Later');
    expect(draft.unsaved()).toMatchObject({ text: 'Clinician: Later', state: 'unsaved' });

    const again = draft.save();
    server.answer();
    expect(await again).toBe('saved');
    expect(server.sent.at(-1)).toMatchObject({ etag: '"2"', segments: [{}, {}, { text: 'Later' }] });
    expect(draft.unsaved()).toBeNull();
  });

  it('keeps a row that was changed and one that was removed', async () => {
    const { server, draft } = typing();
    const [first, second] = draft.typing().rows.map(({ key }) => key);
    const saving = draft.save();
    draft.change(first ?? 0, { text: 'Changed' });
    draft.remove(second ?? 0);
    server.answer();
    expect(await saving).toBe('saved_in_part');
    expect(texts(draft)).toEqual(['Changed']);
    expect(draft.unsaved()).toMatchObject({ text: 'Clinician: Changed' });
  });

  it('counts as saved what the server has kept in another form', async () => {
    const { server, draft } = typing();
    const [first] = draft.typing().rows.map(({ key }) => key);
    draft.change(first ?? 0, { text: 'Spaced   ' });
    const saving = draft.save();
    const added = draft.add();
    server.answer();
    await saving;
    expect(draft.unsaved()).toBeNull();
    draft.change(added, { text: 'Later' });
    server.now = { ...server.now, etag: '"9"' };
    const again = draft.save();
    server.answer();
    await Promise.resolve();
    await new Promise((resume) => setTimeout(resume));
    server.answer();
    expect(await again).toBe('saved');
  });
});

describe('a transcript whose save is not answered', () => {
  const said = transcript.segments.map(({ text }) => text);
  type Loss = 'loseAnswer' | 'loseRequest';

  async function saveWith(draft: TranscriptDraft, server: SlowServer, loss: Loss) {
    const saving = draft.save();
    server[loss]();
    expect(await saving).toBe('not_saved');
    expect(draft.typing().state).toBe('failed');
  }

  /** Saves again: the first request is based on what is over, unless nothing has changed. */
  async function saveAgain(draft: TranscriptDraft, server: SlowServer) {
    const saving = draft.save();
    server.answer();
    await new Promise((resume) => setTimeout(resume));
    server.answer();
    return saving;
  }

  const kept = (server: SlowServer) => server.now.value.segments.map(({ text }) => text);

  it('has no row twice that had arrived', async () => {
    const { server, draft } = typing();
    draft.change(draft.add(), { text: ' It\nhurts\u200e ' });
    await saveWith(draft, server, 'loseAnswer');
    expect(await saveAgain(draft, server)).toBe('saved');
    expect(texts(draft)).toEqual([...said, 'It hurts']);
    expect(kept(server)).toEqual([...said, 'It hurts']);
    expect(draft.typing().recorded).toEqual([]);
    expect(draft.unsaved()).toBeNull();
  });

  it('has no row twice where nothing stood before', async () => {
    const { server, draft } = typing([]);
    draft.change(draft.typing().rows[0]?.key ?? 0, { text: 'One' });
    draft.change(draft.add(), { text: 'Two' });
    draft.add();
    await saveWith(draft, server, 'loseAnswer');
    expect(await saveAgain(draft, server)).toBe('saved');
    expect(kept(server)).toEqual(['One', 'Two']);
  });

  it('takes a row that was changed for its own, not for that of somebody else', async () => {
    const { server, draft } = typing();
    const [first] = draft.typing().rows;
    draft.change(first?.key ?? 0, { text: 'Changed' });
    await saveWith(draft, server, 'loseAnswer');
    draft.change(first?.key ?? 0, { text: 'Changed again' });
    expect(draft.unsaved()).toMatchObject({ text: expect.stringContaining('Changed again') as string });
    expect(await saveAgain(draft, server)).toBe('saved');
    expect(kept(server)).toEqual(['Changed again', ...said.slice(1)]);
  });

  it('puts what was recorded after it arrived behind it', async () => {
    const { server, draft } = typing();
    draft.change(draft.add(), { text: 'Typed' });
    await saveWith(draft, server, 'loseAnswer');
    server.record('Recorded');
    draft.change(draft.add(), { text: 'Later' });
    expect(await saveAgain(draft, server)).toBe('saved');
    expect(kept(server)).toEqual([...said, 'Typed', 'Later', 'Recorded']);
    expect(draft.typing().recorded).toMatchObject([{ text: 'Recorded' }]);
  });

  it('has no row twice that had arrived, when what was recorded is loaded', async () => {
    const { server, draft } = typing();
    draft.change(draft.add(), { text: 'Typed' });
    await saveWith(draft, server, 'loseAnswer');
    await draft.loadRecorded();
    expect(texts(draft)).toEqual([...said, 'Typed']);
    expect(draft.unsaved()).toBeNull();
  });

  it('leaves out a row that was removed, where that had not arrived', async () => {
    const { server, draft } = typing();
    draft.remove(draft.typing().rows.at(-1)?.key ?? 0);
    await saveWith(draft, server, 'loseRequest');
    server.record('Recorded');
    expect(await saveAgain(draft, server)).toBe('saved');
    expect(kept(server)).toEqual([...said.slice(0, -1), 'Recorded']);
  });

  it('knows which of several had arrived', async () => {
    const { server, draft } = typing();
    draft.change(draft.add(), { text: 'First' });
    await saveWith(draft, server, 'loseRequest');
    draft.change(draft.add(), { text: 'Second' });
    await saveWith(draft, server, 'loseAnswer');
    draft.change(draft.add(), { text: 'Third' });
    await saveWith(draft, server, 'loseRequest');
    expect(await saveAgain(draft, server)).toBe('saved');
    expect(kept(server)).toEqual([...said, 'First', 'Second', 'Third']);
  });

  it('asks where somebody else has changed what had arrived', async () => {
    const { server, draft } = typing();
    draft.change(draft.add(), { text: 'Typed' });
    await saveWith(draft, server, 'loseAnswer');
    server.now = withSegments([segment('Theirs')], '"9"');
    expect(await saveAgain(draft, server)).toBe('not_saved');
    expect(draft.typing()).toMatchObject({ state: 'stale', theirs: { etag: '"9"' } });
  });
});
