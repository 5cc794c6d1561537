import { Box, Center, Loader, Stack } from '@mantine/core';
import { Failure } from '@/components/ui/failure';
import { Wordmark } from '@/components/ui/wordmark';

export function FullLoading() {
  return (
    <Center mih="100vh" role="status" aria-label="Loading">
      <Loader size="sm" type="dots" />
    </Center>
  );
}

export function FullFailure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <Box component="main" px="md" py={80}>
      <Stack maw={440} mx="auto">
        <Wordmark />
        <Failure error={error} onRetry={onRetry} />
      </Stack>
    </Box>
  );
}
