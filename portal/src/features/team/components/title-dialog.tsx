import { Skeleton, TextInput } from '@mantine/core';
import { useState } from 'react';
import { DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { type Member, useMember, useUpdateTitle } from '@/features/team/api/members';
import { useKeptChoice } from '@/features/team/components/kept-choice';
import type { MemberDialogProps } from '@/features/team/components/member-dialogs';
import { memberName } from '@/features/team/components/member-name';
import { OutOfReach } from '@/features/team/components/out-of-reach';
import { OvertakenChoice } from '@/features/team/components/overtaken-choice';
import type { Versioned } from '@/lib/api-client';
import { showFieldErrors } from '@/lib/form-errors';
import { hasStatus } from '@/lib/problem';
import { toast } from '@/lib/toast';

/** Under which what is typed here is kept. */
export const typedTitle = 'title';

export function TitleDialog({ member, onClose }: MemberDialogProps) {
  const { team } = useCurrentTeam();
  const fresh = useMember(team.id, member.id);
  // A refresh that fails leaves the form alone, unless the member is out of reach.
  if (fresh.isError && (!fresh.data || hasStatus(fresh.error, 401, 403, 404, 410)))
    return <OutOfReach error={fresh.error} onRetry={() => void fresh.refetch()} />;
  if (!fresh.data) return <Skeleton h={60} role="status" aria-label="Loading" />;
  return <TitleForm fresh={fresh.data} reload={() => fresh.refetch()} onClose={onClose} />;
}

interface TitleFormProps {
  readonly fresh: Versioned<Member>;
  readonly reload: () => Promise<unknown>;
  readonly onClose: () => void;
}

function TitleForm({ fresh, reload, onClose }: TitleFormProps) {
  const { team } = useCurrentTeam();
  const update = useUpdateTitle(team.id, fresh.value.id);
  const saved = fresh.value.title;
  const choice = useKeptChoice({
    member: fresh.value,
    key: typedTitle,
    title: `Title of ${memberName(fresh.value)}`,
    saved,
    isSame: Object.is,
    words: String,
  });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const submit = () =>
    update.mutate(
      { title: choice.value, etag: fresh.etag },
      {
        onSuccess: () => {
          toast('The title is saved.');
          onClose();
        },
        onError: (error) => showFieldErrors({ setErrors }, error),
      },
    );
  const loadAgain = async () => {
    await reload();
    update.reset();
  };
  return (
    <DialogForm
      onSubmit={submit}
      onCancel={onClose}
      submit="Save"
      busy={update.isPending}
      disabled={choice.isOvertaken}
    >
      <TextInput
        label="Title"
        description="Shown beside the name, for example Doctor or Receptionist. It grants nothing."
        maxLength={100}
        data-autofocus
        value={choice.value}
        error={errors['title']}
        onChange={(event) => {
          setErrors({});
          choice.set(event.currentTarget.value);
        }}
      />
      <OvertakenChoice choice={choice} theirs={saved || 'none'} mine={choice.value || 'none'} />
      <Failure
        error={update.error}
        fields={['title']}
        {...(hasStatus(update.error, 412) ? { onRetry: () => void loadAgain() } : {})}
      />
    </DialogForm>
  );
}
