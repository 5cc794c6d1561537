import { useIsPermitted } from '@/lib/why';

/** May the caller make API keys in this team? A right on what is one's own, so no team lists it. Null asks nothing. */
export function useMayMakeKeys(asking: { team: string; member: string } | null): boolean {
  return useIsPermitted(
    asking && {
      subject: asking.member,
      action: 'api_key.manage',
      resource: { type: 'team', id: asking.team },
    },
  );
}
