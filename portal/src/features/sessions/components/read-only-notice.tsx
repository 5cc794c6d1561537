import { Text } from '@mantine/core';
import { IconLock } from '@/components/ui/icons';
import type { Session } from '@/features/sessions/api/session-types';
import classes from '@/features/sessions/components/read-only-notice.module.css';

/** Why the reader cannot change the session, in the words of the server; nothing for who can. */
export function ReadOnlyNotice({ session }: { session: Session }) {
  const why = session.refused['session.update'];
  if (!why) return null;
  return (
    <div className={classes['notice']} role="note" aria-label="Read only">
      <IconLock size={18} />
      <Text size="sm">
        <b>You can read this session, not change it.</b> {why.explanation} {why.remedy?.text}
      </Text>
    </div>
  );
}
