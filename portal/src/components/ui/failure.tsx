import { Alert, Button, Stack } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { IconAlert } from '@/components/ui/icons';
import { Refusal } from '@/components/ui/refusal';
import { TextLink } from '@/components/ui/text-link';
import { describe, hasCode, hasStatus, hasUnshownErrors, NetworkFailure, refusalOf } from '@/lib/problem';

interface FailureProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** Fields that show their own errors: a 422 about only those needs no notice. */
  readonly fields?: readonly string[];
}

function title(error: unknown): string {
  if (error instanceof NetworkFailure) return 'No connection';
  if (hasStatus(error, 404)) return 'Not found';
  if (hasStatus(error, 409)) return 'Not possible now';
  if (hasStatus(error, 412)) return 'Changed meanwhile';
  if (hasStatus(error, 429)) return 'Too many attempts';
  return 'That did not work';
}

/** Any failure, shown where it happened: a refusal with its reason, else what to do about it. Null shows nothing. */
export function Failure({ error, onRetry, fields }: FailureProps) {
  if (!error) return null;
  const why = refusalOf(error);
  if (why) return <Refusal why={why} />;
  if (fields && hasStatus(error, 422) && !hasUnshownErrors(error, fields)) return null;
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlert />} title={title(error)}>
      <Stack gap="xs" align="flex-start">
        {describe(error)}
        {hasCode(error, 'not_signed_in') && <SignInAgain />}
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {hasStatus(error, 412) ? 'Load again' : 'Try again'}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

/** Leads back to this address. */
function SignInAgain() {
  const next = useLocation({ select: ({ href }) => href });
  return (
    <TextLink to="/sign-in" search={{ next, again: true }} size="sm">
      Sign in again
    </TextLink>
  );
}
