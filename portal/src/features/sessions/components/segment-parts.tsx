import { Button, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { IconSearch } from '@/components/ui/icons';
import type { TypedSegment } from '@/features/sessions/api/transcript';
import { matches } from '@/features/sessions/components/segment-words';

/** So many are drawn at once: an hour of talk has thousands. */
const partSize = 200;

export interface Numbered<T> {
  readonly segment: T;
  /** Its place in the whole transcript, from 1 on. */
  readonly place: number;
}

export interface Parts<T> {
  readonly shown: readonly Numbered<T>[];
  readonly words: string;
  readonly find: (words: string) => void;
  readonly total: number;
  readonly found: number;
  readonly part: number;
  readonly last: number;
  readonly go: (part: number) => void;
}

/** One part of a transcript at a time, of all of it or of what contains the words; `pinned` is always among them. */
export function useParts<T extends TypedSegment>(segments: readonly T[], pinned?: T): Parts<T> {
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState(0);
  const found = segments
    .map((segment, index) => ({ segment, place: index + 1 }))
    .filter(({ segment }) => segment === pinned || matches(segment, words));
  const last = Math.max(0, Math.ceil(found.length / partSize) - 1);
  const part = Math.min(asked, last);
  return {
    shown: found.slice(part * partSize, (part + 1) * partSize),
    words,
    find: (next) => {
      setWords(next);
      setAsked(0);
    },
    total: segments.length,
    found: found.length,
    part,
    last,
    go: setAsked,
  };
}

/** Words to find, where there is more than one part of them. */
export function FindSegments<T>({ parts }: { parts: Parts<T> }) {
  if (parts.total <= partSize) return null;
  return (
    <TextInput
      type="search"
      size="xs"
      aria-label="Find in the transcript"
      placeholder="Find in the transcript"
      leftSection={<IconSearch size={14} />}
      value={parts.words}
      onChange={(event) => parts.find(event.currentTarget.value)}
    />
  );
}

const number = (value: number) => new Intl.NumberFormat().format(value);

/** Which part is shown, and the way to the others. */
export function PartButtons<T>({ parts }: { parts: Parts<T> }) {
  const { part, last, found, total, go, words } = parts;
  if (total <= partSize) return null;
  const first = part * partSize + 1;
  const range =
    found === 0
      ? 'Nothing found'
      : `${number(first)} to ${number(Math.min(first + partSize - 1, found))} of ${number(found)}`;
  const quiet = { size: 'compact-xs', variant: 'default' } as const;
  return (
    <Group gap="xs" role="group" aria-label="Parts of the transcript">
      <Button {...quiet} disabled={part === 0} onClick={() => go(0)}>
        First
      </Button>
      <Button {...quiet} disabled={part === 0} onClick={() => go(part - 1)}>
        Before
      </Button>
      <Text size="sm" role="status" className="tabular">
        {range}
        {words.trim() !== '' && found > 0 && ' found'}
      </Text>
      <Button {...quiet} disabled={part === last} onClick={() => go(part + 1)}>
        Next
      </Button>
      <Button {...quiet} disabled={part === last} onClick={() => go(last)}>
        Last
      </Button>
    </Group>
  );
}
