import { Button, Group, List, Stack, Text } from '@mantine/core';
import { type ShouldBlockFn, useBlocker } from '@tanstack/react-router';
import { useCallback, useSyncExternalStore } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { type PageDrafts, withPatience } from '@/features/drafts/components/drafts';
import { describe } from '@/lib/problem';

/** Saves before another page opens, and asks first when that did not work. */
export function LeaveGuard({ drafts }: { drafts: PageDrafts }) {
  const shouldBlockFn: ShouldBlockFn = useCallback(
    async ({ current, next }) => {
      if (current.pathname === next.pathname || drafts.unsaved().length === 0) return false;
      await withPatience(drafts.saveNow());
      return drafts.unsaved().length > 0;
    },
    [drafts],
  );
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn,
    enableBeforeUnload: false,
    withResolver: true,
  });
  return (
    <Dialog title="Not everything is saved" opened={status === 'blocked'} onClose={() => reset?.()}>
      <Question drafts={drafts} onStay={() => reset?.()} onLeave={() => proceed?.()} />
    </Dialog>
  );
}

interface QuestionProps {
  readonly drafts: PageDrafts;
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

function Question({ drafts, onStay, onLeave }: QuestionProps) {
  useSyncExternalStore(drafts.subscribe, drafts.version);
  return (
    <Stack gap="lg">
      <List size="sm">
        {drafts.unsaved().map(({ key, title, error }) => (
          <List.Item key={key}>
            {title || 'Untitled'}
            {error ? `: ${describe(error)}` : ''}
          </List.Item>
        ))}
      </List>
      <Text size="sm">
        What you wrote stays in this tab until it is saved, and is lost when the tab is closed.
      </Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onLeave}>
          Leave this page
        </Button>
        <Button data-autofocus onClick={onStay}>
          Stay here
        </Button>
      </Group>
    </Stack>
  );
}
