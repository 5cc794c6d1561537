import { Text } from '@mantine/core';
import { useContext } from 'react';
import { IconClock } from '@/components/ui/icons';
import { ClockOffset, useNow } from '@/lib/clock';
import { formatDateTime } from '@/lib/dates';
import classes from '@/components/ui/clock-banner.module.css';

/** Says loudly that the server runs on a development clock; nothing otherwise. */
export function ClockBanner() {
  const now = useNow();
  if (useContext(ClockOffset) === null) return null;
  return (
    <div className={classes['clock']} role="note">
      <IconClock size={16} />
      <Text component="span" size="sm">
        Development clock: it is {formatDateTime(new Date(now).toISOString())} here.
      </Text>
    </div>
  );
}
