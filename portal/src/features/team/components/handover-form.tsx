import type { UseMutationResult } from '@tanstack/react-query';
import { Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { useCurrentTeam } from '@/features/team/api/current-team';
import type { Receipt } from '@/features/team/api/teams';
import { MemberSelect } from '@/features/team/components/member-select';
import { fieldErrors, hasCode } from '@/lib/problem';

interface HandoverFormProps {
  readonly leaver: string;
  readonly act: UseMutationResult<Receipt, Error, { handover_to?: string }>;
  readonly submit: string;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

/** Removing or leaving: asks for an heir once the server says that there is something to hand over. */
export function HandoverForm({ leaver, act, submit, onCancel, children }: HandoverFormProps) {
  const { team } = useCurrentTeam();
  const [heir, setHeir] = useState<string | null>(null);
  const needed = hasCode(act.error, 'handover_needed');
  const [asked, setAsked] = useState(false);
  if (needed && !asked) setAsked(true);
  const problem = fieldErrors(act.error)['handover_to'];
  return (
    <DialogForm
      onSubmit={() => act.mutate(heir ? { handover_to: heir } : {})}
      onCancel={onCancel}
      submit={submit}
      busy={act.isPending}
      tone="danger"
      disabled={asked && !heir}
    >
      <Text size="sm">{children}</Text>
      {asked && (
        <MemberSelect
          team={team.id}
          except={leaver}
          label="Hand over to"
          description="There are clinical sessions that need somebody responsible."
          value={heir}
          onChange={setHeir}
          error={problem}
          required
        />
      )}
      {!needed && <Failure error={act.error} fields={['handover_to']} />}
    </DialogForm>
  );
}
