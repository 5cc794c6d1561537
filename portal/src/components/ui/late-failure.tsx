import { Alert, Stack, Text } from '@mantine/core';
import { Differences } from '@/components/ui/differences';
import { Failure } from '@/components/ui/failure';
import { IconAlert } from '@/components/ui/icons';
import { hasStatus } from '@/lib/problem';

interface LateFailureProps {
  readonly error: unknown;
  /** What it is about, for example `session`. */
  readonly what: string;
  /** It in words as the reader saw it when acting; undefined before the first attempt. */
  readonly seen: string | undefined;
  /** It in words as it is loaded now. */
  readonly now: string;
  /** As for `Failure`. */
  readonly fields?: readonly string[];
}

/** Why an act failed; where it came too late, what somebody else changed in the meantime. Whoever shows this loads it again. */
export function LateFailure({ error, what, seen, now, fields = [] }: LateFailureProps) {
  if (!hasStatus(error, 412)) return <Failure error={error} fields={fields} />;
  return (
    <Alert role="alert" color="amber" variant="light" icon={<IconAlert />} title="Changed meanwhile">
      <Stack gap="sm" align="stretch">
        <Text size="sm">
          Somebody changed this {what} meanwhile, so nothing was done. It is loaded again: check it, then try
          once more.
        </Text>
        {seen !== undefined && seen !== now && (
          <Differences before={seen} after={now} label="What was changed meanwhile" />
        )}
      </Stack>
    </Alert>
  );
}
