import { ActionIcon, Indicator, Tooltip } from '@mantine/core';
import { createLink, useLocation } from '@tanstack/react-router';
import { type AnchorHTMLAttributes, useEffect } from 'react';
import { IconBell } from '@/components/ui/icons';
import { useAskForNews, useUnread } from '@/features/notices/api/notices';
import { count } from '@/lib/plural';

type Props = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'color'>;

const BellLink = createLink((props: Props) => (
  <ActionIcon component="a" variant="subtle" color="gray" size="lg" {...props}>
    <IconBell />
  </ActionIcon>
));

/** Leads to the notices and says how many are new; asks again whenever another page opens. */
export function NoticesBell() {
  const unread = useUnread();
  const ask = useAskForNews();
  const { pathname } = useLocation();
  useEffect(ask, [ask, pathname]);
  const label = unread > 0 ? `Notices, ${count(unread, 'unread', 'unread')}` : 'Notices';
  return (
    <Tooltip label={label}>
      <Indicator label={unread > 99 ? '99+' : unread} disabled={unread === 0} size={17} offset={6}>
        <BellLink to="/notices" aria-label={label} />
      </Indicator>
    </Tooltip>
  );
}
