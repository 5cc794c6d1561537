import { Skeleton, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Failure } from '@/components/ui/failure';
import { PublicCard } from '@/components/ui/public-card';
import { TextLink } from '@/components/ui/text-link';
import { type InvitationView, useInvitation } from '@/features/auth/api/invitation';
import { AcceptInvitation } from '@/features/auth/components/accept-invitation';
import { DeclineInvitation } from '@/features/auth/components/decline-invitation';
import { InvitationSummary } from '@/features/auth/components/invitation-summary';
import { hasCode, hasStatus } from '@/lib/problem';
import { toast } from '@/lib/toast';

const overs: Record<string, string> = {
  invitation_used: 'This invitation was accepted already. If that was you, sign in to open the team.',
  invitation_expired: 'This invitation has run out. Ask the person who invited you to send a new one.',
  invitation_revoked: 'This invitation was withdrawn. Ask the person who invited you if that surprises you.',
  invitation_declined:
    'This invitation was declined. Ask the person who invited you if you have changed your mind.',
};

/** The mailed link leads here. Opening it changes nothing; the buttons do. */
export function InvitationPage({ token }: { token: string }) {
  const invitation = useInvitation(token);
  if (invitation.isPending) return <Loading />;
  if (invitation.isError)
    return <Unusable error={invitation.error} onRetry={() => void invitation.refetch()} />;
  if (invitation.data.status === 'accepted') return <AlreadyMember invitation={invitation.data} />;
  return <Pending token={token} invitation={invitation.data} />;
}

function Pending({ token, invitation }: { token: string; invitation: InvitationView }) {
  const navigate = useNavigate();
  const joined = (team: { id: string; name: string }) => {
    toast(`Welcome to ${team.name}.`);
    void navigate({ to: '/teams/$team/members', params: { team: team.id } });
  };
  return (
    <PublicCard
      title={`Join ${invitation.team.name}`}
      intro={`${invitation.inviter_name} has invited you to this team.`}
    >
      <InvitationSummary invitation={invitation} />
      <AcceptInvitation token={token} invitation={invitation} onJoined={joined} />
      <DeclineInvitation token={token} team={invitation.team.name} />
    </PublicCard>
  );
}

function Loading() {
  return (
    <PublicCard title="Invitation">
      <Stack role="status" aria-label="Loading the invitation">
        <Skeleton h={14} w="70%" />
        <Skeleton h={14} w="50%" />
        <Skeleton h={36} />
      </Stack>
    </PublicCard>
  );
}

function AlreadyMember({ invitation }: { invitation: InvitationView }) {
  const team = invitation.team.id;
  return (
    <PublicCard
      key="member"
      title={`You are in ${invitation.team.name}`}
      intro="You have accepted this invitation."
    >
      {team && (
        <TextLink to="/teams/$team/members" params={{ team }}>
          Open the team
        </TextLink>
      )}
    </PublicCard>
  );
}

function Unusable({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const over = hasStatus(error, 410) ? overs[error.code] : undefined;
  const unknown = hasStatus(error, 404)
    ? 'This link is not known here: a newer invitation has replaced it, or a part of it is missing. Look for the latest mail.'
    : undefined;
  const text = over ?? unknown;
  return (
    <PublicCard key="unusable" title="Invitation" footer={<TextLink to="/">Go to Rolecall</TextLink>}>
      {text ? <Text>{text}</Text> : <Failure error={error} onRetry={onRetry} />}
      {hasCode(error, 'invitation_used') && (
        <TextLink to="/sign-in" search={{}}>
          Sign in
        </TextLink>
      )}
    </PublicCard>
  );
}
