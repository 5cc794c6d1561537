import { Navigate } from '@tanstack/react-router';
import { lastTeam } from '@/app/last-team';
import { FullFailure, FullLoading } from '@/app/full-page';
import { useMe } from '@/features/auth/api/me';

/** The way in: to the team of last time, to "no team yet", or to the sign-in page. */
export function Home() {
  const me = useMe();
  if (me.isPending) return <FullLoading />;
  if (me.isError) return <FullFailure error={me.error} onRetry={() => void me.refetch()} />;
  if (!me.data.user) return <Navigate to="/sign-in" search={{}} replace />;
  const membership = lastTeam(me.data.memberships);
  if (!membership) return <Navigate to="/teams" replace />;
  return <Navigate to="/teams/$team/members" params={{ team: membership.team.id }} replace />;
}
