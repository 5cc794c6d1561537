import { Text } from '@mantine/core';
import { IconEye } from '@/components/ui/icons';
import type { PersonRef } from '@/features/sessions/api/session-types';
import { useSessionView } from '@/features/sessions/api/sessions';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { count, listed } from '@/lib/plural';
import classes from '@/features/sessions/components/viewing-banner.module.css';

const mostNames = 5;

/** The first names, and how many others: "Ada, Ben, and 7 others". */
function named(by: readonly PersonRef[], more: number): string {
  const names = by.slice(0, mostNames).map(({ name }) => name);
  const others = by.length - names.length + more;
  return listed(others > 0 ? [...names, count(others, 'other')] : names);
}

/** Tells a clinician that own sessions can be read by others now, by whom and what of them; nothing otherwise. */
export function ViewingBanner() {
  const { team } = useCurrentTeam();
  const view = useSessionView(team.id);
  if (!view.data?.viewable) return null;
  const { by, more, include_transcripts: transcripts } = view.data;
  const what = transcripts ? 'notes, documents and transcripts' : 'notes and documents, not the transcripts,';
  return (
    <div className={classes['banner']} role="note" aria-label="Session View">
      <IconEye size={18} />
      <Text size="sm">
        Session View is on: {named(by, more)} can read the {what} of your sessions. A session that you
        restrict stays hidden.
      </Text>
    </div>
  );
}
