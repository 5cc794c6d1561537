import { Text } from '@mantine/core';
import { IconEye } from '@/components/ui/icons';
import { useSessionView } from '@/features/sessions/api/sessions';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { listed } from '@/lib/plural';
import classes from '@/features/sessions/components/viewing-banner.module.css';

/** Tells a clinician that own sessions can be read by others now, by whom and what of them; nothing otherwise. */
export function ViewingBanner() {
  const { team } = useCurrentTeam();
  const view = useSessionView(team.id);
  if (!view.data?.viewable) return null;
  const { by, include_transcripts: transcripts } = view.data;
  const what = transcripts ? 'notes, documents and transcripts' : 'notes and documents, not the transcripts,';
  return (
    <div className={classes['banner']} role="note" aria-label="Session View">
      <IconEye size={18} />
      <Text size="sm">
        Session View is on: {by.length > 0 ? listed(by.map(({ name }) => name)) : 'others'} can read the{' '}
        {what} of your sessions. A session that you restrict stays hidden.
      </Text>
    </div>
  );
}
