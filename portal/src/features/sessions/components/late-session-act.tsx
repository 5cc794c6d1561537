import { LateFailure } from '@/components/ui/late-failure';
import type { Session } from '@/features/sessions/api/session-types';
import { sessionWords } from '@/features/sessions/components/session-change';

interface LateSessionActProps {
  readonly error: unknown;
  /** What the act was based on; undefined before the first attempt. */
  readonly seen: Session | undefined;
  readonly now: Session;
}

/** Why an act on a whole session failed, with what somebody else changed in it meanwhile. */
export function LateSessionAct({ error, seen, now }: LateSessionActProps) {
  return (
    <LateFailure error={error} what="session" seen={seen && sessionWords(seen)} now={sessionWords(now)} />
  );
}
