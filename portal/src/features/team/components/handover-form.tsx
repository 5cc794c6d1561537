import type { UseMutationResult } from '@tanstack/react-query';
import { Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { useCurrentTeam } from '@/features/team/api/current-team';
import type { Receipt } from '@/features/team/api/teams';
import { MemberSelect } from '@/features/team/components/member-select';
import { count, listed } from '@/lib/plural';
import { fieldErrors, hasCode, type Problem } from '@/lib/problem';

interface HandoverFormProps {
  readonly leaver: string;
  readonly act: UseMutationResult<Receipt, Error, { handover_to?: string }>;
  readonly submit: string;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

type Holdings = Pick<Problem, 'sessions' | 'templates'>;

/** "3 sessions and 1 personal template need somebody responsible." */
function holdingsSentence({ sessions = 0, templates = 0 }: Holdings): string {
  const held = [
    ...(sessions > 0 ? [count(sessions, 'session')] : []),
    ...(templates > 0 ? [count(templates, 'personal template')] : []),
  ];
  if (held.length === 0) return '';
  return `${listed(held)} ${sessions + templates === 1 ? 'needs' : 'need'} somebody responsible.`;
}

/** Removing or leaving: asks for an heir once the server says that there is something to hand over. */
export function HandoverForm({ leaver, act, submit, onCancel, children }: HandoverFormProps) {
  const { team } = useCurrentTeam();
  const [heir, setHeir] = useState<string | null>(null);
  const needed = hasCode(act.error, 'handover_needed') ? act.error.problem : null;
  const [asked, setAsked] = useState<Holdings | null>(null);
  if (needed && asked === null) setAsked(needed);
  const problem = fieldErrors(act.error)['handover_to'];
  return (
    <DialogForm
      onSubmit={() => act.mutate(heir ? { handover_to: heir } : {})}
      onCancel={onCancel}
      submit={submit}
      busy={act.isPending}
      tone="danger"
      disabled={asked !== null && !heir}
    >
      <Text size="sm">{children}</Text>
      {asked && (
        <MemberSelect
          team={team.id}
          except={[leaver, team.my_member.id]}
          label="Hand over to"
          description={`${holdingsSentence(asked)} A member who may hold own sessions takes over.`}
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
