import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { Differences } from '@/components/ui/differences';
import { Failure } from '@/components/ui/failure';
import { IconAlert } from '@/components/ui/icons';
import { readText, type TextPlace } from '@/features/sessions/api/texts';
import type { Autosave } from '@/features/sessions/components/autosave';

interface StaleTextProps {
  readonly place: TextPlace;
  readonly id: string;
  readonly autosave: Autosave;
}

/** Somebody else saved first: what is written stays, and the writer chooses with both in sight. */
export function StaleText({ place, id, autosave }: StaleTextProps) {
  const { written } = useSyncExternalStore(autosave.subscribe, autosave.draft);
  const theirs = useQuery({
    queryKey: ['theirs', place, id],
    queryFn: () => readText(place, id),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlert />}
      title="Somebody saved this meanwhile"
    >
      <Stack gap="sm" align="stretch">
        <Text size="sm">Your text is still here and not saved yet. Choose which one stays.</Text>
        <Failure error={theirs.error} onRetry={() => void theirs.refetch()} />
        {theirs.data && (
          <>
            <Differences
              before={theirs.data.value.body}
              after={written.body}
              label="From what is saved to what you wrote"
            />
            <Group gap="xs">
              <Button size="xs" onClick={() => void autosave.saveOver(theirs.data.etag)}>
                Save mine
              </Button>
              <Button
                size="xs"
                variant="default"
                onClick={() => {
                  const { title, body } = theirs.data.value;
                  autosave.replace({ title, body }, theirs.data.etag);
                }}
              >
                Take what is saved
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Alert>
  );
}
