import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconAlert } from '@/components/ui/icons';
import type { IdempotencyKey } from '@/lib/idempotency';

interface LastAttemptProps {
  /** Under which the form is sent. */
  readonly of: IdempotencyKey;
  /** Where the reader sees whether it went through, for example `the list of sessions`. */
  readonly check: string;
  /** What to do where it did. */
  readonly children?: ReactNode;
}

/** Said where a form is found again whose last attempt, in an earlier login, got no answer: sent again, it may be done twice. */
export function LastAttempt({ of, check, children }: LastAttemptProps) {
  if (!of.mayHaveGoneThrough()) return null;
  return (
    <Alert
      role="alert"
      color="amber"
      variant="light"
      icon={<IconAlert />}
      title="The last attempt may have gone through"
    >
      No answer came before your login ended. Check {check} before you send it again, for example in another
      tab: it would be done a second time. {children}
    </Alert>
  );
}
