import { Group, Stack, Table, Text } from '@mantine/core';
import { Failure } from '@/components/ui/failure';
import { ListSkeleton } from '@/components/ui/list-skeleton';
import { Page } from '@/components/ui/page';
import { Section } from '@/components/ui/section';
import { TextLink } from '@/components/ui/text-link';
import { type InvoiceWithLines, useInvoice } from '@/features/billing/api/invoices';
import { InvoiceFiles } from '@/features/billing/components/invoice-files';
import { InvoiceLines } from '@/features/billing/components/invoice-lines';
import { InvoiceStatus } from '@/features/billing/components/invoice-status';
import { formatDate } from '@/lib/dates';
import { formatMoney } from '@/lib/money';

/** One invoice with its lines; the mails about it lead here. */
export function InvoicePage({ team, invoice: id }: { team: string; invoice: string }) {
  const invoice = useInvoice(team, id);
  const found = invoice.data;
  return (
    <Page
      key={found?.id}
      title={found ? `Invoice ${found.number}` : 'Invoice'}
      width="reading"
      intro={
        <TextLink to="/teams/$team/billing" params={{ team }}>
          All of billing
        </TextLink>
      }
      actions={found && <InvoiceFiles team={team} invoice={found} />}
    >
      {invoice.isPending && <ListSkeleton rows={4} label="Loading the invoice" />}
      {invoice.isError && !found && <Failure error={invoice.error} onRetry={() => void invoice.refetch()} />}
      {found && <Opened invoice={found} />}
    </Page>
  );
}

/** What credits have taken off since the issue, and what they leave. */
function creditRows({
  credited_minor: credited,
  open_minor: open,
  paid_at: paid,
  currency,
}: InvoiceWithLines) {
  if (credited === 0) return [];
  const credit = ['Credit since then', formatMoney(-credited, currency)];
  return paid ? [credit] : [credit, ['To be paid', formatMoney(open, currency)]];
}

function Opened({ invoice }: { invoice: InvoiceWithLines }) {
  const total = formatMoney(invoice.total_minor, invoice.currency);
  const rows = [
    ['Issued', formatDate(invoice.issued_at)],
    ['Due', formatDate(invoice.due_at)],
    ['Total', total],
    ...creditRows(invoice),
  ];
  return (
    <Stack gap="lg">
      <Section title="Summary" intro={<InvoiceStatus invoice={invoice} />}>
        <Table variant="vertical" withRowBorders={false} verticalSpacing={6} aria-label="Summary">
          <Table.Tbody>
            {rows.map(([label, value]) => (
              <Table.Tr key={label}>
                <Table.Th fw={400} w="30%" pl={0} bg="transparent">
                  {label}
                </Table.Th>
                <Table.Td className="tabular">{value}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Section>
      <Section title="Lines" intro="Each stands for one event, with the computation of its amount.">
        <Stack gap="md">
          <InvoiceLines lines={invoice.lines} credits={invoice.credits} currency={invoice.currency} />
          <Group justify="space-between">
            <Text fw={600}>Total</Text>
            <Text fw={600} className="tabular">
              {total}
            </Text>
          </Group>
        </Stack>
      </Section>
    </Stack>
  );
}
