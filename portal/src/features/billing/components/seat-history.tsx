import { Button, Collapse, Group, Stack, Table, Text } from '@mantine/core';
import { useId, useState } from 'react';
import { Failure } from '@/components/ui/failure';
import { ListSkeleton } from '@/components/ui/list-skeleton';
import { LoadMore } from '@/components/ui/load-more';
import { Section } from '@/components/ui/section';
import { type LedgerRow, useLedger } from '@/features/billing/api/invoices';
import { eventWords } from '@/features/billing/components/ledger-words';
import { SeatChart } from '@/features/billing/components/seat-chart';
import { seatSteps } from '@/features/billing/components/seat-steps';
import { useNow } from '@/lib/clock';
import { formatDateTime } from '@/lib/dates';
import { formatMoney } from '@/lib/money';

/** The seats used over time, as a chart and as the rows of the seat ledger behind it. */
export function SeatHistory({ team }: { team: string }) {
  const ledger = useLedger(team);
  const now = useNow();
  const [opened, setOpened] = useState(false);
  const table = useId();
  const rows = ledger.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Section title="Seats used over time">
      {ledger.isPending && <ListSkeleton rows={2} label="Loading the seats" />}
      {ledger.isError && <Failure error={ledger.error} onRetry={() => void ledger.refetch()} />}
      {ledger.data && rows.length === 0 && (
        <Text size="sm" c="dimmed">
          No seat has been used yet.
        </Text>
      )}
      {rows.length > 0 && (
        <Stack gap="md">
          <SeatChart steps={seatSteps(rows)} now={now} />
          <Group gap="xs">
            <Button
              variant="default"
              size="xs"
              aria-expanded={opened}
              aria-controls={table}
              onClick={() => setOpened(!opened)}
            >
              {opened ? 'Hide the table' : 'Show as a table'}
            </Button>
            <LoadMore list={ledger} size="xs">
              Load earlier changes
            </LoadMore>
          </Group>
          <Collapse expanded={opened} id={table}>
            {opened && <LedgerTable rows={rows} />}
          </Collapse>
        </Stack>
      )}
    </Section>
  );
}

function LedgerTable({ rows }: { rows: readonly LedgerRow[] }) {
  return (
    <Table verticalSpacing={8} horizontalSpacing={6} aria-label="Seats used over time">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>What happened</Table.Th>
          <Table.Th ta="end">Seats</Table.Th>
          <Table.Th ta="end">Amount</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row, place) => (
          <Table.Tr key={place}>
            <Table.Td>
              {eventWords(row)}
              <Text size="sm" c="dimmed">
                {formatDateTime(row.at)}
              </Text>
            </Table.Td>
            <Table.Td ta="end" className="tabular">
              {row.quantity}
            </Table.Td>
            <Table.Td ta="end" className="tabular" style={{ whiteSpace: 'nowrap' }}>
              {formatMoney(row.amount_minor, row.currency)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
