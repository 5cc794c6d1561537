import { Text } from '@mantine/core';
import { Dialog, DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { type ApiKey, useRevokeApiKey } from '@/features/settings/api/api-keys';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { toast } from '@/lib/toast';

export function RevokeKeyDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const { team } = useCurrentTeam();
  const revoke = useRevokeApiKey(team.id);
  if (!apiKey) return null;
  const done = () => {
    toast(`${apiKey.name} is revoked.`);
    onClose();
  };
  return (
    <Dialog opened title={`Revoke ${apiKey.name}`} onClose={onClose}>
      <DialogForm
        onSubmit={() => revoke.mutate(apiKey.id, { onSuccess: done })}
        onCancel={onClose}
        submit="Revoke"
        busy={revoke.isPending}
        tone="danger"
      >
        <Text size="sm">
          Programmes that use this key are refused from their next request on. This cannot be undone.
        </Text>
        <Failure error={revoke.error} />
      </DialogForm>
    </Dialog>
  );
}
