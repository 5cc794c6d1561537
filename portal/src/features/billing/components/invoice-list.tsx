import { Group, Stack, Text } from '@mantine/core';
import { Failure } from '@/components/ui/failure';
import { ListSkeleton } from '@/components/ui/list-skeleton';
import { LoadMore } from '@/components/ui/load-more';
import { Section } from '@/components/ui/section';
import { TextLink } from '@/components/ui/text-link';
import { type Invoice, useInvoices } from '@/features/billing/api/invoices';
import { InvoiceFiles } from '@/features/billing/components/invoice-files';
import classes from '@/features/billing/components/invoice-list.module.css';
import { InvoiceStatus } from '@/features/billing/components/invoice-status';
import { formatShortDate } from '@/lib/dates';
import { formatMoney } from '@/lib/money';

/** All invoices of the team, newest first. */
export function InvoiceList({ team }: { team: string }) {
  const invoices = useInvoices(team);
  const found = invoices.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Section title="Invoices">
      {invoices.isPending && <ListSkeleton rows={2} label="Loading the invoices" />}
      {invoices.isError && <Failure error={invoices.error} onRetry={() => void invoices.refetch()} />}
      {invoices.data && found.length === 0 && (
        <Text size="sm" c="dimmed">
          There is no invoice yet.
        </Text>
      )}
      {found.length > 0 && (
        <Stack gap="sm">
          <ul className={classes['list']} aria-label="Invoices">
            {found.map((invoice) => (
              <Row key={invoice.id} team={team} invoice={invoice} />
            ))}
          </ul>
          <LoadMore list={invoices} mx="auto">
            Load older invoices
          </LoadMore>
        </Stack>
      )}
    </Section>
  );
}

function Row({ team, invoice }: { team: string; invoice: Invoice }) {
  return (
    <li className={classes['row']}>
      <div className={classes['words']}>
        <TextLink to="/teams/$team/billing/invoices/$invoice" params={{ team, invoice: invoice.id }}>
          Invoice {invoice.number}
        </TextLink>
        <Text size="sm" c="dimmed">
          {formatShortDate(invoice.issued_at)}
        </Text>
      </div>
      <div className={classes['status']}>
        <InvoiceStatus invoice={invoice} />
      </div>
      <div className={classes['amount']}>
        <Text fw={550} className="tabular">
          {formatMoney(invoice.total_minor, invoice.currency)}
        </Text>
        {invoice.credited_minor > 0 && invoice.open_minor > 0 && (
          <Text size="sm" c="dimmed" className="tabular">
            {formatMoney(invoice.open_minor, invoice.currency)} open
          </Text>
        )}
      </div>
      <Group gap={4} className={classes['files'] ?? ''}>
        <InvoiceFiles team={team} invoice={invoice} size="compact-sm" />
      </Group>
    </li>
  );
}
