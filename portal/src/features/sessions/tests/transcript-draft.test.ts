import { describe, expect, it } from 'vitest';
import type { Transcript, TranscriptServer, TypedSegment } from '@/features/sessions/api/transcript';
import { TranscriptDraft } from '@/features/sessions/components/transcript-draft';
import type { Versioned } from '@/lib/api-client';
import { ApiError } from '@/lib/problem';
import { transcript } from '@/testing/workspace';

function withSegments(segments: readonly TypedSegment[], etag: string): Versioned<Transcript> {
  const placed = segments.map((segment, index) => ({ ...segment, position: index + 1 }));
  return { value: { ...transcript, segments: placed }, etag };
}

/** Keeps what it is sent, trimmed as the real one does; answers only when it is told to. */
class SlowServer implements TranscriptServer {
  readonly sent: { segments: readonly TypedSegment[]; etag: string }[] = [];
  now = withSegments(transcript.segments, '"1"');
  answer = (): void => {};

  readonly read = () => Promise.resolve(this.now);

  readonly write = (segments: readonly TypedSegment[], etag: string): Promise<Versioned<Transcript>> => {
    this.sent.push({ segments, etag });
    return new Promise((resolve, reject) => {
      this.answer = () => {
        if (etag !== this.now.etag) {
          reject(new ApiError({ type: 'about:blank', title: 'stale', status: 412, code: 'stale' }));
          return;
        }
        const kept = segments.map((segment) => ({ ...segment, text: segment.text.trim() }));
        this.now = withSegments(kept, `"${this.sent.length + 1}"`);
        resolve(this.now);
      };
    });
  };
}

function typing() {
  const server = new SlowServer();
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
