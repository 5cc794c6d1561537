import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { ProofForm } from '@/components/ui/proof-form';
import { Section } from '@/components/ui/section';
import { ActionButton } from '@/components/ui/why-tooltip';
import { useUser } from '@/features/auth/api/me';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useCancelOwnership, useOfferOwnership } from '@/features/team/api/teams';
import { MemberSelect } from '@/features/team/components/member-select';
import { isAllowed } from '@/lib/allowed';
import { formatDate } from '@/lib/dates';
import { toast } from '@/lib/toast';

export function OwnershipSection() {
  const { team } = useCurrentTeam();
  const [opened, setOpened] = useState(false);
  const offer = team.ownership_transfer;
  return (
    <Section title="Ownership" intro={`The Account Owner is ${team.owner_member.name}.`}>
      {offer ? (
        <PendingOffer name={offer.member.name} until={offer.expires_at} />
      ) : (
        <ActionButton
          variant="default"
          allowed={isAllowed(team, 'team.transfer_ownership')}
          question={{
            subject: team.my_member.id,
            action: 'team.transfer_ownership',
            resource: { type: 'team', id: team.id },
          }}
          onClick={() => setOpened(true)}
        >
          Transfer ownership
        </ActionButton>
      )}
      <Dialog title="Transfer ownership" opened={opened} onClose={() => setOpened(false)}>
        <OfferForm onClose={() => setOpened(false)} />
      </Dialog>
    </Section>
  );
}

function PendingOffer({ name, until }: { name: string; until: string }) {
  const { team } = useCurrentTeam();
  const cancel = useCancelOwnership(team.id);
  const canCancel = isAllowed(team, 'team.transfer_ownership');
  return (
    <>
      <Group justify="space-between">
        <Text size="sm">
          Offered to {name}, who can accept until {formatDate(until)}. Nothing changes before.
        </Text>
        {canCancel && (
          <Button
            variant="default"
            size="xs"
            loading={cancel.isPending}
            onClick={() => cancel.mutate(undefined, { onSuccess: () => toast('The offer is withdrawn.') })}
          >
            Withdraw the offer
          </Button>
        )}
      </Group>
      <Failure error={cancel.error} />
    </>
  );
}

function OfferForm({ onClose }: { onClose: () => void }) {
  const { team } = useCurrentTeam();
  const user = useUser();
  const offer = useOfferOwnership(team.id);
  const done = () => {
    toast('The offer is made. Ownership changes when it is accepted.');
    onClose();
  };
  return (
    <ProofForm
      initial={{ member: '' }}
      act={offer}
      submit="Offer ownership"
      mfaEnabled={user?.mfa_enabled ?? false}
      onDone={done}
      onCancel={onClose}
    >
      {(form) => (
        <>
          <Text size="sm">
            The new owner has seven days to accept. Until then you stay the owner; afterwards you keep your
            roles.
          </Text>
          <MemberSelect
            team={team.id}
            except={team.my_member.id}
            label="New owner"
            required
            value={form.values.member || null}
            onChange={(member) => form.setValues({ ...form.values, member: member ?? '' })}
            error={form.errors['member']}
          />
        </>
      )}
    </ProofForm>
  );
}
