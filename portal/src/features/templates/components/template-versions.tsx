import { Button, Group, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Differences } from '@/components/ui/differences';
import { Failure } from '@/components/ui/failure';
import {
  type TemplateVersion,
  type TemplateVersionText,
  useRestoreTemplate,
  useTemplateVersion,
  useTemplateVersions,
} from '@/features/templates/api/template-versions';
import { LoadMore } from '@/components/ui/load-more';
import { type Template, useTemplate } from '@/features/templates/api/templates';
import { isChangeable, wordsOf } from '@/features/templates/components/template-words';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { formatDateTime } from '@/lib/dates';
import { useIdempotencyKey } from '@/lib/idempotency';
import { hasStatus } from '@/lib/problem';
import { toast } from '@/lib/toast';

/** Every version with what it changed of the one before, and the way back to it. */
export function TemplateVersions({ template }: { template: Template }) {
  const { team } = useCurrentTeam();
  const versions = useTemplateVersions(team.id, template.id);
  const [chosen, setChosen] = useState<string | null>(null);
  const all = versions.data?.pages.flatMap((page) => page.items) ?? [];
  const newest = all[0]?.version ?? 0;
  const shown = chosen === null ? newest : Number(chosen);
  const after = useTemplateVersion(team.id, template.id, shown);
  const before = useTemplateVersion(team.id, template.id, shown - 1);
  const failed = [after, before].filter(({ isError }) => isError);
  if (versions.isError && !versions.data)
    return <Failure error={versions.error} onRetry={() => void versions.refetch()} />;
  if (versions.isPending) return <Skeleton h={200} role="status" aria-label="Loading the versions" />;
  return (
    <Stack>
      <Select
        label="Version"
        data-autofocus
        allowDeselect={false}
        data={all.map(choice)}
        value={String(shown)}
        onChange={setChosen}
      />
      <LoadMore list={versions} size="xs">
        Older versions
      </LoadMore>
      <Failure error={versions.error} onRetry={() => void versions.refetch()} />
      {failed.length > 0 ? (
        <Failure error={failed[0]?.error} onRetry={() => failed.forEach(({ refetch }) => void refetch())} />
      ) : after.data && (shown <= 1 || before.data) ? (
        <Changes before={before.data} after={after.data} />
      ) : (
        <Skeleton h={160} role="status" aria-label="Loading the version" />
      )}
      {shown > 0 && shown < newest && isChangeable(template) && (
        <Restore key={shown} template={template.id} version={shown} onDone={() => setChosen(null)} />
      )}
    </Stack>
  );
}

function choice({ version, author, created_at: at }: TemplateVersion) {
  return { value: String(version), label: `${version}: ${author.name}, ${formatDateTime(at)}` };
}

interface ChangesProps {
  readonly before: TemplateVersionText | undefined;
  readonly after: TemplateVersionText;
}

function Changes({ before, after }: ChangesProps) {
  return (
    <Stack gap={6}>
      <Text size="sm" c="dimmed">
        {before ? `What changed since version ${before.version}` : 'The first version'}
      </Text>
      <Differences before={wordsOf(before ?? after)} after={wordsOf(after)} label="What changed" />
    </Stack>
  );
}

interface RestoreProps {
  readonly template: string;
  readonly version: number;
  readonly onDone: () => void;
}

function Restore({ template, version, onDone }: RestoreProps) {
  const { team } = useCurrentTeam();
  const fresh = useTemplate(team.id, template);
  const restore = useRestoreTemplate(team.id, template);
  const key = useIdempotencyKey();
  const act = () =>
    fresh.data &&
    restore.mutate(
      { version, etag: fresh.data.etag, key: key.keyFor({ version, etag: fresh.data.etag }) },
      {
        onSuccess: () => {
          key.done();
          toast(`Version ${version} is the newest again.`);
          onDone();
        },
      },
    );
  const retry = hasStatus(restore.error, 412) ? { onRetry: () => void fresh.refetch() } : {};
  return (
    <>
      <Failure error={restore.error} {...retry} />
      <Group justify="flex-end">
        <Button onClick={act} loading={restore.isPending} disabled={!fresh.data}>
          Restore version {version}
        </Button>
      </Group>
    </>
  );
}
