import { Button, Group, Text } from '@mantine/core';
import { LoadMore } from '@/components/ui/load-more';
import { count } from '@/lib/plural';

interface ListFooterProps {
  readonly list: {
    readonly before: number;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
    readonly restart: () => void;
  };
  /** How many rows stand above. */
  readonly shown: number;
  /** What the rows are: one of them, and several where an s does not do. */
  readonly one: string;
  readonly several?: string;
  /** Stands where the number stood while it does not hold. */
  readonly instead?: string | undefined;
}

/** Below a long list: which part of it is shown, and what leads to the rest. */
export function ListFooter({ list, shown, one, several = `${one}s`, instead }: ListFooterProps) {
  const { before, hasNextPage } = list;
  const part = `${several} ${before + 1} to ${before + shown} shown`;
  const whole = `${count(shown, one, several)}${hasNextPage ? ' shown' : ''}`;
  // The button goes away with its press; the page, which has the rows again, takes the focus.
  const restart = () => {
    document.querySelector('h1')?.focus();
    list.restart();
  };
  return (
    <Group justify="space-between" mih={36}>
      <Text size="sm" c="dimmed" role="status">
        {instead ?? (before > 0 ? part.charAt(0).toUpperCase() + part.slice(1) : whole)}
      </Text>
      <Group gap="xs">
        {before > 0 && (
          <Button variant="subtle" onClick={restart}>
            Back to the first
          </Button>
        )}
        <LoadMore list={list} />
      </Group>
    </Group>
  );
}
