import { Stack } from '@mantine/core';
import { LockedReason } from '@/components/ui/refusal';
import { Section } from '@/components/ui/section';
import type { Session } from '@/features/sessions/api/session-types';
import { WhoCanOpen } from '@/features/sessions/components/who-can-open';
import { WhoOpened } from '@/features/sessions/components/who-opened';
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
          <Stack>{why && <LockedReason why={why} />}</Stack>
        )}
      </Section>
      {isAllowed(session, 'audit.read_own') && (
        <Section title="Who opened it">
          <WhoOpened session={session} />
        </Section>
      )}
    </div>
  );
}
