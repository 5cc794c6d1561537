import { Group } from '@mantine/core';
import { Navigate, useRouter } from '@tanstack/react-router';
import { PublicCard } from '@/components/ui/public-card';
import { TextLink } from '@/components/ui/text-link';
import { useMe } from '@/features/auth/api/me';
import { SignInForm } from '@/features/auth/components/sign-in-form';

/** Only a path of this portal may follow a sign-in. */
function pathOrHome(next: string | undefined): string {
  return next?.startsWith('/') && !next.startsWith('//') && !next.includes('\\') ? next : '/';
}

interface SignInPageProps {
  readonly next: string | undefined;
  /** A login exists, but the team asks for a newer one. */
  readonly again: boolean;
}

export function SignInPage({ next, again }: SignInPageProps) {
  const router = useRouter();
  const me = useMe();
  const target = pathOrHome(next);
  // Without `again` the fresh answer to who is signed in leads on, below; leading on twice could undo the next click.
  const leave = () => again && router.history.push(target);
  if (me.data?.user && !again) return <Navigate to={target} replace />;
  return (
    <PublicCard
      title="Sign in"
      footer={
        <>
          New here? <TextLink to="/register">Create an account</TextLink>
        </>
      }
    >
      <SignInForm onSignedIn={leave} />
      <Group justify="center">
        <TextLink to="/forgot" size="sm">
          Forgotten your password?
        </TextLink>
      </Group>
    </PublicCard>
  );
}
