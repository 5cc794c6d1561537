import { Button, type ButtonProps, List, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog, DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { useStartTrial, useTrialPreview } from '@/features/billing/api/billing';
import { formatDate } from '@/lib/dates';
import { toast } from '@/lib/toast';

/** Starts the trial after saying what it opens, what it costs and how it ends. For who is allowed to. */
export function StartTrial({ team, ...button }: { team: string } & ButtonProps) {
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <>
      <Button {...button} onClick={() => setOpened(true)}>
        Start the trial
      </Button>
      <Dialog title="Start the trial" opened={opened} onClose={close}>
        <TrialForm team={team} onClose={close} />
      </Dialog>
    </>
  );
}

function TrialForm({ team, onClose }: { team: string; onClose: () => void }) {
  const start = useStartTrial(team);
  const preview = useTrialPreview(team);
  const confirm = () =>
    start.mutate(undefined, {
      onSuccess: ({ trial }) => {
        toast(
          trial.ends_at ? `The trial runs until ${formatDate(trial.ends_at)}.` : 'The trial has started.',
        );
        onClose();
      },
    });
  return (
    <DialogForm onSubmit={confirm} onCancel={onClose} submit="Start the trial" busy={start.isPending}>
      <Stack gap="xs">
        <Text size="sm">
          The trial opens Session View and the team policies: two-factor sign-in for everybody, the consent
          prompt, the footer of documents and retention.
        </Text>
        <List size="sm" spacing={4}>
          <List.Item>It costs nothing, and it ends by itself.</List.Item>
          <List.Item>A team can have it once.</List.Item>
          <List.Item>
            When it ends nothing is deleted: the settings are remembered and have no effect until a plan
            includes them.
          </List.Item>
          {preview.data?.warnings.map((warning) => (
            <List.Item key={warning}>{warning}</List.Item>
          ))}
        </List>
      </Stack>
      <Failure error={start.error ?? preview.error} />
    </DialogForm>
  );
}
