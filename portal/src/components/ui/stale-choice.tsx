import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Differences } from '@/components/ui/differences';
import { Failure } from '@/components/ui/failure';
import { IconAlert } from '@/components/ui/icons';

interface StaleChoiceProps {
  /** As somebody else has saved it; undefined while it is loaded. */
  readonly theirs: string | undefined;
  readonly mine: string;
  /** Why theirs could not be loaded. */
  readonly error: unknown;
  readonly onReload: () => void;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
}

/** Somebody else saved first: what is written stays, and the writer chooses with both in sight. */
export function StaleChoice(props: StaleChoiceProps) {
  const { theirs, mine, error, onReload, onKeepMine, onTakeTheirs } = props;
  const alert = useRef<HTMLDivElement>(null);
  // At the end of a long form it would come up out of sight.
  // It answers with a promise in newer browsers, which is no clean-up.
  useEffect(() => {
    alert.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <Alert
      ref={alert}
      style={{ scrollMarginBottom: 96 }}
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlert />}
      title="Somebody saved this meanwhile"
    >
      <Stack gap="sm" align="stretch">
        <Text size="sm">Your text is still here and not saved yet. Choose which one stays.</Text>
        <Failure error={error} onRetry={onReload} />
        {theirs !== undefined && (
          <>
            <Differences before={theirs} after={mine} label="From what is saved to what you wrote" />
            <Group gap="xs">
              <Button size="xs" onClick={onKeepMine}>
                Save mine
              </Button>
              <Button size="xs" variant="default" onClick={onTakeTheirs}>
                Take what is saved
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Alert>
  );
}
