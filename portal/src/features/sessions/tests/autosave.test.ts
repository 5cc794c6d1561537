import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Autosave } from '@/features/sessions/components/autosave';
import { Drafts } from '@/features/drafts/components/drafts';
import { ApiError, NetworkFailure } from '@/lib/problem';

const first = { title: 'Visit', body: '' };
const place = { user: 'usr_1', team: 'tem_1', page: 'sessions/ses_1' } as const;

describe('what is written', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is sent again by itself while there is no connection', async () => {
    const save = vi.fn().mockRejectedValueOnce(new NetworkFailure()).mockResolvedValue('"2"');
    const draft = new Autosave(first, '"1"', save);
    draft.write({ body: 'Kept' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(draft.draft().state).toBe('failed');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(draft.draft().state).toBe('saved');
    expect(save).toHaveBeenLastCalledWith({ title: 'Visit', body: 'Kept' }, '"1"', expect.any(AbortSignal));
    expect(draft.etag).toBe('"2"');
  });

  it.each([502, 503, 504])('is sent again by itself after a %i', async (status) => {
    const busy = new ApiError({ type: 'about:blank', title: 'busy', status, code: 'unavailable' });
    const save = vi.fn().mockRejectedValueOnce(busy).mockResolvedValue('"2"');
    const draft = new Autosave(first, '"1"', save);
    draft.write({ body: 'Kept' });
    await vi.advanceTimersByTimeAsync(11_000);
    expect(draft.draft().state).toBe('saved');
  });

  it('is given up and sent again when no answer comes', async () => {
    const hanging = (_: unknown, _etag: string, signal: AbortSignal) =>
      new Promise<string>((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    const save = vi.fn().mockImplementationOnce(hanging).mockResolvedValue('"2"');
    const draft = new Autosave(first, '"1"', save);
    draft.write({ body: 'Kept' });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(draft.draft().state).toBe('saving');
    await vi.advanceTimersByTimeAsync(1000);
    expect(draft.draft()).toMatchObject({ state: 'failed', error: expect.any(NetworkFailure) as object });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(draft.draft().state).toBe('saved');
  });

  it('is not sent again once it was given up while it was on its way', async () => {
    const answers = [() => Promise.reject(new NetworkFailure()), () => Promise.resolve('"2"')];
    for (const answer of answers) {
      let settle = () => {};
      const save = vi.fn(() => new Promise<void>((resolve) => (settle = resolve)).then(answer));
      const draft = new Autosave(first, '"1"', save);
      draft.write({ body: 'Given' });
      await vi.advanceTimersByTimeAsync(1000);
      draft.write({ body: 'Given up' });
      draft.stop();
      settle();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(save).toHaveBeenCalledTimes(1);
    }
  });

  it('is saved when somebody writes on', async () => {
    const save = vi.fn().mockResolvedValue('"2"');
    const draft = new Autosave(first, '"1"', save);
    draft.stop();
    draft.write({ body: 'Kept' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(draft.draft().state).toBe('saved');
  });

  it('is saved before an earlier text takes its place, which asks for a version of its own', async () => {
    const save = vi.fn().mockResolvedValueOnce('"2"').mockResolvedValueOnce('"3"').mockResolvedValue('"4"');
    const draft = new Autosave(first, '"1"', save);
    draft.write({ body: 'Typed' });
    await draft.restore({ title: 'Visit', body: 'Earlier' });
    draft.write({ body: 'Earlier and on' });
    await draft.saveNow();
    expect(save.mock.calls).toEqual([
      [{ title: 'Visit', body: 'Typed' }, '"1"', expect.any(AbortSignal)],
      [{ title: 'Visit', body: 'Earlier', new_version: true }, '"2"', expect.any(AbortSignal)],
      [{ title: 'Visit', body: 'Earlier and on' }, '"3"', expect.any(AbortSignal)],
    ]);
  });

  it('stays while it cannot be saved, whatever is to be restored', async () => {
    const save = vi.fn().mockRejectedValue(new NetworkFailure());
    const draft = new Autosave(first, '"1"', save);
    draft.write({ body: 'Typed' });
    await draft.restore({ title: 'Visit', body: 'Earlier' });
    expect(draft.draft()).toMatchObject({ written: { body: 'Typed' }, state: 'failed' });
    draft.stop();
  });

  it('asks for a version of its own until it is saved over what somebody else left', async () => {
    const save = vi.fn().mockRejectedValueOnce(new NetworkFailure()).mockResolvedValue('"8"');
    const draft = new Autosave(first, '"1"', save);
    draft.write({ body: 'Mine' });
    await draft.saveOver('"7"');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(draft.draft().state).toBe('saved');
    const mine = { title: 'Visit', body: 'Mine', new_version: true };
    expect(save).toHaveBeenLastCalledWith(mine, '"7"', expect.any(AbortSignal));
  });

  it('stays in memory only until it is saved, once its page is gone', async () => {
    const session = new Drafts().of(place);
    const save = vi.fn().mockRejectedValueOnce(new NetworkFailure()).mockResolvedValue('"2"');
    session.open();
    session.of('notes/nte_1', () => new Autosave(first, '"1"', save)).write({ body: 'Kept' });
    session.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(session.unsaved()).toHaveLength(1);
    session.open();
    await vi.advanceTimersByTimeAsync(0);
    session.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(session.find('notes/nte_1')).toBeUndefined();
  });
});
