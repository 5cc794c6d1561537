import { Button, Group, List, Stack, Text } from '@mantine/core';
import { type ShouldBlockFn, useBlocker } from '@tanstack/react-router';
import { useCallback } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { type Drafts, type UnsavedPart, withPatience } from '@/features/drafts/components/drafts';
import { useChangingDrafts, useDrafts } from '@/features/drafts/components/drafts-provider';
import { listed } from '@/lib/plural';
import { describe } from '@/lib/problem';

/** Saves before another page opens, and asks first when something is left that is not saved. */
export function LeaveGuard() {
  const drafts = useDrafts();
  const shouldBlockFn: ShouldBlockFn = useCallback(
    async ({ current, next }) => {
      if (current.pathname === next.pathname || !isAtStake(drafts)) return false;
      await withPatience(Promise.all(drafts.open().map((page) => page.saveNow())));
      return isAtStake(drafts);
    },
    [drafts],
  );
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn,
    enableBeforeUnload: false,
    withResolver: true,
  });
  if (status !== 'blocked') return null;
  return (
    <Dialog title="Not everything is saved" opened onClose={reset}>
      <Question onStay={reset} onLeave={proceed} />
    </Dialog>
  );
}

function isAtStake(drafts: Drafts): boolean {
  return unsavedIn(drafts).length > 0 || drafts.losable().length > 0;
}

/** What is not saved on the pages that are open. */
function unsavedIn(drafts: Drafts): readonly UnsavedPart[] {
  return drafts.open().flatMap((page) => page.unsaved());
}

interface QuestionProps {
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

function Question({ onStay, onLeave }: QuestionProps) {
  const drafts = useChangingDrafts();
  return (
    <Stack gap="lg">
      <Kept parts={unsavedIn(drafts)} />
      <Lost dialogs={drafts.losable()} />
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

function Kept({ parts }: { parts: readonly UnsavedPart[] }) {
  if (parts.length === 0) return null;
  return (
    <>
      <List size="sm">
        {parts.map(({ key, title, error }) => (
          <List.Item key={key}>
            {title || 'Untitled'}
            {error ? `: ${describe(error)}` : ''}
          </List.Item>
        ))}
      </List>
      <Text size="sm">
        What you wrote stays in this tab until it is saved, and is lost when the tab is closed.
      </Text>
    </>
  );
}

function Lost({ dialogs }: { dialogs: readonly string[] }) {
  if (dialogs.length === 0) return null;
  return <Text size="sm">What you typed under “{listed(dialogs)}” is lost when you leave.</Text>;
}
