import { Group, Skeleton, Text } from '@mantine/core';
import type { components } from '@/lib/api-types';
import { formatDate } from '@/lib/dates';
import { formatMoney } from '@/lib/money';
import { count } from '@/lib/plural';

type Quote = components['schemas']['Quote'];

/** "A$542.13 for the rest of the term, until 1 March 2027". */
export function priceSentence(quote: Quote): string {
  const money = formatMoney(Math.abs(quote.amount_minor), quote.currency);
  const until = formatDate(quote.term.end);
  if (quote.amount_minor < 0) return `${money} credited for the rest of the term, until ${until}`;
  return `${money} for the rest of the term, until ${until}`;
}

/** The price of seats before they are bought. */
export function PriceLine({ quote }: { quote: Quote | undefined }) {
  if (!quote) return <Skeleton h={44} role="status" aria-label="Loading the price" />;
  return (
    <Group
      gap="md"
      px="md"
      py={10}
      wrap="nowrap"
      justify="space-between"
      bg="var(--rc-accent-soft)"
      bdrs="md"
      role="status"
    >
      <div>
        <Text size="sm" className="tabular">
          {priceSentence(quote)}
        </Text>
        {quote.note && (
          <Text size="xs" c="dimmed">
            {quote.note}
          </Text>
        )}
      </div>
      <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
        {count(quote.seats, 'seat')}
      </Text>
    </Group>
  );
}
