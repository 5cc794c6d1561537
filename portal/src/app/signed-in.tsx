import { Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { FullFailure, FullLoading } from '@/app/full-page';
import { Shell } from '@/app/shell';
import { useMe } from '@/features/auth/api/me';

/** Around every page for which somebody has to be signed in. */
export function SignedIn() {
  const me = useMe();
  const location = useLocation();
  if (me.isPending) return <FullLoading />;
  if (!me.data) return <FullFailure error={me.error} onRetry={() => void me.refetch()} />;
  if (!me.data.user) return <Navigate to="/sign-in" search={{ next: location.href }} replace />;
  return (
    <Shell user={me.data.user} memberships={me.data.memberships}>
      <Outlet />
    </Shell>
  );
}
