import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { LockedReason } from '@/components/ui/refusal';
import { Section } from '@/components/ui/section';
import type { Session } from '@/features/sessions/api/session-types';
import { WhoCanOpen } from '@/features/sessions/components/who-can-open';
import { WhoOpened } from '@/features/sessions/components/who-opened';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { isAllowed } from '@/lib/allowed';
import classes from '@/features/sessions/components/access-panel.module.css';

/** Who can open the session, with the reason for each person, and who did. */
export function AccessPanel({ session }: { session: Session }) {
  const why = session.refused['session.access.read'];
  return (
    <div className={classes['cards']}>
      <Section title="Who can open this session">
        {isAllowed(session, 'session.access.read') ? (
          <WhoCanOpen session={session} />
        ) : (
          why && <LockedReason why={why} />
        )}
      </Section>
      <Openings session={session} />
    </div>
  );
}

/** Reading them is recorded for who is not the clinician: then they are loaded when the reader asks. */
function Openings({ session }: { session: Session }) {
  const { team } = useCurrentTeam();
  const [asked, setAsked] = useState<'asked' | null>(null);
  const mine = isAllowed(session, 'audit.read_own');
  if (!mine && !isAllowed(team, 'audit.read')) return null;
  return (
    <Section title="Who opened it">
      {mine || asked ? (
        <WhoOpened session={session} />
      ) : (
        <Stack align="flex-start" gap="sm">
          <Text size="sm" c="dimmed">
            Reading this is recorded in the audit.
          </Text>
          <Button variant="default" size="xs" onClick={() => setAsked('asked')}>
            Show who opened it
          </Button>
        </Stack>
      )}
    </Section>
  );
}
