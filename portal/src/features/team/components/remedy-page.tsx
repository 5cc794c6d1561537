import { TextLink } from '@/components/ui/text-link';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { type Action, isAllowed } from '@/lib/allowed';

/** Where an action on the team is done: the first part of its name is the area. */
const pages = {
  billing: { to: '/teams/$team/billing', label: 'Open billing' },
  team: { to: '/teams/$team/settings', label: 'Open team settings' },
} as const;

function pageOf(action: string) {
  const [area = ''] = action.split('.');
  return area === 'billing' || area === 'team' ? pages[area] : null;
}

/** A link to where the reader can do something about a refusal; nothing for who may not. */
export function RemedyPage({ action }: { action: string | null | undefined }) {
  const { team } = useCurrentTeam();
  const page = pageOf(action ?? '');
  if (!page || !isAllowed(team, action as Action)) return null;
  return (
    <TextLink to={page.to} params={{ team: team.id }} size="sm">
      {page.label}
    </TextLink>
  );
}
