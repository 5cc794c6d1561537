import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Failure } from '@/components/ui/failure';
import {
  type InvitationView,
  useAcceptInvitation,
  useReloadInvitation,
} from '@/features/auth/api/invitation';
import { useSignOut } from '@/features/auth/api/sign-in';
import { FormStack } from '@/features/auth/components/form-stack';
import { NewPassword } from '@/features/auth/components/new-password';
import { SignInForm } from '@/features/auth/components/sign-in-form';
import { showFieldErrors } from '@/lib/form-errors';

interface AcceptInvitationProps {
  readonly token: string;
  readonly invitation: InvitationView;
  readonly onJoined: (team: { id: string; name: string }) => void;
}

type Accept = ReturnType<typeof useAcceptInvitation>;

interface WayProps {
  readonly invitation: InvitationView;
  readonly accept: Accept;
  readonly join: (body: Parameters<Accept['mutate']>[0], onError?: (error: unknown) => void) => void;
}

/** What it takes to accept depends on whose address it is and who is signed in; the server says which. */
export function AcceptInvitation({ token, invitation, onJoined }: AcceptInvitationProps) {
  const accept = useAcceptInvitation(token);
  const join: WayProps['join'] = (body, onError) =>
    accept.mutate(body, { onSuccess: ({ team }) => onJoined(team), ...(onError ? { onError } : {}) });
  const way = { invitation, accept, join };
  switch (invitation.account) {
    case 'new':
      return <AcceptAsNew {...way} />;
    case 'verified':
      return <SignInThenAccept {...way} />;
    case 'signed_in_as_invited':
      return <AcceptAtOnce {...way} />;
    case 'signed_in_as_other':
      return <SwitchAccount token={token} invitation={invitation} />;
  }
}

function AcceptAsNew({ accept, join }: WayProps) {
  const form = useForm({ initialValues: { name: '', password: '' } });
  const submit = form.onSubmit((values) => join(values, (error) => showFieldErrors(form, error)));
  return (
    <>
      <Failure error={accept.error} fields={['name', 'password']} />
      <FormStack onSubmit={submit} submit="Accept and join" busy={accept.isPending}>
        <TextInput label="Your name" autoComplete="name" required {...form.getInputProps('name')} />
        <NewPassword label="Choose a password" {...form.getInputProps('password')} />
      </FormStack>
    </>
  );
}

function SignInThenAccept({ invitation, accept, join }: WayProps) {
  return (
    <>
      <Text size="sm">This address has an account. Sign in to accept the invitation.</Text>
      <Failure error={accept.error} />
      <SignInForm email={invitation.email} onSignedIn={() => join({})} />
    </>
  );
}

function AcceptAtOnce({ accept, join }: WayProps) {
  return (
    <Stack>
      <Failure error={accept.error} />
      <Button loading={accept.isPending} onClick={() => join({})}>
        Accept and join
      </Button>
    </Stack>
  );
}

function SwitchAccount({ token, invitation }: { token: string; invitation: InvitationView }) {
  const signOut = useSignOut();
  const reload = useReloadInvitation(token);
  return (
    <Stack>
      <Alert color="amber" variant="light" title="Signed in with another address">
        You are signed in as {invitation.signed_in_email ?? 'somebody else'}, and this invitation is for{' '}
        {invitation.email}. Sign out here to accept it with the invited address. Nothing has been used up.
      </Alert>
      <Failure error={signOut.error} />
      <Button loading={signOut.isPending} onClick={() => signOut.mutate(undefined, { onSuccess: reload })}>
        Sign out and use the invited address
      </Button>
    </Stack>
  );
}
