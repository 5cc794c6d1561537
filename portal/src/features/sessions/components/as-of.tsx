import { Button, Group, Radio, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type RefObject, useRef } from 'react';
import { useNow } from '@/lib/clock';
import { formatMoment, inReadersZone, instantsOf, isMinute, localMinute, zoneName } from '@/lib/dates';

interface AsOfProps {
  /** The instant that is shown; null: now. */
  readonly at: string | null;
  readonly since: string;
  readonly onChange: (at: string | null) => void;
}

/** Which moment is shown, with the way to another one and back to now. Times are those of the reader's zone. */
export function AsOf({ at, since, onChange }: AsOfProps) {
  const field = useRef<HTMLInputElement>(null);
  // The button goes away with its press; the field, from which the moment came, takes the focus.
  const backToNow = () => {
    field.current?.focus();
    onChange(null);
  };
  return (
    <>
      {at && (
        <Group role="status" justify="space-between" align="center" gap="xs">
          <Title order={3}>As it was on {formatMoment(at)}</Title>
          <Button variant="default" size="xs" onClick={backToNow}>
            Back to now
          </Button>
        </Group>
      )}
      <ChooseMoment since={since} field={field} onChoose={onChange} />
    </>
  );
}

interface Choice {
  readonly moment: string;
  /** Which of the two, where the clocks showed that moment twice. */
  readonly turn: string;
}

/** When the chosen minute began. One that the clocks were put forward over is taken for what they showed then. */
function beginOf({ moment, turn }: Choice): number {
  const [first = Date.parse(moment), second = first] = instantsOf(moment);
  return turn === 'second' ? second : first;
}

const minute = 60_000;

function whatIsWrong(choice: Choice, { since, now }: { since: string; now: number }): string | null {
  if (!isMinute(choice.moment)) return 'Choose a day and a time.';
  if (beginOf(choice) > now) return 'Choose a moment in the past.';
  return beginOf(choice) + minute <= Date.parse(since)
    ? `The session was made on ${formatMoment(since)}.`
    : null;
}

/** The chosen minute as it begins; of the minute in which the session was made, the instant at which it was. */
function instantOf(choice: Choice, since: string): string {
  return new Date(Math.max(beginOf(choice), Date.parse(since))).toISOString();
}

interface ChooseMomentProps {
  readonly since: string;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onChoose: (at: string) => void;
}

function ChooseMoment({ since, field, onChoose }: ChooseMomentProps) {
  const now = useNow();
  const form = useForm({
    initialValues: { moment: '', turn: 'first' },
    validate: { moment: (_, choice) => whatIsWrong(choice, { since, now }) },
  });
  return (
    <form noValidate onSubmit={form.onSubmit((choice) => onChoose(instantOf(choice, since)))}>
      <Group gap="xs" align="flex-start">
        <TextInput
          ref={field}
          type="datetime-local"
          label="At a past moment"
          description={inReadersZone()}
          min={localMinute(Date.parse(since))}
          max={localMinute(now)}
          flex="1 1 200px"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('moment')}
        />
        <Button type="submit" variant="default" mt={{ base: 0, xs: 25 }}>
          Show
        </Button>
      </Group>
      <WhichOfTwo instants={instantsOf(form.values.moment)} {...form.getInputProps('turn')} />
    </form>
  );
}

interface WhichOfTwoProps {
  /** When the clocks showed the chosen moment. */
  readonly instants: readonly number[];
  readonly value?: string;
  readonly onChange?: (turn: string) => void;
}

/** Asks which of two moments is meant in the hour over which the clocks were put back. */
function WhichOfTwo({ instants: [first, second], ...choice }: WhichOfTwoProps) {
  if (first === undefined || second === undefined) return null;
  return (
    <Radio.Group label="The clocks showed this time twice" mt="xs" {...choice}>
      <Group gap="lg" mt={4}>
        <Radio value="first" label={`First, ${zoneName(first)}`} />
        <Radio value="second" label={`Second, ${zoneName(second)}`} />
      </Group>
    </Radio.Group>
  );
}
