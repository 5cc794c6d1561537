import { Group, Stack, Text } from '@mantine/core';
import { Failure } from '@/components/ui/failure';
import { ListSkeleton } from '@/components/ui/list-skeleton';
import { Section } from '@/components/ui/section';
import { type NextInvoice, useNextInvoice } from '@/features/billing/api/invoices';
import { InvoiceLines } from '@/features/billing/components/invoice-lines';
import { owedWords } from '@/features/billing/components/money-words';
import { formatDate } from '@/lib/dates';

/** What the next invoice holds so far. */
export function NextInvoiceSection({ team }: { team: string }) {
  const next = useNextInvoice(team);
  return (
    <Section title="Next invoice" {...(next.data ? { intro: standing(next.data) } : {})}>
      {next.isPending && <ListSkeleton rows={2} label="Loading the next invoice" />}
      {next.isError && !next.data && <Failure error={next.error} onRetry={() => void next.refetch()} />}
      {next.data && next.data.lines.length + next.data.credits.length > 0 && (
        <Stack gap="md">
          <InvoiceLines lines={next.data.lines} credits={next.data.credits} currency={next.data.currency} />
          <Group justify="space-between">
            <Text fw={600}>Total</Text>
            <Text fw={600} className="tabular">
              {owedWords(next.data.total_minor, next.data.currency)}
            </Text>
          </Group>
        </Stack>
      )}
    </Section>
  );
}

function standing({ at, lines, total_minor: total }: NextInvoice): string {
  if (lines.length === 0) return 'Nothing has happened that an invoice would hold.';
  if (total > 0) return `It is made on ${formatDate(at)}, with what happens until then.`;
  if (total === 0) return 'Nothing is to be paid.';
  return 'Nothing is to be paid: a credit waits for the next charge, and no invoice is made before.';
}
