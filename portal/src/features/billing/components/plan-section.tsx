import { Alert, Group, Table, Text } from '@mantine/core';
import { Failure } from '@/components/ui/failure';
import { IconClock } from '@/components/ui/icons';
import { Section } from '@/components/ui/section';
import { ActionButton } from '@/components/ui/why-tooltip';
import { useTeamQuestion } from '@/features/auth/api/me';
import type { Billing } from '@/features/billing/api/billing';
import { type Plan, useChangeSubscription, usePlans } from '@/features/billing/api/subscription';
import { intervalWords, owedWords } from '@/features/billing/components/money-words';
import { SeatLimit } from '@/features/billing/components/seat-limit';
import { isAllowed } from '@/lib/allowed';
import type { Versioned } from '@/lib/api-client';
import { formatDate } from '@/lib/dates';
import { count } from '@/lib/plural';
import { toast } from '@/lib/toast';

interface PlanSectionProps {
  readonly team: string;
  readonly billing: Versioned<Billing>;
}

/** What the team has now, what it owes, and what waits. */
export function PlanSection({ team, billing: { value: billing, etag } }: PlanSectionProps) {
  const limit =
    billing.seat_limit === null ? 'As many as wanted' : `At most ${count(billing.seat_limit, 'seat')}`;
  const rows = [
    ['Seats', count(billing.seats_used, 'seat')],
    ['Term', `${formatDate(billing.term.start)} to ${formatDate(billing.term.end)}`],
    ['Balance', owedWords(billing.balance_minor, billing.currency)],
    ['Seat limit', limit],
  ];
  return (
    <Section
      title={billing.plan_name ?? billing.plan}
      intro={billing.interval === 'year' ? 'Paid for a year' : 'Paid for a month'}
      actions={<SeatLimit team={team} billing={billing} />}
    >
      {billing.next && <Waiting team={team} billing={billing} next={billing.next} etag={etag} />}
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

interface WaitingProps {
  readonly team: string;
  readonly billing: Billing;
  readonly next: NonNullable<Billing['next']>;
  readonly etag: string;
}

function nameIn(plans: readonly Plan[] | undefined, id: string): string {
  return plans?.find((plan) => plan.id === id)?.name ?? id;
}

/** What was chosen and begins with the next term; choosing what is in force takes it back. */
function Waiting({ team, billing, next, etag }: WaitingProps) {
  const plans = usePlans(team);
  const change = useChangeSubscription(team);
  const question = useTeamQuestion(team, 'billing.upgrade');
  const { plan, interval } = billing;
  const takeBack = () =>
    change.mutate(
      { choice: { plan, interval }, etag },
      { onSuccess: () => toast(`${billing.plan_name ?? plan}, ${intervalWords[interval]}, goes on.`) },
    );
  return (
    <>
      <Alert
        variant="light"
        color="amber"
        icon={<IconClock />}
        role="note"
        aria-label="A change waits"
        mb="sm"
      >
        <Group justify="space-between" gap="sm">
          <Text size="sm" flex="1 1 200px">
            From {formatDate(next.from)}: {nameIn(plans.data, next.plan)}, {intervalWords[next.interval]}.
            Until then nothing changes.
          </Text>
          <ActionButton
            allowed={isAllowed(billing, 'billing.upgrade')}
            question={question}
            size="xs"
            variant="default"
            loading={change.isPending}
            onClick={takeBack}
          >
            Take back
          </ActionButton>
        </Group>
      </Alert>
      <Failure error={change.error} />
    </>
  );
}
