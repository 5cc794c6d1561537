import { Stack } from '@mantine/core';
import { Failure } from '@/components/ui/failure';
import { usePageDrafts } from '@/features/drafts/components/drafts-provider';
import { KeptTexts } from '@/features/drafts/components/kept-text';

interface OutOfReachProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** Instead of a dialog about a member who cannot be loaded: what was chosen there can be taken along before it is closed. */
export function OutOfReach({ error, onRetry }: OutOfReachProps) {
  const drafts = usePageDrafts('members');
  return (
    <Stack>
      <Failure error={error} onRetry={onRetry} />
      <KeptTexts drafts={drafts} />
    </Stack>
  );
}
