import { IconLock } from '@/components/ui/icons';
import type { ListedSession, SessionStatus } from '@/features/sessions/api/session-types';
import { statusWords } from '@/features/sessions/components/session-words';
import classes from '@/features/sessions/components/session-status.module.css';

export function SessionStatusLabel({ status }: { status: SessionStatus }) {
  return (
    <span className={classes['status']} data-status={status}>
      {statusWords[status]}
    </span>
  );
}

/** What is special about a session: hidden from Session View, kept from deletion. */
export function SessionMarks({ session }: { session: Pick<ListedSession, 'restricted' | 'legal_hold'> }) {
  return (
    <>
      {session.restricted && (
        <span className={classes['tag']}>
          <IconLock size={12} /> Restricted
        </span>
      )}
      {session.legal_hold && <span className={classes['tag']}>Legal hold</span>}
    </>
  );
}
