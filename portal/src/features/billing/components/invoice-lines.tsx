import { Button, Collapse, Group, Stack, Text } from '@mantine/core';
import { useId, useState } from 'react';
import type { InvoiceLine } from '@/features/billing/api/invoices';
import classes from '@/features/billing/components/invoice-lines.module.css';
import { eventWords, lineOwner } from '@/features/billing/components/ledger-words';
import { formatDateTime } from '@/lib/dates';
import { formatMoney, minorUnitSentence } from '@/lib/money';
import { count } from '@/lib/plural';

interface InvoiceLinesProps {
  readonly lines: readonly InvoiceLine[];
  readonly currency: string;
}

/** The lines of an invoice: what happened, the amount, and its computation on demand. */
export function InvoiceLines({ lines, currency }: InvoiceLinesProps) {
  return (
    <ol className={classes['lines']} aria-label="Lines">
      {lines.map((line, place) => (
        <Line key={place} line={line} currency={currency} />
      ))}
    </ol>
  );
}

function Line({ line, currency }: { line: InvoiceLine; currency: string }) {
  const [opened, setOpened] = useState(false);
  const explanation = useId();
  const owner = lineOwner(line);
  const event = eventWords(line);
  const amount = formatMoney(line.amount_minor, currency);
  return (
    <li className={classes['line']}>
      <Group justify="space-between" align="baseline" wrap="nowrap" gap="md">
        <Text size="sm" fw={550} className={classes['words'] ?? ''}>
          {owner ?? event}
        </Text>
        <Text size="sm" fw={550} className="tabular" style={{ whiteSpace: 'nowrap' }}>
          {amount}
        </Text>
      </Group>
      <Text size="sm" c="dimmed">
        {[owner && event, formatDateTime(line.at), `${count(line.quantity, 'seat')} from then on`]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      <Button
        variant="subtle"
        size="compact-sm"
        ml={-8}
        aria-label={`Explain this amount: ${owner ?? event}, ${amount}`}
        aria-expanded={opened}
        aria-controls={explanation}
        onClick={() => setOpened(!opened)}
      >
        Explain this amount
      </Button>
      <Collapse expanded={opened} id={explanation}>
        <Stack gap={4} className={classes['explanation'] ?? ''}>
          <Text size="sm">{line.explanation}</Text>
          <Text size="sm" c="dimmed">
            {minorUnitSentence(currency)}
          </Text>
        </Stack>
      </Collapse>
    </li>
  );
}
