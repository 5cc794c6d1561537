import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '@/app/root-route';
import { text } from '@/app/search';
import { CheckMailPage } from '@/features/auth/components/check-mail-page';
import { SignInPage } from '@/features/auth/components/sign-in-page';
import { VerifyPage } from '@/features/auth/components/verify-page';
import { ResetPage } from '@/features/auth/components/reset-page';
import { InvitationPage } from '@/features/auth/components/invitation-page';

const getParentRoute = () => rootRoute;

const signInRoute = createRoute({
  getParentRoute,
  path: '/sign-in',
  validateSearch: (
    search: Record<string, unknown>,
  ): { next?: string | undefined; again?: boolean | undefined } => ({
    next: text(search['next']),
    again: search['again'] === true || undefined,
  }),
  component: function SignIn() {
    const { next, again } = signInRoute.useSearch();
    return <SignInPage next={next} again={again ?? false} />;
  },
});

const registerRoute = createRoute({
  getParentRoute,
  path: '/register',
  component: lazyRouteComponent(() => import('@/features/auth/components/register-page'), 'RegisterPage'),
});

const checkMailRoute = createRoute({
  getParentRoute,
  path: '/register/check-mail',
  validateSearch: (search: Record<string, unknown>): { email?: string | undefined } => ({
    email: text(search['email']),
  }),
  component: function CheckMail() {
    return <CheckMailPage email={checkMailRoute.useSearch().email ?? ''} />;
  },
});

const verifyRoute = createRoute({
  getParentRoute,
  path: '/verify/$token',
  component: function Verify() {
    return <VerifyPage token={verifyRoute.useParams().token} />;
  },
});

const forgotRoute = createRoute({
  getParentRoute,
  path: '/forgot',
  component: lazyRouteComponent(() => import('@/features/auth/components/forgot-page'), 'ForgotPage'),
});

const resetRoute = createRoute({
  getParentRoute,
  path: '/reset/$token',
  component: function Reset() {
    return <ResetPage token={resetRoute.useParams().token} />;
  },
});

const invitationRoute = createRoute({
  getParentRoute,
  path: '/invitations/$token',
  component: function Invitation() {
    return <InvitationPage token={invitationRoute.useParams().token} />;
  },
});

export const publicRoutes = [
  signInRoute,
  registerRoute,
  checkMailRoute,
  verifyRoute,
  forgotRoute,
  resetRoute,
  invitationRoute,
] as const;
