import { Navigate, Outlet, useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { AutomaticSignOut } from '@/app/automatic-sign-out';
import { FullFailure, FullLoading } from '@/app/full-page';
import { Shell } from '@/app/shell';
import { useMe } from '@/features/auth/api/me';
import { useDrafts } from '@/features/drafts/components/drafts-provider';
import { LeaveGuard } from '@/features/drafts/components/leave-guard';
import { UnsavedBanner } from '@/features/drafts/components/unsaved-banner';
import { askFor } from '@/lib/api-client';
import { toastThatStays } from '@/lib/toast';

/** Around every page for which somebody has to be signed in. */
export function SignedIn() {
  const me = useMe();
  if (me.isPending) return <FullLoading />;
  if (!me.data) return <FullFailure error={me.error} onRetry={() => void me.refetch()} />;
  if (!me.data.user) return <ToSignIn />;
  return (
    // What one person has open or typed is not the next one's, who may have signed in from another window.
    <AskingFor key={me.data.user.id} user={me.data.user.id}>
      <Shell user={me.data.user} memberships={me.data.memberships}>
        <AutomaticSignOut minutes={me.data.settings.idle_minutes} />
        <LeaveGuard />
        <UnsavedBanner />
        <Outlet />
      </Shell>
    </AskingFor>
  );
}

/** No request below is for somebody else, not even between another sign-in and the moment in which this page hears of it. */
function AskingFor({ user, children }: { readonly user: string; readonly children: ReactNode }) {
  useState(() => askFor(user)); // before what is below asks anything
  return children;
}

/** To the sign-in page, and from there back to the address that was asked for; it does not follow later addresses. */
function ToSignIn() {
  const router = useRouter();
  const [next] = useState(() => router.state.location.href);
  const drafts = useDrafts();
  useEffect(() => {
    if (drafts.hasUnsaved()) {
      toastThatStays('What you wrote is not saved yet. It stays in this tab: sign in again to save it.');
    }
  }, [drafts]);
  // The page that could ask whether to leave it is gone already.
  return <Navigate to="/sign-in" search={{ next }} replace ignoreBlocker />;
}
