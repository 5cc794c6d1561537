import { Box, Divider, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from '@/components/ui/failure';
import { LockedReason } from '@/components/ui/refusal';
import { Section } from '@/components/ui/section';
import type { Session } from '@/features/sessions/api/session-types';
import { useRestrictSession } from '@/features/sessions/api/sessions';
import { SessionStatusLabel } from '@/features/sessions/components/session-status';
import { StartSession } from '@/features/sessions/components/start-session';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { isAllowed } from '@/lib/allowed';
import { formatDate, formatDateTime } from '@/lib/dates';
import classes from '@/features/sessions/components/session-details.module.css';

function Fact({ name, wide, children }: { name: string; wide?: 'wide'; children: ReactNode }) {
  return (
    <div className={wide ? classes['context'] : undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Who, when and why; what the reader may not change is said with its reason. */
export function SessionDetails({ session, etag }: { session: Session; etag: string }) {
  const { patient, consent, context } = session;
  const why = session.refused['session.update'];
  return (
    <Section title="Details" actions={<StartSession session={session} etag={etag} />}>
      <dl className={classes['facts']}>
        <Fact name="Status">
          <SessionStatusLabel status={session.status} />
        </Fact>
        <Fact name="Begins">{formatDateTime(session.started_at)}</Fact>
        {patient.date_of_birth !== '' && (
          <Fact name="Date of birth">{formatDate(`${patient.date_of_birth}T12:00:00`)}</Fact>
        )}
        {patient.identifier !== '' && <Fact name="Identifier">{patient.identifier}</Fact>}
        <Fact name="Clinician">{session.clinician.name}</Fact>
        {consent && <Fact name="Consent">Confirmed {formatDateTime(consent.confirmed_at)}</Fact>}
        {context !== '' && (
          <Fact name="Context" wide="wide">
            {context}
          </Fact>
        )}
      </dl>
      {isAllowed(session, 'session.restrict') && <Restriction session={session} />}
      {why && (
        <Box mt="md">
          <LockedReason why={why} />
        </Box>
      )}
    </Section>
  );
}

function Restriction({ session }: { session: Session }) {
  const { team } = useCurrentTeam();
  const restrict = useRestrictSession(team.id, session.id);
  const wanted = restrict.isPending ? restrict.variables === 'restricted' : session.restricted;
  return (
    <>
      <Divider my="md" />
      <Switch
        label="Restricted"
        aria-label="Restricted"
        description="Hides this session from Session View. Whoever it is shared with directly keeps it."
        checked={wanted}
        disabled={restrict.isPending}
        onChange={(event) => restrict.mutate(event.currentTarget.checked ? 'restricted' : 'open')}
      />
      <Failure error={restrict.error} />
    </>
  );
}
