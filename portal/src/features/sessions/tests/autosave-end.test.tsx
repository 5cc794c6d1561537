import { render } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { DraftsProvider, useDrafts } from '@/features/drafts/components/drafts-provider';
import { Autosave } from '@/features/sessions/components/autosave';
import { NetworkFailure } from '@/lib/problem';

const place = { user: 'usr_1', team: 'tem_1', page: 'sessions/ses_1' } as const;

it('lets nothing be saved by itself once the portal is gone', async () => {
  vi.useFakeTimers();
  const save = vi.fn().mockRejectedValue(new NetworkFailure());
  function Page() {
    useDrafts()
      .of(place)
      .of('notes/nte_1', () => new Autosave({ title: 'Visit', body: '' }, '"1"', save))
      .write({ body: 'Kept' });
    return null;
  }
  const { unmount } = render(
    <DraftsProvider>
      <Page />
    </DraftsProvider>,
  );
  await vi.advanceTimersByTimeAsync(11_000);
  expect(save).toHaveBeenCalledTimes(2);
  unmount();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(save).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});
