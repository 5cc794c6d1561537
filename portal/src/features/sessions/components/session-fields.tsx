import { Group, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { Session } from '@/features/sessions/api/session-types';
import { inReadersZone, isMinute, lastDay, lastMinute, localMinute } from '@/lib/dates';

export interface SessionValues {
  patient: { name: string; date_of_birth: string; identifier: string };
  context: string;
  /** Local time as `datetime-local` fields have it. */
  started_at: string;
}

export function emptyValues(now: number): SessionValues {
  return {
    patient: { name: '', date_of_birth: '', identifier: '' },
    context: '',
    started_at: localMinute(now),
  };
}

export function valuesOf(session: Session): SessionValues {
  return {
    patient: { ...session.patient },
    context: session.context,
    started_at: localMinute(Date.parse(session.started_at)),
  };
}

export function bodyOf<T extends SessionValues>(values: T) {
  return { ...values, started_at: new Date(values.started_at).toISOString() };
}

export const sessionRules = {
  patient: {
    name: (name: string) => (name.trim() === '' ? 'Enter the name of the patient.' : null),
  },
  started_at: (time: string) => (isMinute(time) ? null : 'Enter when the session begins.'),
};

/** Who the patient is, why, and when. Every form with these values can show them. */
export function SessionFields<T extends SessionValues>({ form }: { form: UseFormReturnType<T> }) {
  return (
    <>
      <TextInput
        label="Patient"
        autoComplete="off"
        data-autofocus
        required
        {...form.getInputProps('patient.name')}
      />
      <Group gap="md" align="flex-start" grow preventGrowOverflow={false} wrap="wrap">
        <TextInput
          type="date"
          label="Date of birth (optional)"
          max={lastDay}
          miw={180}
          {...form.getInputProps('patient.date_of_birth')}
        />
        <TextInput
          label="Identifier (optional)"
          autoComplete="off"
          miw={180}
          {...form.getInputProps('patient.identifier')}
        />
      </Group>
      <Textarea
        label="Context (optional)"
        description="What should be known before the session, for example the reason for the visit."
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('context')}
      />
      <TextInput
        type="datetime-local"
        label="Begins"
        description={inReadersZone()}
        max={lastMinute}
        required
        {...form.getInputProps('started_at')}
      />
    </>
  );
}
