import { Button, Group, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useNow } from '@/lib/clock';
import { formatDateTime, localMinute } from '@/lib/dates';

interface AsOfProps {
  /** The instant that is shown; null: now. */
  readonly at: string | null;
  readonly since: string;
  readonly onChange: (at: string | null) => void;
}

/** Which moment is shown, with the way to another one and back to now. Times are those of the reader's zone. */
export function AsOf({ at, since, onChange }: AsOfProps) {
  return (
    <>
      {at && (
        <Group role="status" justify="space-between" align="center" gap="xs">
          <Title order={3}>As it was on {formatDateTime(at)}</Title>
          <Button variant="default" size="xs" onClick={() => onChange(null)}>
            Back to now
          </Button>
        </Group>
      )}
      <ChooseMoment since={since} onChoose={onChange} />
    </>
  );
}

/** The chosen minute as it begins; of the minute in which the session was made, the instant at which it was. */
function instantOf(moment: string, since: string): string {
  return new Date(Math.max(Date.parse(moment), Date.parse(since))).toISOString();
}

function ChooseMoment({ since, onChoose }: { since: string; onChoose: (at: string) => void }) {
  const now = useNow();
  const first = localMinute(Date.parse(since));
  const form = useForm({
    initialValues: { moment: '' },
    validate: {
      moment: (moment) => {
        if (moment === '') return 'Choose a day and a time.';
        if (Date.parse(moment) > now) return 'Choose a moment in the past.';
        return Date.parse(moment) < Date.parse(first)
          ? `The session was made on ${formatDateTime(since)}.`
          : null;
      },
    },
  });
  return (
    <form noValidate onSubmit={form.onSubmit(({ moment }) => onChoose(instantOf(moment, since)))}>
      <Group gap="xs" align="flex-start">
        <TextInput
          type="datetime-local"
          label="At a past moment"
          description={<InZone />}
          min={first}
          max={localMinute(now)}
          flex="1 1 200px"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('moment')}
        />
        <Button type="submit" variant="default" mt={{ base: 0, xs: 25 }}>
          Show
        </Button>
      </Group>
    </form>
  );
}

function InZone(): ReactNode {
  return (
    <Text span inherit>
      In your time zone, {Intl.DateTimeFormat().resolvedOptions().timeZone}.
    </Text>
  );
}
