import { Stack, Switch, Text } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { Failure } from '@/components/ui/failure';
import type { Session } from '@/features/sessions/api/session-types';
import { useHoldSession, useRestrictSession } from '@/features/sessions/api/sessions';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { isAllowed } from '@/lib/allowed';

const restriction =
  'Hides this session from Session View. Whoever it is shared with directly keeps it, and so does an assistant to whom it is delegated.';
const hold =
  'Keeps this session as it is: until the hold is taken away neither retention nor anybody deletes or overwrites any of it. It can still grow.';

/** Restriction and legal hold: switches for who may set them, words for who only needs to know. */
export function SessionSwitches({ session }: { session: Session }) {
  const { team } = useCurrentTeam();
  const restrict = useRestrictSession(team.id, session.id);
  const keep = useHoldSession(team.id, session.id);
  return (
    <Stack gap="sm">
      {isAllowed(session, 'session.restrict') && (
        <MarkSwitch name="Restricted" description={restriction} set={session.restricted} act={restrict} />
      )}
      {isAllowed(session, 'session.hold') ? (
        <MarkSwitch name="Legal hold" description={hold} set={session.legal_hold} act={keep} />
      ) : (
        session.legal_hold && (
          <Text size="sm">
            <b>Legal hold.</b> {hold}
          </Text>
        )
      )}
    </Stack>
  );
}

interface MarkSwitchProps {
  readonly name: string;
  readonly description: string;
  readonly set: boolean;
  readonly act: UseMutationResult<undefined, Error, 'on' | 'off'>;
}

function MarkSwitch({ name, description, set, act }: MarkSwitchProps) {
  return (
    <div>
      <Switch
        label={name}
        aria-label={name}
        description={description}
        checked={act.isPending ? act.variables === 'on' : set}
        disabled={act.isPending}
        onChange={(event) => act.mutate(event.currentTarget.checked ? 'on' : 'off')}
      />
      <Failure error={act.error} />
    </div>
  );
}
