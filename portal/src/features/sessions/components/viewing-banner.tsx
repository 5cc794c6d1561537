import { Text } from '@mantine/core';
import { IconEye } from '@/components/ui/icons';
import { whoReadsWhat } from '@/features/sessions/components/who-reads-what';
import { useSessionView } from '@/features/sessions/api/sessions';
import { useCurrentTeam } from '@/features/team/api/current-team';
import classes from '@/features/sessions/components/viewing-banner.module.css';

/** Tells a clinician that own sessions can be read by others now, by whom and what of them; nothing otherwise. */
export function ViewingBanner() {
  const { team } = useCurrentTeam();
  const view = useSessionView(team.id);
  if (!view.data?.viewable) return null;
  return (
    <div className={classes['banner']} role="note" aria-label="Session View">
      <IconEye size={18} />
      <Text size="sm">
        Session View is on: {whoReadsWhat(view.data.by, view.data.more)} A session that you restrict stays
        hidden.
      </Text>
    </div>
  );
}
