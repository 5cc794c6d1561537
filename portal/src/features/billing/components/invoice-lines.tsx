import { Button, Collapse, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import type { CreditUse, InvoiceLine } from '@/features/billing/api/invoices';
import classes from '@/features/billing/components/invoice-lines.module.css';
import { eventWords, lineOwner } from '@/features/billing/components/ledger-words';
import { formatDateTime } from '@/lib/dates';
import { formatMoney, minorUnitSentence } from '@/lib/money';
import { count } from '@/lib/plural';

interface InvoiceLinesProps {
  readonly lines: readonly InvoiceLine[];
  readonly credits: readonly CreditUse[];
  readonly currency: string;
}

/** The lines of an invoice: what happened, the amount, and its computation on demand. */
export function InvoiceLines({ lines, credits, currency }: InvoiceLinesProps) {
  return (
    <ol className={classes['lines']} aria-label="Lines">
      {lines.map((line, place) => (
        <EventLine key={place} line={line} currency={currency} />
      ))}
      {credits.map((use, place) => (
        <CreditLine key={place} use={use} currency={currency} />
      ))}
    </ol>
  );
}

function EventLine({ line, currency }: { line: InvoiceLine; currency: string }) {
  const owner = lineOwner(line);
  const event = eventWords(line);
  return (
    <Line
      heading={owner ?? event}
      about={[owner && event, formatDateTime(line.at), `${count(line.quantity, 'seat')} from then on`]}
      amount={formatMoney(line.amount_minor, currency)}
    >
      <Text size="sm">{line.explanation}</Text>
      <Text size="sm" c="dimmed">
        {minorUnitSentence(currency)}
      </Text>
    </Line>
  );
}

/** A credit that is among the lines, and was used for another invoice. */
function CreditLine({ use, currency }: { use: CreditUse; currency: string }) {
  return (
    <Line
      heading={
        use.amount_minor > 0
          ? `Credit used for invoice ${use.number}`
          : `Credit given back by invoice ${use.number}`
      }
      about={[formatDateTime(use.at)]}
      amount={formatMoney(use.amount_minor, currency)}
    >
      <Text size="sm">{use.explanation}</Text>
    </Line>
  );
}

interface LineProps {
  readonly heading: string;
  readonly about: readonly (string | null)[];
  readonly amount: string;
  readonly children: ReactNode;
}

function Line({ heading, about, amount, children }: LineProps) {
  const [opened, setOpened] = useState(false);
  const explanation = useId();
  return (
    <li className={classes['line']}>
      <Group justify="space-between" align="baseline" wrap="nowrap" gap="md">
        <Text size="sm" fw={550} className={classes['words'] ?? ''}>
          {heading}
        </Text>
        <Text size="sm" fw={550} className="tabular" style={{ whiteSpace: 'nowrap' }}>
          {amount}
        </Text>
      </Group>
      <Text size="sm" c="dimmed">
        {about.filter(Boolean).join(' · ')}
      </Text>
      <Button
        variant="subtle"
        size="compact-sm"
        ml={-8}
        aria-label={`Explain this amount: ${heading}, ${amount}`}
        aria-expanded={opened}
        aria-controls={explanation}
        onClick={() => setOpened(!opened)}
      >
        Explain this amount
      </Button>
      <Collapse expanded={opened} id={explanation}>
        <Stack gap={4} className={classes['explanation'] ?? ''}>
          {children}
        </Stack>
      </Collapse>
    </li>
  );
}
