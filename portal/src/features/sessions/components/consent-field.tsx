import { Checkbox, Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface ConsentFieldProps {
  /** What the team asks the patient; empty when it only wants the confirmation. */
  readonly text: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly error?: ReactNode;
}

/** The question of the team for the patient, and the confirmation that it was answered with yes. */
export function ConsentField({ text, checked, onChange, error }: ConsentFieldProps) {
  return (
    <Paper withBorder radius="md" p="md" bg="var(--rc-accent-soft)">
      {text !== '' && (
        <Text size="sm" mb="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {text}
        </Text>
      )}
      <Checkbox
        label="The patient has consented"
        description="Your name and the time are recorded with the session."
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
        error={error}
      />
    </Paper>
  );
}
