import { Button, Group, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Differences } from '@/components/ui/differences';
import { Failure } from '@/components/ui/failure';
import {
  type TextPlace,
  useVersion,
  useVersions,
  type VersionText,
  type Written,
} from '@/features/sessions/api/texts';
import { wholeOf } from '@/features/sessions/components/text-words';
import { formatDateTime } from '@/lib/dates';

interface VersionHistoryProps {
  readonly place: TextPlace;
  readonly id: string;
  /** Writes an old version anew; null where the text may not be changed. */
  readonly onRestore: ((written: Written) => void) | null;
}

/** Every version with what it changed of the one before, and the way back to it. */
export function VersionHistory({ place, id, onRestore }: VersionHistoryProps) {
  const versions = useVersions(place, id);
  const [chosen, setChosen] = useState<string | null>(null);
  const newest = Math.max(0, ...(versions.data ?? []).map(({ version }) => version));
  const shown = chosen === null ? newest : Number(chosen);
  const listed = (wanted: number) => versions.data?.find(({ version }) => version === wanted);
  const after = useVersion(place, id, listed(shown));
  const before = useVersion(place, id, listed(shown - 1));
  if (versions.isPending) return <Skeleton h={200} role="status" aria-label="Loading the versions" />;
  if (!versions.data) return <Failure error={versions.error} onRetry={() => void versions.refetch()} />;
  const failed = [versions, after, before].filter(({ isError }) => isError);
  const isReady = after.data !== undefined && (shown <= 1 || before.data !== undefined);
  return (
    <Stack>
      <Select
        label="Version"
        data-autofocus
        allowDeselect={false}
        data={[...versions.data]
          .sort((one, other) => other.version - one.version)
          .map(({ version, author, saved_at }) => ({
            value: String(version),
            label: `${version}: ${author.name}, ${formatDateTime(saved_at)}`,
          }))}
        value={String(shown)}
        onChange={setChosen}
      />
      <Failure error={failed[0]?.error} onRetry={() => failed.forEach((query) => void query.refetch())} />
      {isReady && <Changes before={before.data} after={after.data} />}
      {!isReady && failed.length === 0 && <Skeleton h={160} role="status" aria-label="Loading the version" />}
      {onRestore && after.data && shown < newest && <Restore version={after.data} onRestore={onRestore} />}
    </Stack>
  );
}

interface RestoreProps {
  readonly version: VersionText;
  readonly onRestore: (written: Written) => void;
}

function Restore({ version: { version, title, body }, onRestore }: RestoreProps) {
  return (
    <Group justify="flex-end">
      <Button onClick={() => onRestore({ title, body })}>Restore version {version}</Button>
    </Group>
  );
}

function Changes({ before, after }: { before: VersionText | undefined; after: VersionText }) {
  return (
    <Stack gap={6}>
      <Text size="sm" c="dimmed">
        {before ? `What changed since version ${before.version}` : 'The first version'}
      </Text>
      <Differences before={wholeOf(before ?? after)} after={wholeOf(after)} label="What changed" />
    </Stack>
  );
}
