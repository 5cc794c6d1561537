import { Alert, List, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { IconAlert } from '@/components/ui/icons';
import type { Billing, Interval } from '@/features/billing/api/billing';
import {
  type Plan,
  type SubscriptionPreview,
  useChangeSubscription,
  useSubscriptionPreview,
} from '@/features/billing/api/subscription';
import { featureWords } from '@/features/billing/components/feature-words';
import { intervalWords } from '@/features/billing/components/money-words';
import type { Versioned } from '@/lib/api-client';
import { formatDate } from '@/lib/dates';
import { formatMoney } from '@/lib/money';
import { count, isSameCount, sessionCount, sessionsOf } from '@/lib/plural';
import { hasStatus } from '@/lib/problem';
import { toast } from '@/lib/toast';

interface ChangePlanProps {
  readonly team: string;
  readonly billing: Versioned<Billing>;
  readonly plan: Plan;
  readonly interval: Interval;
  readonly reload: () => void;
  readonly onClose: () => void;
}

/** Shows what another plan or interval would mean, and saves it once that is confirmed. */
export function ChangePlan({
  team,
  billing: { value: billing, etag },
  plan,
  interval,
  reload,
  onClose,
}: ChangePlanProps) {
  const choice = { plan: plan.id, interval };
  const preview = useSubscriptionPreview(team, choice, etag);
  const change = useChangeSubscription(team);
  const save = () =>
    change.mutate(
      { choice, etag },
      {
        onSuccess: ({ next }) => {
          const chosen = `${plan.name}, ${intervalWords[interval]}`;
          toast(next ? `From ${formatDate(next.from)}: ${chosen}.` : `In force: ${chosen}.`);
          onClose();
        },
      },
    );
  const failure = change.error ?? preview.error;
  const again = () => {
    change.reset();
    if (hasStatus(failure, 412)) reload();
    else void preview.refetch();
  };
  return (
    <DialogForm
      onSubmit={save}
      onCancel={onClose}
      submit={`Change to ${plan.name}`}
      busy={change.isPending}
      disabled={!preview.data || preview.isError}
    >
      <Text size="sm">
        {plan.name}, {intervalWords[interval]}, instead of {billing.plan_name ?? billing.plan},{' '}
        {intervalWords[billing.interval]}.
      </Text>
      <Stack gap="sm" aria-live="polite">
        {!preview.data && !preview.isError && (
          <Skeleton h={140} role="status" aria-label="Working out what changes" />
        )}
        {preview.data && !preview.isError && <Preview preview={preview.data} />}
        <Failure error={failure} {...(failure ? { onRetry: again } : {})} />
      </Stack>
    </DialogForm>
  );
}

function Preview({ preview }: { preview: SubscriptionPreview }) {
  return (
    <Stack gap="sm" component="section" aria-label="What changes">
      <Paper bg="var(--rc-accent-soft)" radius="md" px="md" py={10}>
        <Text size="sm" fw={550} className="tabular">
          {priceNow(preview)}
        </Text>
        <Text size="sm" c="dimmed" className="tabular">
          {laterPrice(preview)}
        </Text>
      </Paper>
      <List size="sm" spacing={4}>
        <List.Item>{beginning(preview)}</List.Item>
        <Features title="Opens" features={preview.features.gained} />
        <Features title="Closes" features={preview.features.lost} />
        <Sessions sessions={preview.sessions} />
      </List>
      {preview.warnings.length > 0 && (
        <Alert color="amber" variant="light" icon={<IconAlert />}>
          <Stack gap={4}>
            {preview.warnings.map((warning) => (
              <Text size="sm" key={warning}>
                {warning}
              </Text>
            ))}
          </Stack>
        </Alert>
      )}
    </Stack>
  );
}

function priceNow({ price }: SubscriptionPreview): string {
  const { amount_minor: amount, currency, seats, term } = price;
  if (amount === 0) return 'Nothing is charged now.';
  const money = formatMoney(Math.abs(amount), currency);
  const rest = `for ${count(seats, 'seat')} until ${formatDate(term.end)}`;
  return amount > 0 ? `${money} now, ${rest}.` : `${money} credited now, ${rest}.`;
}

function laterPrice({ price, next_term_minor: next }: SubscriptionPreview): string {
  const money = formatMoney(next, price.currency);
  return `${money} for the term from ${formatDate(price.term.end)}, with the seats of today.`;
}

function beginning({ from, price }: SubscriptionPreview): string {
  if (Date.parse(from) <= Date.parse(price.at)) return 'In force at once.';
  return `In force from ${formatDate(from)}; until then nothing changes, and it can be taken back.`;
}

function Features({ title, features }: { title: string; features: readonly string[] }) {
  return features.map((id) => (
    <List.Item key={id}>
      {title} {featureWords[id] ?? id}
    </List.Item>
  ));
}

function Sessions({ sessions }: Pick<SubscriptionPreview, 'sessions'>) {
  const { readable_before: before, readable_after: after, clinicians } = sessions;
  if (isSameCount(before, after)) return null;
  if (after === 0)
    return <List.Item>Session View opens no session then; {sessionCount(before)} now</List.Item>;
  return (
    <List.Item>
      Session View opens {sessionsOf(after, clinicians)}; {sessionCount(before)} now
    </List.Item>
  );
}
