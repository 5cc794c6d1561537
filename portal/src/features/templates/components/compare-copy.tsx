import { Button, Group, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Differences } from '@/components/ui/differences';
import { Failure } from '@/components/ui/failure';
import { useTemplateVersion } from '@/features/templates/api/template-versions';
import { type Template, useTemplate, useUpdateTemplate } from '@/features/templates/api/templates';
import { wordsOf } from '@/features/templates/components/template-words';
import { useCurrentTeam } from '@/features/team/api/current-team';
import type { Versioned } from '@/lib/api-client';
import { count } from '@/lib/plural';
import { hasStatus } from '@/lib/problem';
import { toast } from '@/lib/toast';

interface CompareCopyProps {
  /** A personal copy that is behind. */
  readonly copy: Template;
  readonly onClose: () => void;
}

/** What the team has changed since the copy was made, and how the copy differs; the copy can take the team's text over. */
export function CompareCopy({ copy, onClose }: CompareCopyProps) {
  const { team } = useCurrentTeam();
  const origin = useTemplate(team.id, copy.copied_from?.template ?? null);
  if (origin.isError && !origin.data)
    return <Failure error={origin.error} onRetry={() => void origin.refetch()} />;
  if (!origin.data) return <Skeleton h={240} role="status" aria-label="Loading the template of the team" />;
  return (
    <Comparison copy={copy} origin={origin.data} reload={() => void origin.refetch()} onClose={onClose} />
  );
}

interface ComparisonProps extends CompareCopyProps {
  readonly origin: Versioned<Template>;
  readonly reload: () => void;
}

type Against = 'team' | 'mine';

function Comparison({ copy, origin, reload, onClose }: ComparisonProps) {
  const [against, setAgainst] = useState<Against>('team');
  return (
    <Stack>
      <Text size="sm">
        Your copy is {count(copy.copied_from?.behind ?? 0, 'version')} behind {origin.value.name}.
      </Text>
      <SegmentedControl
        aria-label="Compare"
        data={[
          { value: 'team', label: 'What the team changed' },
          { value: 'mine', label: 'From your text' },
        ]}
        value={against}
        onChange={(value) => setAgainst(value as Against)}
      />
      {against === 'team' ? (
        <SinceCopied copy={copy} origin={origin.value} />
      ) : (
        <Differences
          before={wordsOf(copy)}
          after={wordsOf(origin.value)}
          label="From your text to the team's"
        />
      )}
      <Update copy={copy} origin={origin} reload={reload} onClose={onClose} />
    </Stack>
  );
}

function SinceCopied({ copy, origin }: { copy: Template; origin: Template }) {
  const { team } = useCurrentTeam();
  const copied = useTemplateVersion(team.id, origin.id, copy.copied_from?.version ?? 0);
  if (copied.isError) return <Failure error={copied.error} onRetry={() => void copied.refetch()} />;
  if (!copied.data) return <Skeleton h={160} role="status" aria-label="Loading the version you copied" />;
  return <Differences before={wordsOf(copied.data)} after={wordsOf(origin)} label="What the team changed" />;
}

/** Both make a new version of the copy that is no longer behind; the text of before stays in its history. */
function Update({ copy, origin, reload, onClose }: ComparisonProps) {
  const { team } = useCurrentTeam();
  const update = useUpdateTemplate(team.id, origin.value.id);
  const keep = ({ name, body }: Template, done: string) =>
    update.mutate(
      { name, body, etag: origin.etag, of: 'copy' },
      {
        onSuccess: () => {
          toast(done);
          onClose();
        },
      },
    );
  const retry = hasStatus(update.error, 412) ? { onRetry: reload } : {};
  return (
    <>
      <Failure error={update.error} {...retry} />
      <Group justify="flex-end" gap="xs">
        <Button
          variant="default"
          disabled={update.isPending}
          onClick={() => keep(copy, 'Your text is kept and counts as up to date.')}
        >
          Keep my text
        </Button>
        <Button
          loading={update.isPending}
          onClick={() => keep(origin.value, "Your copy has the team's text now.")}
        >
          Take the team&apos;s text
        </Button>
      </Group>
    </>
  );
}
