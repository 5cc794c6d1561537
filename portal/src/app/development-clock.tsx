import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { IconClock } from '@/components/ui/icons';
import { useMe } from '@/features/auth/api/me';
import { answer, api } from '@/lib/api-client';
import { ClockOffset, useNow } from '@/lib/clock';
import { formatDateTime } from '@/lib/dates';
import classes from '@/app/shell.module.css';

/** Lets the portal count time as the server does, and says loudly when that is not the real time. */
export function DevelopmentClock({ children }: { children: ReactNode }) {
  const me = useMe();
  const isOn = me.data?.dev_clock ?? false;
  const offset = useQuery({
    queryKey: ['development-clock'],
    queryFn: async () => Date.parse((await answer(api.GET('/dev/clock'))).now) - Date.now(),
    enabled: isOn,
    refetchInterval: 30_000,
  });
  return (
    <ClockOffset value={isOn ? (offset.data ?? 0) : 0}>
      {isOn && <Banner />}
      {children}
    </ClockOffset>
  );
}

function Banner() {
  const now = useNow();
  return (
    <div className={classes['clock']} role="note">
      <IconClock size={16} />
      <Text component="span" size="sm">
        Development clock: it is {formatDateTime(new Date(now).toISOString())} here.
      </Text>
    </div>
  );
}
