import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';

/**
 * Says that something was done, and offers to take it back where that is one more change of the same kind. Failures are shown where
 * they happened instead.
 */
export function toast(message: string, undo?: () => void): void {
  const id = notifications.show({
    message: undo ? <Undoable message={message} onUndo={() => takeBack(undo)} /> : message,
    withBorder: true,
    autoClose: undo ? 10_000 : 5000,
    closeButtonProps: { 'aria-label': 'Close' },
  });
  const takeBack = (act: () => void) => {
    notifications.hide(id);
    act();
  };
}

/** Says what happened while nobody was looking: it stays until it is closed. */
export function toastThatStays(message: string): void {
  notifications.show({
    message,
    withBorder: true,
    autoClose: false,
    closeButtonProps: { 'aria-label': 'Close' },
  });
}

function Undoable({ message, onUndo }: { message: string; onUndo: () => void }) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">{message}</Text>
      <Button variant="subtle" size="compact-sm" flex="none" onClick={onUndo}>
        Undo
      </Button>
    </Group>
  );
}
