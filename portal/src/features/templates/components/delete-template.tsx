import { Skeleton, Text } from '@mantine/core';
import { DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { LateFailure } from '@/components/ui/late-failure';
import { type Template, useDeleteTemplate, useImpact, useTemplate } from '@/features/templates/api/templates';
import { wordsOf } from '@/features/templates/components/template-words';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { count, listed } from '@/lib/plural';
import { toast } from '@/lib/toast';

/** Says what hangs on the template before it goes. */
export function DeleteTemplate({ template, onClose }: { template: Template; onClose: () => void }) {
  const { team } = useCurrentTeam();
  const fresh = useTemplate(team.id, template.id);
  const impact = useImpact(team.id, template.id);
  const remove = useDeleteTemplate(team.id, template.id);
  const loadAgain = () =>
    [impact, fresh].filter(({ isError }) => isError).forEach(({ refetch }) => void refetch());
  const confirm = () =>
    fresh.data &&
    remove.mutate(fresh.data, {
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
      disabled={!fresh.data || !impact.data}
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
      {impact.data && impact.data.waiting_proposals > 0 && (
        <Text size="sm">
          Waiting to change it: {count(impact.data.waiting_proposals, 'proposal')}. All that is left then is
          to decline.
        </Text>
      )}
      <Failure error={impact.error ?? fresh.error} onRetry={loadAgain} />
      <LateFailure
        error={remove.error}
        what="template"
        seen={remove.variables && wordsOf(remove.variables.value)}
        now={wordsOf(fresh.data?.value ?? template)}
      />
    </DialogForm>
  );
}
