import { LockedReason } from '@/components/ui/refusal';
import { TextLink } from '@/components/ui/text-link';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { isAllowed } from '@/lib/allowed';
import type { Why } from '@/lib/problem';

const settingsActions = ['team.session_view.update', 'team.settings.update', 'billing.start_trial'];

/** Why colleagues' sessions are missing, and the page where the reader can do something about it. */
export function WhyNotAll({ why }: { why: Why }) {
  const { team } = useCurrentTeam();
  const leads = settingsActions.includes(why.remedy?.action ?? '') && isAllowed(team, 'team.settings.update');
  return (
    <div role="note" aria-label="Why colleagues' sessions are not shown" style={{ marginBottom: 16 }}>
      <LockedReason why={why} />
      {leads && (
        <TextLink to="/teams/$team/settings" params={{ team: team.id }} size="sm">
          Open team settings
        </TextLink>
      )}
    </div>
  );
}
