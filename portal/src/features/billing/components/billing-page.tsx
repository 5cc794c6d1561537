import { Group, Stack, Table, Text } from '@mantine/core';
import { Failure } from '@/components/ui/failure';
import { IconCheck } from '@/components/ui/icons';
import { ListSkeleton } from '@/components/ui/list-skeleton';
import { Page } from '@/components/ui/page';
import { LockedReason } from '@/components/ui/refusal';
import { Section } from '@/components/ui/section';
import { type Billing, useBilling } from '@/features/billing/api/billing';
import { featureWords } from '@/features/billing/components/feature-words';
import { TrialCard } from '@/features/billing/components/trial-card';
import { formatDate } from '@/lib/dates';
import { formatMoney } from '@/lib/money';
import { count } from '@/lib/plural';

/** Plan, seats, trial, and what the plan includes. */
export function BillingPage({ team }: { team: string }) {
  const billing = useBilling(team);
  return (
    <Page title="Billing" width="reading">
      {billing.isPending && <ListSkeleton rows={3} label="Loading the billing" />}
      {billing.isError && !billing.data && (
        <Failure error={billing.error} onRetry={() => void billing.refetch()} />
      )}
      {billing.data && (
        <Stack gap="lg">
          <Plan billing={billing.data} />
          <TrialCard team={team} billing={billing.data} />
          <Features features={billing.data.features} />
        </Stack>
      )}
    </Page>
  );
}

function balanceSentence({ balance_minor: balance, currency }: Billing): string {
  const money = formatMoney(Math.abs(balance), currency);
  if (balance === 0) return 'Nothing is owed';
  return balance > 0 ? `${money} owed` : `${money} credit`;
}

/** What was chosen and waits for the end of the term. */
function waitingSentence({ plan, interval, from }: NonNullable<Billing['next']>): string {
  return `${plan}, paid by the ${interval}, from ${formatDate(from)}`;
}

function Plan({ billing }: { billing: Billing }) {
  const rows = [
    ['Seats', count(billing.seats_used, 'seat')],
    ['Term', `${formatDate(billing.term.start)} to ${formatDate(billing.term.end)}`],
    ['Balance', balanceSentence(billing)],
    ...(billing.next ? [['Then', waitingSentence(billing.next)]] : []),
  ];
  return (
    <Section
      title={billing.plan_name ?? billing.plan}
      intro={billing.interval === 'year' ? 'Paid for a year' : 'Paid for a month'}
    >
      <Table variant="vertical" withRowBorders={false} verticalSpacing={6} aria-label="Plan">
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
  );
}

function Features({ features }: { features: Billing['features'] }) {
  return (
    <Section title="What the plan includes">
      <Stack component="ul" gap="sm" className="reset-list">
        {Object.entries(features).map(([id, { enabled, why }]) => (
          <li key={id}>
            <Group gap="xs">
              {enabled && <IconCheck size={16} />}
              <Text size="sm" fw={550}>
                {featureWords[id] ?? id}
              </Text>
            </Group>
            {why && <LockedReason why={why} />}
          </li>
        ))}
      </Stack>
    </Section>
  );
}
