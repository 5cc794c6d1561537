import { Button, Text, VisuallyHidden } from '@mantine/core';
import type { Notice } from '@/features/notices/api/notices';
import { NoticeLink } from '@/features/notices/components/notice-link';
import { useNow } from '@/lib/clock';
import { formatAgo, formatDateTime } from '@/lib/dates';
import classes from '@/features/notices/components/notice-item.module.css';

interface NoticeItemProps {
  readonly notice: Notice;
  readonly onRead: () => void;
}

function instantIn(facts: Notice['facts'], name: string): string | null {
  const value = facts[name];
  return typeof value === 'string' ? formatDateTime(value) : null;
}

/** The instant of a notice in the reader's own time zone, which the server's sentence leaves out. */
function dateSentence({ kind, facts }: Notice): string | null {
  const until = instantIn(facts, 'expires_at');
  if (kind === 'ownership_offered' && until) return `The offer stands until ${until}.`;
  const ends = instantIn(facts, 'ends_at');
  if (kind === 'trial_ending' && ends) return `It ends on ${ends}.`;
  const from = instantIn(facts, 'from');
  const to = instantIn(facts, 'to');
  if (kind === 'delegation_given' && from && to) return `From ${from} to ${to}.`;
  const back = instantIn(facts, 'return_at');
  if (kind === 'suspended' && back) return `It comes back by itself on ${back}.`;
  return null;
}

export function NoticeItem({ notice, onRead }: NoticeItemProps) {
  const now = useNow();
  const unread = notice.read_at === null;
  const dates = dateSentence(notice);
  return (
    <li className={classes['item']} tabIndex={-1} data-unread={unread || undefined}>
      <span className={classes['dot']} aria-hidden="true" />
      <div className={classes['words']}>
        <Text fw={unread ? 550 : 400}>
          {unread && <VisuallyHidden>Unread: </VisuallyHidden>}
          {notice.text}
        </Text>
        {dates && <Text size="sm">{dates}</Text>}
        <div className={classes['foot']}>
          <time dateTime={notice.created_at} title={formatDateTime(notice.created_at)}>
            {formatAgo(notice.created_at, now)}
          </time>
          <NoticeLink notice={notice} onOpen={unread ? onRead : () => {}} />
          {unread && (
            <Button variant="transparent" px={0} size="compact-sm" onClick={onRead}>
              Mark as read
              <VisuallyHidden>: {notice.text}</VisuallyHidden>
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}
