import { Skeleton, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { type Member, useMember, useUpdateTitle } from '@/features/team/api/members';
import type { MemberDialogProps } from '@/features/team/components/member-dialogs';
import type { Versioned } from '@/lib/api-client';
import { showFieldErrors } from '@/lib/form-errors';
import { hasStatus } from '@/lib/problem';
import { toast } from '@/lib/toast';

export function TitleDialog({ member, onClose }: MemberDialogProps) {
  const { team } = useCurrentTeam();
  const fresh = useMember(team.id, member.id);
  if (fresh.isError) return <Failure error={fresh.error} onRetry={() => void fresh.refetch()} />;
  if (!fresh.data) return <Skeleton h={60} role="status" aria-label="Loading" />;
  return (
    <TitleForm
      key={fresh.data.etag}
      fresh={fresh.data}
      reload={() => void fresh.refetch()}
      onClose={onClose}
    />
  );
}

interface TitleFormProps {
  readonly fresh: Versioned<Member>;
  readonly reload: () => void;
  readonly onClose: () => void;
}

function TitleForm({ fresh, reload, onClose }: TitleFormProps) {
  const { team } = useCurrentTeam();
  const update = useUpdateTitle(team.id, fresh.value.id);
  const form = useForm({ initialValues: { title: fresh.value.title } });
  const submit = form.onSubmit(({ title }) =>
    update.mutate(
      { title, etag: fresh.etag },
      {
        onSuccess: () => {
          toast('The title is saved.');
          onClose();
        },
        onError: (error) => showFieldErrors(form, error),
      },
    ),
  );
  return (
    <DialogForm onSubmit={submit} onCancel={onClose} submit="Save" busy={update.isPending}>
      <TextInput
        label="Title"
        description="Shown beside the name, for example Doctor or Receptionist. It grants nothing."
        maxLength={100}
        data-autofocus
        {...form.getInputProps('title')}
      />
      <Failure
        error={update.error}
        fields={['title']}
        {...(hasStatus(update.error, 412) ? { onRetry: reload } : {})}
      />
    </DialogForm>
  );
}
