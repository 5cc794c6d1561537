import { useContext } from 'react';
import { IconClock } from '@/components/ui/icons';
import { TopLine } from '@/components/ui/top-line';
import { ClockOffset, useNow } from '@/lib/clock';
import { formatDateTime } from '@/lib/dates';

/** Says loudly that the server runs on a development clock; nothing otherwise. */
export function ClockBanner() {
  const now = useNow();
  if (useContext(ClockOffset) === null) return null;
  return (
    <div role="note">
      <TopLine icon={<IconClock size={16} />}>
        Development clock: it is {formatDateTime(new Date(now).toISOString())} here.
      </TopLine>
    </div>
  );
}
