import { Divider } from '@mantine/core';
import type { ReactNode } from 'react';
import { Section } from '@/components/ui/section';
import type { Session } from '@/features/sessions/api/session-types';
import { SessionStatusLabel } from '@/features/sessions/components/session-status';
import { SessionSwitches } from '@/features/sessions/components/session-switches';
import { StartSession } from '@/features/sessions/components/start-session';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useMember } from '@/features/team/api/members';
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

/** Nothing for somebody whose name the reader does not get. */
function ConfirmedBy({ member, session }: { member: string; session: Session }) {
  const { team } = useCurrentTeam();
  const known = [session.clinician, team.my_member].find(({ id }) => id === member)?.name;
  return known ? ` by ${known}` : <NameOf team={team.id} member={member} />;
}

function NameOf({ team, member }: { team: string; member: string }) {
  const name = useMember(team, member).data?.value.name;
  return name ? ` by ${name}` : null;
}

/** Who, when and why, and how the session is kept. */
export function SessionDetails({ session, etag }: { session: Session; etag: string }) {
  const { patient, consent, context } = session;
  const hasSwitches =
    session.legal_hold || isAllowed(session, 'session.restrict') || isAllowed(session, 'session.hold');
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
        {consent && (
          <Fact name="Consent">
            Confirmed {formatDateTime(consent.confirmed_at)}
            <ConfirmedBy member={consent.confirmed_by} session={session} />
          </Fact>
        )}
        {context !== '' && (
          <Fact name="Context" wide="wide">
            {context}
          </Fact>
        )}
      </dl>
      {hasSwitches && (
        <>
          <Divider my="md" />
          <SessionSwitches session={session} etag={etag} />
        </>
      )}
    </Section>
  );
}
