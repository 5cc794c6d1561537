import { Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { ProofForm } from '@/components/ui/proof-form';
import { Section } from '@/components/ui/section';
import { ActionButton } from '@/components/ui/why-tooltip';
import { useUser } from '@/features/auth/api/me';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { teamKey, useDeleteTeam } from '@/features/team/api/teams';
import { isAllowed } from '@/lib/allowed';
import { count } from '@/lib/plural';
import { toast } from '@/lib/toast';

export function DeleteTeamSection() {
  const { team } = useCurrentTeam();
  const [opened, setOpened] = useState(false);
  return (
    <Section
      title="Delete team"
      intro="Hides everything at once. The owner can restore it for 30 days; then it is erased."
    >
      <ActionButton
        color="red"
        variant="light"
        allowed={isAllowed(team, 'team.delete')}
        question={{
          subject: team.my_member.id,
          action: 'team.delete',
          resource: { type: 'team', id: team.id },
        }}
        onClick={() => setOpened(true)}
      >
        Delete this team
      </ActionButton>
      <Dialog title={`Delete ${team.name}`} opened={opened} onClose={() => setOpened(false)}>
        <DeleteTeamForm onClose={() => setOpened(false)} />
      </Dialog>
    </Section>
  );
}

function DeleteTeamForm({ onClose }: { onClose: () => void }) {
  const { team } = useCurrentTeam();
  const client = useQueryClient();
  const user = useUser();
  const remove = useDeleteTeam(team.id);
  const done = () => {
    toast(`${team.name} is deleted.`);
    void client.resetQueries({ queryKey: teamKey(team.id) });
  };
  return (
    <ProofForm
      initial={{ name: '' }}
      act={remove}
      submit="Delete team"
      tone="danger"
      mfaEnabled={user?.mfa_enabled ?? false}
      onDone={done}
      onCancel={onClose}
    >
      {(form) => (
        <>
          {(team.held_sessions ?? 0) > 0 && (
            <Text size="sm">
              Under legal hold: {count(team.held_sessions ?? 0, 'session')}. Until nothing is held any more
              the team is not erased, and you can bring it back.
            </Text>
          )}
          <Text size="sm">
            All members lose access at once and the seats stop. Type <strong>{team.name}</strong> to confirm.
          </Text>
          <TextInput
            label="Name of the team"
            autoComplete="off"
            required
            data-autofocus
            {...form.getInputProps('name')}
          />
        </>
      )}
    </ProofForm>
  );
}
