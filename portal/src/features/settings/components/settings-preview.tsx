import { Skeleton, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type Preview, type UpdateSettings, useSettingsPreview } from '@/features/settings/api/settings';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { isSameCount, sessionsOf } from '@/lib/plural';

interface SettingsPreviewProps {
  readonly change: UpdateSettings;
  readonly etag: string;
}

/** What the change would mean today: who gains, who loses, who is stopped. A change that is refused says so when it is saved. */
export function SettingsPreview({ change, etag }: SettingsPreviewProps) {
  const { team } = useCurrentTeam();
  const [asked] = useDebouncedValue(JSON.stringify(change), 300);
  const preview = useSettingsPreview(team.id, { change: JSON.parse(asked) as UpdateSettings, etag });
  if (preview.isPending)
    return <Skeleton h={18} w={260} role="status" aria-label="Working out what changes" />;
  const sentences = preview.data ? [...preview.data.warnings, ...readable(preview.data)] : [];
  if (sentences.length === 0) return <Text size="sm">There are unsaved changes.</Text>;
  return (
    <Stack gap={4} role="status" aria-label="What changes">
      {sentences.map((sentence) => (
        <Text key={sentence} size="sm">
          {sentence}
        </Text>
      ))}
    </Stack>
  );
}

/** How much Session View opens or closes, where that changes. */
function readable({ sessions }: Preview): string[] {
  const { readable_before: before, readable_after: after, clinicians } = sessions;
  if (isSameCount(before, after)) return [];
  if (after === 0) return ['Session View then opens no session any more.'];
  return [`Session View then opens ${sessionsOf(after, clinicians)}.`];
}
