import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconAlert } from '@/components/ui/icons';

/** Somebody else saved first: what was saved and what is chosen here, for each thing that both of them changed. */
export function Overtaken({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Alert role="alert" color="amber" variant="light" icon={<IconAlert />} title={title}>
      <Stack gap="md">{children}</Stack>
    </Alert>
  );
}

interface EitherOneProps {
  /** What it is about, where there may be several. */
  readonly name?: string;
  readonly theirs: ReactNode;
  readonly mine: ReactNode;
  readonly onTakeTheirs: () => void;
  readonly onKeepMine: () => void;
}

/** Both values in words; nothing is saved before the reader has chosen one of them. */
export function EitherOne({ name, theirs, mine, onTakeTheirs, onKeepMine }: EitherOneProps) {
  return (
    <Stack gap={6} {...(name === undefined ? {} : { role: 'group', 'aria-label': name })}>
      {name !== undefined && (
        <Text size="sm" fw={600}>
          {name}
        </Text>
      )}
      <Value title="Saved meanwhile">{theirs}</Value>
      <Value title="Yours, not saved">{mine}</Value>
      <Group gap="xs">
        <Choice label="Take what was saved" of={name} onClick={onTakeTheirs} />
        <Choice label="Keep mine" of={name} onClick={onKeepMine} />
      </Group>
    </Stack>
  );
}

function Value({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Text size="sm" component="div" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
      {title}: {children}
    </Text>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly of: string | undefined;
  readonly onClick: () => void;
}

function Choice({ label, of, onClick }: ChoiceProps) {
  return (
    <Button
      size="xs"
      variant="default"
      aria-label={of === undefined ? label : `${label}: ${of}`}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}
