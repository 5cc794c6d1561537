import { Alert, Box, Button, Group, Stack, Text } from '@mantine/core';
import { Failure } from '@/components/ui/failure';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useAcceptOwnership, useCancelOwnership } from '@/features/team/api/teams';
import { formatDate } from '@/lib/dates';
import { toast } from '@/lib/toast';

/** To the member who has been offered the team: take it or not. Everybody else sees nothing. */
export function OwnershipOffer() {
  const { team } = useCurrentTeam();
  const accept = useAcceptOwnership(team.id);
  const decline = useCancelOwnership(team.id);
  const offer = team.ownership_transfer;
  if (offer?.member.id !== team.my_member.id) return null;
  return (
    <Box maw="var(--rc-page-width)" mx="auto" mb="lg">
      <Alert
        color="teal"
        variant="light"
        title={`${team.owner_member.name} offers you the ownership of ${team.name}`}
      >
        <Stack gap="sm">
          <Text size="sm">
            As Account Owner you answer for the team, its members and its seats. The offer stands until{' '}
            {formatDate(offer.expires_at)}.
          </Text>
          <Group gap="xs">
            <Button
              size="xs"
              loading={accept.isPending}
              onClick={() =>
                accept.mutate(undefined, { onSuccess: () => toast(`You own ${team.name} now.`) })
              }
            >
              Accept ownership
            </Button>
            <Button size="xs" variant="default" loading={decline.isPending} onClick={() => decline.mutate()}>
              Decline
            </Button>
          </Group>
          <Failure error={accept.error ?? decline.error} />
        </Stack>
      </Alert>
    </Box>
  );
}
