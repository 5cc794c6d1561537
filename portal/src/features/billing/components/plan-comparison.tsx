import { Group, Paper, SegmentedControl, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { IconCheck } from '@/components/ui/icons';
import { ListSkeleton } from '@/components/ui/list-skeleton';
import { Section } from '@/components/ui/section';
import { ActionButton } from '@/components/ui/why-tooltip';
import { useTeamQuestion } from '@/features/auth/api/me';
import type { Billing, Interval } from '@/features/billing/api/billing';
import { type Plan, priceOf, usePlans } from '@/features/billing/api/subscription';
import { ChangePlan } from '@/features/billing/components/change-plan';
import { featureWords } from '@/features/billing/components/feature-words';
import { isAllowed } from '@/lib/allowed';
import type { Versioned } from '@/lib/api-client';
import { formatDate } from '@/lib/dates';
import { formatMoney } from '@/lib/money';

interface PlanComparisonProps {
  readonly team: string;
  readonly billing: Versioned<Billing>;
  /** Reads the billing anew, after somebody else changed it. */
  readonly reload: () => void;
}

/** All plans side by side, each with what it opens and costs. */
export function PlanComparison({ team, billing, reload }: PlanComparisonProps) {
  const plans = usePlans(team);
  const [interval, setInterval] = useState<Interval>(billing.value.interval);
  const [chosen, setChosen] = useState<Plan | null>(null);
  const close = () => setChosen(null);
  return (
    <Section
      title="Plans"
      intro="Prices are for one seat. Choosing shows first what changes and what it costs."
      actions={<IntervalControl value={interval} onChange={setInterval} />}
    >
      {plans.isPending && <ListSkeleton rows={2} label="Loading the plans" />}
      {plans.isError && !plans.data && <Failure error={plans.error} onRetry={() => void plans.refetch()} />}
      {plans.data && (
        <SimpleGrid component="ul" className="reset-list" cols={{ base: 1, xs: 2, lg: 4 }} spacing="md">
          {plans.data.map((plan) => (
            <PlanCard
              key={plan.id}
              plan={plan}
              interval={interval}
              team={team}
              billing={billing.value}
              onChoose={() => setChosen(plan)}
            />
          ))}
        </SimpleGrid>
      )}
      <WayOut plans={plans.data ?? []} now={billing.value.plan} />
      <Dialog title={chosen ? `Change to ${chosen.name}` : ''} opened={chosen !== null} onClose={close}>
        {chosen && (
          <ChangePlan
            team={team}
            billing={billing}
            plan={chosen}
            interval={interval}
            reload={reload}
            onClose={close}
          />
        )}
      </Dialog>
    </Section>
  );
}

/** How the team stops paying. */
function WayOut({ plans, now }: { plans: readonly Plan[]; now: string }) {
  const free = plans.find((plan) => plan.free_of_charge);
  if (!free || free.id === now) return null;
  return (
    <Text size="sm" c="dimmed" mt="md">
      To cancel, choose {free.name}: what is paid runs to the end of the term, and nothing is deleted.
    </Text>
  );
}

function IntervalControl({ value, onChange }: { value: Interval; onChange: (interval: Interval) => void }) {
  return (
    <SegmentedControl
      aria-label="Paid by the"
      data={[
        { value: 'month', label: 'Month' },
        { value: 'year', label: 'Year' },
      ]}
      value={value}
      onChange={(chosen) => onChange(chosen === 'year' ? 'year' : 'month')}
    />
  );
}

interface PlanCardProps {
  readonly team: string;
  readonly plan: Plan;
  readonly interval: Interval;
  readonly billing: Billing;
  readonly onChoose: () => void;
}

function PlanCard({ team, plan, interval, billing, onChoose }: PlanCardProps) {
  const standing = standingOf(plan, interval, billing);
  const action = plan.chosen_by[interval];
  const question = useTeamQuestion(team, action);
  return (
    <Paper
      component="li"
      withBorder
      radius="md"
      p="md"
      bg={plan.id === billing.plan ? 'var(--rc-accent-soft)' : 'transparent'}
    >
      <Stack gap="sm" h="100%">
        <Title order={3}>{plan.name}</Title>
        <Price plan={plan} interval={interval} />
        <PlanContents features={plan.features} />
        {standing && (
          <Text size="sm" fw={550}>
            {standing}
          </Text>
        )}
        {!standing && (
          <ActionButton
            allowed={isAllowed(billing, action)}
            question={question}
            variant="default"
            fullWidth
            label={`Choose ${plan.name}, by the ${interval}`}
            onClick={onChoose}
          >
            Choose
          </ActionButton>
        )}
      </Stack>
    </Paper>
  );
}

/** In force or waiting already; null when it can be chosen. */
function standingOf(
  plan: Plan,
  interval: Interval,
  { plan: now, interval: paid, next }: Billing,
): string | null {
  if (plan.id === now && interval === paid)
    return next ? `In force until ${formatDate(next.from)}` : 'In force';
  if (next?.plan === plan.id && next.interval === interval) return `Chosen, from ${formatDate(next.from)}`;
  return null;
}

function Price({ plan, interval }: { plan: Plan; interval: Interval }) {
  const price = priceOf(plan, interval);
  if (price === 0) return <Text size="sm">Free of charge</Text>;
  return (
    <Text size="sm" className="tabular">
      <Text span fw={600} fz="lg">
        {formatMoney(price, plan.currency)}
      </Text>{' '}
      a {interval}
    </Text>
  );
}

function PlanContents({ features }: { features: readonly string[] }) {
  if (features.length === 0) {
    return (
      <Text size="sm" c="dimmed" flex={1}>
        The clinical workspace and the members, without the features of the other plans.
      </Text>
    );
  }
  return (
    <Stack component="ul" className="reset-list" gap={6} flex={1}>
      {features.map((feature) => (
        <Group component="li" key={feature} gap={6} wrap="nowrap" align="flex-start">
          <span style={{ flex: 'none', lineHeight: 1.3 }}>
            <IconCheck size={15} />
          </span>
          <Text size="sm">{featureWords[feature] ?? feature}</Text>
        </Group>
      ))}
    </Stack>
  );
}
