import { TextLink } from '@/components/ui/text-link';
import { useMe } from '@/features/auth/api/me';
import type { Notice } from '@/features/notices/api/notices';

interface NoticeLinkProps {
  readonly notice: Notice;
  readonly onOpen: () => void;
}

/** To the page of what the notice is about, else to its team; while the reader is in it. */
export function NoticeLink({ notice: { team, target }, onOpen }: NoticeLinkProps) {
  const memberships = useMe().data?.memberships ?? [];
  if (!team || !memberships.some((membership) => membership.team.id === team.id)) return null;
  const link = { size: 'sm', onClick: onOpen } as const;
  const params = { team: team.id };
  switch (target?.type) {
    case 'session':
      return (
        <TextLink to="/teams/$team/sessions/$session" params={{ ...params, session: target.id }} {...link}>
          Open the session
        </TextLink>
      );
    case 'delegation':
      return (
        <TextLink to="/teams/$team/sessions/delegations" params={params} {...link}>
          Open the delegations
        </TextLink>
      );
    case 'emergency':
      return (
        <TextLink to="/teams/$team/emergency" params={params} {...link}>
          Open the reviews
        </TextLink>
      );
    case 'proposal':
      return (
        <TextLink to="/teams/$team/templates" params={params} {...link}>
          Open the templates
        </TextLink>
      );
    case 'billing':
      return (
        <TextLink to="/teams/$team/billing" params={params} {...link}>
          Open the billing
        </TextLink>
      );
    case 'invoice':
      return (
        <TextLink
          to="/teams/$team/billing/invoices/$invoice"
          params={{ ...params, invoice: target.id }}
          {...link}
        >
          Open the invoice
        </TextLink>
      );
    case undefined:
      return (
        <TextLink to="/teams/$team/members" params={params} {...link}>
          Open {team.name}
        </TextLink>
      );
  }
}
