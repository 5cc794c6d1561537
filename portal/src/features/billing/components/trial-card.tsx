import { Group, Progress, Stack, Text } from '@mantine/core';
import { Section } from '@/components/ui/section';
import { ActionButton } from '@/components/ui/why-tooltip';
import { useTeamQuestion } from '@/features/auth/api/me';
import type { Billing } from '@/features/billing/api/billing';
import { StartTrial } from '@/features/billing/components/start-trial';
import { isAllowed } from '@/lib/allowed';
import { useNow } from '@/lib/clock';
import { formatDate, formatDaysLeft } from '@/lib/dates';

interface TrialCardProps {
  readonly team: string;
  readonly billing: Billing;
}

/** The trial: to be had, running, over, or not for this team. */
export function TrialCard({ team, billing }: TrialCardProps) {
  const { available, running, started_at: started, ends_at: ends } = billing.trial;
  const now = useNow();
  if (running && started && ends) {
    return <RunningTrial started={started} ends={ends} now={now} />;
  }
  return (
    <Section
      title="Trial"
      intro={standing(billing)}
      actions={available && <Start team={team} billing={billing} />}
    />
  );
}

/** The button, or who can press it. */
function Start({ team, billing }: TrialCardProps) {
  const question = useTeamQuestion(team, 'billing.start_trial');
  if (isAllowed(billing, 'billing.start_trial')) return <StartTrial team={team} />;
  return (
    <ActionButton allowed={false} question={question} onClick={() => {}}>
      Start the trial
    </ActionButton>
  );
}

function standing({ trial, plan_name: plan }: Billing): string {
  if (trial.ends_at) {
    return `The trial ended on ${formatDate(trial.ends_at)}. What it opened is remembered and has no effect until the plan includes it.`;
  }
  if (trial.available)
    return 'Session View and the team policies can be tried without cost, once for a team.';
  return `There is no trial to start: it has been used, or the plan ${plan ?? ''} has nothing left to try.`;
}

function RunningTrial({ started, ends, now }: { started: string; ends: string; now: number }) {
  const whole = Date.parse(ends) - Date.parse(started);
  const passed = now - Date.parse(started);
  return (
    <Section title="Trial">
      <Stack gap="xs">
        <Group justify="space-between">
          <Text fw={600}>{formatDaysLeft(ends, now)}</Text>
          <Text size="sm" c="dimmed">
            until {formatDate(ends)}
          </Text>
        </Group>
        <Progress
          value={Math.min(100, (100 * passed) / whole)}
          aria-label="Time of the trial that has passed"
        />
        <Text size="sm" c="dimmed">
          Seats that are added before the end cost nothing until then. When it ends nothing is deleted: what
          it opened is remembered and closes until the plan includes it.
        </Text>
      </Stack>
    </Section>
  );
}
