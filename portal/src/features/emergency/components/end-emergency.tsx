import { Button } from '@mantine/core';
import { Failure } from '@/components/ui/failure';
import { useEndEmergency } from '@/features/emergency/api/emergency';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { toast } from '@/lib/toast';

interface EndEmergencyProps {
  readonly access: string;
  /** Of the button, for who hears it without its row. */
  readonly label: string;
  readonly onEnd?: () => void;
}

/** Ends an emergency access at once. */
export function EndEmergency({ access, label, onEnd }: EndEmergencyProps) {
  const { team } = useCurrentTeam();
  const end = useEndEmergency(team.id);
  const act = () =>
    end.mutate(access, {
      onSuccess: () => {
        toast('The emergency access is ended.');
        onEnd?.();
      },
    });
  return (
    <>
      <Button size="xs" variant="default" aria-label={label} loading={end.isPending} onClick={act}>
        End now
      </Button>
      <Failure error={end.error} />
    </>
  );
}
