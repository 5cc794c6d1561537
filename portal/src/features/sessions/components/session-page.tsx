import { Skeleton, Stack } from '@mantine/core';
import { Failure } from '@/components/ui/failure';
import { Page } from '@/components/ui/page';
import { TextLink } from '@/components/ui/text-link';
import { useSession } from '@/features/sessions/api/sessions';
import type { PageDrafts } from '@/features/drafts/components/drafts';
import { useOpenPage } from '@/features/drafts/components/drafts-provider';
import { KeptTexts } from '@/features/drafts/components/kept-text';
import { ReadOnlyNotice } from '@/features/sessions/components/read-only-notice';
import { SessionActions } from '@/features/sessions/components/session-actions';
import { SessionDetails } from '@/features/sessions/components/session-details';
import { SessionPanels } from '@/features/sessions/components/session-panels';
import { SessionMarks } from '@/features/sessions/components/session-status';
import { ViewingBanner } from '@/features/sessions/components/viewing-banner';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { hasStatus } from '@/lib/problem';

/** One session, and what is being written in it until it is saved. */
export function SessionPage({ session }: { session: string }) {
  return <Content id={session} drafts={useOpenPage(`sessions/${session}`)} />;
}

/** What was loaded goes away as soon as the server refuses it; what was written here stays with its writer. */
function Content({ id, drafts }: { id: string; drafts: PageDrafts }) {
  const { team } = useCurrentTeam();
  const loaded = useSession(team.id, id);
  if (loaded.isError && (!loaded.data || hasStatus(loaded.error, 401, 403, 404, 410))) {
    return (
      <Page title="Session" width="reading">
        <Stack>
          <Failure error={loaded.error} onRetry={() => void loaded.refetch()} />
          <KeptTexts drafts={drafts} />
          <BackToSessions />
        </Stack>
      </Page>
    );
  }
  if (!loaded.data) {
    return (
      <Stack role="status" aria-label="Loading the session">
        <Skeleton h={32} w={240} />
        <Skeleton h={120} />
        <Skeleton h={320} />
      </Stack>
    );
  }
  const { value: session, etag } = loaded.data;
  return (
    <Page
      // The name of a patient stays out of the title of the window and its history.
      title="Session"
      heading={session.patient.name}
      intro={<SessionMarks session={session} />}
      width="full"
      actions={<SessionActions session={session} etag={etag} />}
    >
      <Stack gap="lg">
        {session.own && !session.restricted && <ViewingBanner />}
        <ReadOnlyNotice session={session} />
        <SessionDetails session={session} etag={etag} />
        <SessionPanels session={session} />
      </Stack>
    </Page>
  );
}

function BackToSessions() {
  const { team } = useCurrentTeam();
  return (
    <TextLink to="/teams/$team/sessions" params={{ team: team.id }}>
      All my sessions
    </TextLink>
  );
}
