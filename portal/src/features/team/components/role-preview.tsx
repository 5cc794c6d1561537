import { Alert, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlert } from '@/components/ui/icons';
import { PriceLine } from '@/components/ui/price-line';
import { type Preview, useGrantSentences } from '@/features/team/api/roles';
import { count } from '@/lib/plural';
import classes from '@/features/team/components/role-preview.module.css';

function sessionSentence({ sessions }: Preview): string {
  const { readable_before, readable_after, clinicians } = sessions;
  const number = new Intl.NumberFormat();
  if (readable_before === readable_after) return 'Can read the same sessions as before.';
  const now = `Can read ${count(readable_after, 'session')} of ${count(clinicians, 'clinician')}`;
  return `${now}; ${number.format(readable_before)} before.`;
}

/** What a change of roles or of a share gives, takes and costs, before it is saved. */
export function RolePreview({ team, preview }: { team: string; preview: Preview | undefined }) {
  const sentences = useGrantSentences(team);
  if (!preview) return <Skeleton h={96} role="status" aria-label="Working out what changes" />;
  return (
    <Paper bg="var(--rc-canvas)" radius="md" p="md" component="section" aria-label="What changes">
      <Stack gap="sm">
        <Change title="Gains" mark="+" sentences={sentences(preview.gained)} />
        <Change title="Loses" mark="−" sentences={sentences(preview.lost)} />
        {preview.gained.length + preview.lost.length === 0 && <Text size="sm">No right changes.</Text>}
        <Text size="sm" c="dimmed">
          {sessionSentence(preview)}
        </Text>
        {preview.price && preview.price.amount_minor !== 0 && <PriceLine quote={preview.price} />}
        {preview.warnings.map((warning) => (
          <Alert key={warning} color="amber" variant="light" icon={<IconAlert />}>
            {warning}
          </Alert>
        ))}
      </Stack>
    </Paper>
  );
}

function Change({ title, mark, sentences }: { title: string; mark: string; sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={600}>
        {title} {count(sentences.length, 'permission')}
      </Text>
      <ul className={classes['changes']} tabIndex={0} aria-label={title}>
        {sentences.map((sentence) => (
          <li key={sentence}>
            <span aria-hidden="true" className={classes['mark']}>
              {mark}
            </span>
            {sentence}
          </li>
        ))}
      </ul>
    </div>
  );
}
