import { Stack, Switch, Text } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import type { Session } from '@/features/sessions/api/session-types';
import { type Mark, useHoldSession, useRestrictSession } from '@/features/sessions/api/sessions';
import { LateSessionAct } from '@/features/sessions/components/late-session-act';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { isAllowed } from '@/lib/allowed';
import type { Versioned } from '@/lib/api-client';

const restriction =
  'Hides this session from Session View. Whoever it is shared with directly keeps it, and so does an assistant to whom it is delegated.';
const hold =
  'Keeps this session as it is: until the hold is taken away neither retention nor anybody deletes or overwrites any of it. ' +
  'It can still grow.';

/** Restriction and legal hold: switches for who may set them, words for who only needs to know. */
export function SessionSwitches({ session, etag }: { session: Session; etag: string }) {
  const { team } = useCurrentTeam();
  const restrict = useRestrictSession(team.id, session.id);
  const keep = useHoldSession(team.id, session.id);
  const seen = { value: session, etag };
  // Each changes what the other is based on.
  const busy = restrict.isPending || keep.isPending ? 'busy' : 'free';
  return (
    <Stack gap="sm">
      {isAllowed(session, 'session.restrict') && (
        <MarkSwitch
          name="Restricted"
          description={restriction}
          set={session.restricted}
          seen={seen}
          act={restrict}
          state={busy}
        />
      )}
      {isAllowed(session, 'session.hold') ? (
        <MarkSwitch
          name="Legal hold"
          description={hold}
          set={session.legal_hold}
          seen={seen}
          act={keep}
          state={busy}
        />
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
  readonly seen: Versioned<Session>;
  readonly act: UseMutationResult<undefined, Error, Mark>;
  readonly state: 'free' | 'busy';
}

function MarkSwitch({ name, description, set, seen, act, state }: MarkSwitchProps) {
  return (
    <div>
      <Switch
        label={name}
        aria-label={name}
        description={description}
        checked={act.isPending ? act.variables.wanted === 'on' : set}
        // Not disabled, which would take the focus off it.
        aria-disabled={state === 'busy'}
        onChange={({ currentTarget: { checked } }) =>
          state === 'free' && act.mutate({ wanted: checked ? 'on' : 'off', seen })
        }
      />
      <LateSessionAct error={act.error} seen={act.variables?.seen.value} now={seen.value} />
    </div>
  );
}
