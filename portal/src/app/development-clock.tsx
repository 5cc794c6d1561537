import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useMe } from '@/features/auth/api/me';
import { answer, api } from '@/lib/api-client';
import { ClockOffset } from '@/lib/clock';

/** Lets the portal count time as the server does when that is not the real time. */
export function DevelopmentClock({ children }: { children: ReactNode }) {
  const isOn = useMe().data?.dev_clock ?? false;
  const offset = useQuery({
    queryKey: ['development-clock'],
    queryFn: async () => Date.parse((await answer(api.GET('/dev/clock'))).now) - Date.now(),
    enabled: isOn,
    refetchInterval: 30_000,
  });
  return <ClockOffset value={isOn ? (offset.data ?? 0) : null}>{children}</ClockOffset>;
}
