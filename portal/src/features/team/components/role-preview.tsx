import { Paper, Skeleton, Stack, Text } from '@mantine/core';
import { PriceLine } from '@/components/ui/price-line';
import { type Preview, useGrantSentences } from '@/features/team/api/roles';
import { GrantChanges, PreviewWarnings } from '@/features/team/components/grant-changes';
import { isSameCount, sessionCount, sessionsOf } from '@/lib/plural';

function sessionSentence({ sessions }: Preview): string {
  const { readable_before, readable_after, clinicians } = sessions;
  if (isSameCount(readable_before, readable_after)) return 'Can read the same sessions as before.';
  const now = `Can read ${sessionsOf(readable_after, clinicians)}`;
  return `${now}; ${sessionCount(readable_before)} before.`;
}

/** Where neither list has a line: another role may give the same right, and not let Session View open by it. */
function unchangedSentence({ sessions }: Preview): string {
  return isSameCount(sessions.readable_before, sessions.readable_after)
    ? 'No right changes.'
    : 'The rights stay the same; what Session View opens changes.';
}

/** A seat costs the same with any role: the server names a price only where there is one. */
function Price({ quote }: { quote: Preview['price'] }) {
  if (quote && quote.amount_minor !== 0) return <PriceLine quote={quote} />;
  return (
    <Text size="sm" c="dimmed">
      The price of the seat stays as it is.
    </Text>
  );
}

/** What a change of roles gives, takes and costs, before it is saved. */
export function RolePreview({ team, preview }: { team: string; preview: Preview | undefined }) {
  const sentences = useGrantSentences(team);
  if (!preview) return <Skeleton h={96} role="status" aria-label="Working out what changes" />;
  return (
    <Paper bg="var(--rc-canvas)" radius="md" p="md" component="section" aria-label="What changes">
      <Stack gap="sm">
        <GrantChanges title="Gains" mark="+" sentences={sentences(preview.gained)} />
        <GrantChanges title="Loses" mark="−" sentences={sentences(preview.lost)} />
        {preview.gained.length + preview.lost.length === 0 && (
          <Text size="sm">{unchangedSentence(preview)}</Text>
        )}
        <Text size="sm" c="dimmed">
          {sessionSentence(preview)}
        </Text>
        <Price quote={preview.price} />
        <PreviewWarnings warnings={preview.warnings} />
      </Stack>
    </Paper>
  );
}
