import { Button, FileInput, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog, DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { IconUpload } from '@/components/ui/icons';
import { PriceLine } from '@/components/ui/price-line';
import { PriceFailure } from '@/features/billing/components/price-failure';
import { useAddMembers, useVerdicts } from '@/features/team/api/add-members';
import { useCurrentTeam } from '@/features/team/api/current-team';
import type { BatchResult } from '@/features/team/api/members';
import { VerdictTable } from '@/features/team/components/verdict-table';
import { useIdempotencyKey } from '@/lib/idempotency';
import { count } from '@/lib/plural';
import { hasCode } from '@/lib/problem';

interface ImportDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Members from a CSV file: every row gets its verdict first, then the good ones go. */
export function ImportDialog({ opened, onClose }: ImportDialogProps) {
  return (
    <Dialog title="Import members" opened={opened} onClose={onClose} size="xl">
      <ImportForm onClose={onClose} />
    </Dialog>
  );
}

function summary({ created, rejected }: BatchResult): string {
  if (rejected === 0) return `${count(created, 'row')} can be added.`;
  return `${count(created, 'row')} can be added, ${count(rejected, 'row')} cannot and will be left out.`;
}

function ImportForm({ onClose }: { onClose: () => void }) {
  const { team } = useCurrentTeam();
  const [csv, setCsv] = useState<string | null>(null);
  const verdicts = useVerdicts(team.id, csv);
  const add = useAddMembers(team.id);
  const key = useIdempotencyKey();
  if (add.data) return <Imported result={add.data} onClose={onClose} />;
  const good = verdicts.data?.created ?? 0;
  const price = verdicts.data?.price ?? undefined;
  const save = () =>
    csv !== null &&
    add.mutate(
      { rows: csv, quote: price?.id, headers: key.keyFor([csv, price?.id]) },
      { onError: (error) => hasCode(error, 'quote_stale') && void verdicts.refetch() },
    );
  return (
    <DialogForm
      onSubmit={save}
      onCancel={onClose}
      submit={good > 0 ? `Add ${count(good, 'member')}` : 'Add members'}
      busy={add.isPending}
      disabled={good === 0 || verdicts.isFetching}
      summary={price && <PriceLine quote={price} />}
    >
      <FileInput
        label="CSV file"
        description="First line email,roles,title,name; several roles separated by semicolons. At most 1,000 rows."
        placeholder="Choose a file"
        accept=".csv,text/csv"
        clearButtonProps={{ 'aria-label': 'Take the file out' }}
        leftSection={<IconUpload />}
        clearable
        onChange={(file) => void (file ? file.text().then(setCsv) : setCsv(null))}
      />
      <Failure error={verdicts.error} onRetry={() => void verdicts.refetch()} />
      {verdicts.data && (
        <>
          <Text size="sm" role="status">
            {summary(verdicts.data)}
          </Text>
          <VerdictTable results={verdicts.data.results} />
        </>
      )}
      <PriceFailure error={add.error} />
    </DialogForm>
  );
}

function Imported({ result, onClose }: { result: BatchResult; onClose: () => void }) {
  return (
    <Stack>
      <Text role="status">
        {count(result.created, 'person', 'people')} invited
        {result.rejected > 0 ? `, ${count(result.rejected, 'row')} left out` : ''}.
      </Text>
      {result.rejected > 0 && (
        <VerdictTable results={result.results.filter((row) => row.status === 'rejected')} />
      )}
      <Group justify="flex-end">
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  );
}
