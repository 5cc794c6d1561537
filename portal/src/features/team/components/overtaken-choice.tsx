import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlert } from '@/components/ui/icons';
import type { KeptChoice } from '@/features/team/components/kept-choice';

interface OvertakenChoiceProps {
  readonly choice: Pick<KeptChoice<unknown>, 'isOvertaken' | 'keepMine' | 'takeTheirs'>;
  /** What was saved meanwhile and what is chosen here, in words. */
  readonly theirs: string;
  readonly mine: string;
}

/** Somebody else saved first: both are in sight, and nothing is saved before the reader has chosen between them. */
export function OvertakenChoice({ choice, theirs, mine }: OvertakenChoiceProps) {
  if (!choice.isOvertaken) return null;
  return (
    <Alert
      role="alert"
      color="amber"
      variant="light"
      icon={<IconAlert />}
      title="Somebody changed this meanwhile"
    >
      <Stack gap="xs">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          Saved meanwhile: {theirs}
        </Text>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          Yours, not saved: {mine}
        </Text>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={choice.takeTheirs}>
            Take what was saved
          </Button>
          <Button size="xs" variant="default" onClick={choice.keepMine}>
            Keep mine
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
