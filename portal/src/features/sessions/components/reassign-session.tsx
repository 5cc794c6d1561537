import { Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import type { Session } from '@/features/sessions/api/session-types';
import { useReassignSession } from '@/features/sessions/api/sessions';
import { LateSessionAct } from '@/features/sessions/components/late-session-act';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { MemberSelect } from '@/features/team/components/member-select';
import { showFieldErrors } from '@/lib/form-errors';
import { hasStatus } from '@/lib/problem';
import { toast } from '@/lib/toast';

interface ReassignSessionProps {
  readonly session: Session;
  readonly etag: string;
  readonly onClose: () => void;
}

/** Another clinician for the session. It may be closed to us afterwards, so it leads back to the list. */
export function ReassignSession({ session, etag, onClose }: ReassignSessionProps) {
  const { team } = useCurrentTeam();
  const reassign = useReassignSession(team.id, session.id);
  const navigate = useNavigate();
  const form = useForm<{ member: string | null }>({
    initialValues: { member: null },
    validate: { member: (member) => (member ? null : 'Choose the new clinician.') },
  });
  const submit = form.onSubmit(({ member }) =>
    reassign.mutate(
      { member: member ?? '', seen: { value: session, etag } },
      {
        onSuccess: () => {
          toast('The session has a new clinician.');
          void navigate({ to: '/teams/$team/sessions', params: { team: team.id } });
        },
        onError: (error) => showFieldErrors(form, error),
      },
    ),
  );
  return (
    <DialogForm onSubmit={submit} onCancel={onClose} submit="Reassign" busy={reassign.isPending}>
      <Text size="sm">
        The session becomes the new clinician&apos;s, with its transcript, notes and documents, and every
        share of it ends. {session.clinician.name}, the new clinician and the Account Owner are told at once.
        The session of an active clinician is given away by that clinician only.
      </Text>
      <MemberSelect
        team={team.id}
        label="New clinician"
        placeholder="Choose a colleague"
        except={[team.my_member.id, session.clinician.id]}
        required
        value={form.values.member}
        onChange={(member) => form.setFieldValue('member', member)}
        error={form.errors['member']}
      />
      {hasStatus(reassign.error, 412) ? (
        <LateSessionAct error={reassign.error} seen={reassign.variables?.seen.value} now={session} />
      ) : (
        <Failure error={reassign.error} fields={['member']} />
      )}
    </DialogForm>
  );
}
