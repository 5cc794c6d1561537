import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Failure } from '@/components/ui/failure';
import { useDeclineInvitation } from '@/features/auth/api/invitation';

export function DeclineInvitation({ token, team }: { token: string; team: string }) {
  const decline = useDeclineInvitation(token);
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  if (decline.isSuccess)
    return <Text role="status">You have declined. {team} was told; you can close this page.</Text>;
  if (!asking) {
    return (
      <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
        Decline
      </Button>
    );
  }
  return (
    <Stack gap="sm">
      <Failure error={decline.error} />
      <Textarea
        label="Reason (optional)"
        description="The team reads it."
        autosize
        minRows={2}
        maxLength={500}
        autoFocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={() => setAsking(false)}>
          Back
        </Button>
        <Button
          color="red"
          variant="light"
          loading={decline.isPending}
          onClick={() => decline.mutate(reason)}
        >
          Decline the invitation
        </Button>
      </Group>
    </Stack>
  );
}
