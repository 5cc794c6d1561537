import { Skeleton, Text } from '@mantine/core';
import { DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { type Template, useDeleteTemplate, useImpact } from '@/features/templates/api/templates';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { count, listed } from '@/lib/plural';
import { toast } from '@/lib/toast';

/** Says what hangs on the template before it goes. */
export function DeleteTemplate({ template, onClose }: { template: Template; onClose: () => void }) {
  const { team } = useCurrentTeam();
  const impact = useImpact(team.id, template.id);
  const remove = useDeleteTemplate(team.id, template.id);
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        toast(`The template ${template.name} is deleted.`);
        onClose();
      },
    });
  return (
    <DialogForm
      onSubmit={confirm}
      onCancel={onClose}
      submit="Delete template"
      busy={remove.isPending}
      tone="danger"
    >
      {impact.isPending && <Skeleton h={18} role="status" aria-label="Looking at what uses it" />}
      {impact.data && (
        <Text size="sm">
          {listed([
            count(impact.data.notes, 'note'),
            count(impact.data.documents, 'document'),
            count(impact.data.personal_copies, 'personal copy', 'personal copies'),
          ])}{' '}
          began as {template.name}. They stay as they are.
        </Text>
      )}
      <Failure error={impact.error ?? remove.error} />
    </DialogForm>
  );
}
