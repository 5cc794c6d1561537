import { Select, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Differences } from '@/components/ui/differences';
import { Failure } from '@/components/ui/failure';
import { type TextPlace, useVersion, useVersions, type VersionText } from '@/features/sessions/api/texts';
import { formatDateTime } from '@/lib/dates';

/** Every version with what it changed of the one before. */
export function VersionHistory({ place, id }: { place: TextPlace; id: string }) {
  const versions = useVersions(place, id);
  const [chosen, setChosen] = useState<string | null>(null);
  const newest = Math.max(0, ...(versions.data ?? []).map(({ version }) => version));
  const shown = chosen === null ? newest : Number(chosen);
  const after = useVersion(place, id, shown);
  const before = useVersion(place, id, shown - 1);
  if (versions.isPending) return <Skeleton h={200} role="status" aria-label="Loading the versions" />;
  const error = versions.error ?? after.error ?? before.error;
  if (error) return <Failure error={error} onRetry={() => void versions.refetch()} />;
  const isReady = after.data !== undefined && (shown <= 1 || before.data !== undefined);
  return (
    <Stack>
      <Select
        label="Version"
        data-autofocus
        allowDeselect={false}
        data={[...(versions.data ?? [])]
          .sort((one, other) => other.version - one.version)
          .map(({ version, author, saved_at }) => ({
            value: String(version),
            label: `${version}: ${author.name}, ${formatDateTime(saved_at)}`,
          }))}
        value={String(shown)}
        onChange={setChosen}
      />
      {isReady ? (
        <Changes before={before.data} after={after.data} />
      ) : (
        <Skeleton h={160} role="status" aria-label="Loading the version" />
      )}
    </Stack>
  );
}

function whole(text: VersionText | undefined): string {
  return text ? `${text.title}\n\n${text.body}` : '';
}

function Changes({ before, after }: { before: VersionText | undefined; after: VersionText }) {
  return (
    <Stack gap={6}>
      <Text size="sm" c="dimmed">
        {before ? `What changed since version ${before.version}` : 'The first version'}
      </Text>
      <Differences before={before ? whole(before) : whole(after)} after={whole(after)} label="What changed" />
    </Stack>
  );
}
