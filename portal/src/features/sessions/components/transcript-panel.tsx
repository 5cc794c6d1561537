import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Failure } from '@/components/ui/failure';
import { LockedReason } from '@/components/ui/refusal';
import { Section } from '@/components/ui/section';
import type { Session } from '@/features/sessions/api/session-types';
import {
  type Transcript,
  type TypedSegment,
  useTranscript,
  useTranscriptServer,
} from '@/features/sessions/api/transcript';
import { useSessionDrafts } from '@/features/drafts/components/drafts-provider';
import { KeptText } from '@/features/drafts/components/kept-text';
import { pastedTranscript, PasteTranscript } from '@/features/sessions/components/paste-transcript';
import { FindSegments, PartButtons, useParts } from '@/features/sessions/components/segment-parts';
import { SegmentText } from '@/features/sessions/components/segment-row';
import { TranscriptDraft } from '@/features/sessions/components/transcript-draft';
import { TranscriptEditor } from '@/features/sessions/components/transcript-editor';
import { TranscriptUpload } from '@/features/sessions/components/transcript-upload';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { isAllowed } from '@/lib/allowed';
import type { Versioned } from '@/lib/api-client';
import { count } from '@/lib/plural';
import { hasStatus } from '@/lib/problem';
import { toast } from '@/lib/toast';
import classes from '@/features/sessions/components/transcript-panel.module.css';

/** Under which what is typed into a transcript is kept. */
const draftName = 'transcript';

/** What was said. Whoever may not read it is told why, and nothing is asked of the server. */
export function TranscriptPanel({ session }: { session: Session }) {
  const why = session.refused['transcript.read'];
  return (
    <Section title="Transcript">
      {isAllowed(session, 'transcript.read') ? (
        <OpenTranscript session={session} />
      ) : (
        why && <LockedReason why={why} />
      )}
    </Section>
  );
}

function OpenTranscript({ session }: { session: Session }) {
  const { team } = useCurrentTeam();
  const loaded = useTranscript(team.id, session.id);
  const failure = <Failure error={loaded.error} onRetry={() => void loaded.refetch()} />;
  if (loaded.isError && (!loaded.data || hasStatus(loaded.error, 401, 403, 404, 410))) {
    return (
      <Stack gap="md">
        <KeptTyping session={session.id} />
        <KeptTyping session={session.id} draft={pastedTranscript} />
        {failure}
      </Stack>
    );
  }
  if (!loaded.data) return <Skeleton h={160} role="status" aria-label="Loading the transcript" />;
  const reload = async () => {
    // Where it fails, the answer still holds what was loaded before.
    const { isSuccess, data } = await loaded.refetch();
    return isSuccess ? data.value : undefined;
  };
  return (
    <Stack gap="md">
      {failure}
      {isAllowed(loaded.data.value, 'transcript.update') ? (
        <TypedTranscript session={session} loaded={loaded.data} reload={reload} />
      ) : (
        <>
          <KeptTyping session={session.id} />
          <ReadTranscript session={session} transcript={loaded.data.value} reload={reload} onEdit={null} />
        </>
      )}
    </Stack>
  );
}

/** What was typed before the transcript could not be changed any more. */
function KeptTyping({ session, draft = draftName }: { session: string; draft?: string }) {
  const drafts = useSessionDrafts(session);
  const [, setDiscarded] = useState<'discarded' | null>(null);
  const part = drafts.unsaved().find(({ key }) => key === draft);
  if (!part) return null;
  const discard = () => {
    drafts.forget(draft);
    setDiscarded('discarded');
  };
  return <KeptText part={part} onDiscard={discard} />;
}

/** Answers the transcript as it is now, undefined when that failed. */
type Reload = () => Promise<Transcript | undefined>;

interface TypedTranscriptProps {
  readonly session: Session;
  readonly loaded: Versioned<Transcript>;
  readonly reload: Reload;
}

/** Read, or typed into: what is typed outlives this page until it is saved or given up. */
function TypedTranscript({ session, loaded, reload }: TypedTranscriptProps) {
  const { team } = useCurrentTeam();
  const server = useTranscriptServer(team.id, session.id);
  const drafts = useSessionDrafts(session.id);
  const [typing, setTyping] = useState<'not_begun' | 'found' | 'begun' | 'ended'>(
    drafts.find(draftName) ? 'found' : 'not_begun',
  );
  const [recorded, setRecorded] = useState<readonly TypedSegment[]>([]);
  const end = (meanwhile: readonly TypedSegment[]) => {
    drafts.forget(draftName);
    setTyping('ended');
    setRecorded(meanwhile);
  };
  if (typing === 'found' || typing === 'begun') {
    return (
      <TranscriptEditor
        draft={drafts.of(draftName, () => new TranscriptDraft(loaded, server))}
        focus={typing === 'begun' ? 'first_row' : 'elsewhere'}
        mayRecord={session.status === 'in_progress' ? 'in_progress' : 'over'}
        onSaved={end}
        onDiscard={() => end([])}
      />
    );
  }
  return (
    <Stack gap="md">
      <Recorded segments={recorded} onClose={() => setRecorded([])} />
      <ReadTranscript
        session={session}
        transcript={loaded.value}
        reload={reload}
        editButton={typing === 'ended' ? 'with_focus' : 'plain'}
        onEdit={() => setTyping('begun')}
      />
    </Stack>
  );
}

const mostRecorded = 5;

/** What came in while somebody typed, so that it does not go unseen. */
function Recorded({ segments, onClose }: { segments: readonly TypedSegment[]; onClose: () => void }) {
  if (segments.length === 0) return null;
  const others = segments.length - mostRecorded;
  return (
    <Alert
      role="status"
      variant="light"
      withCloseButton
      closeButtonLabel="Close"
      onClose={onClose}
      title={`${count(segments.length, 'segment')} recorded while you typed`}
    >
      <Text size="sm" mb="xs">
        Kept behind what you wrote.
      </Text>
      <Stack gap="xs" role="region" aria-label="Recorded meanwhile">
        {segments.slice(0, mostRecorded).map((segment, index) => (
          <SegmentText key={index} segment={segment} />
        ))}
        {others > 0 && <Text size="sm">and {count(others, 'other')}</Text>}
      </Stack>
    </Alert>
  );
}

interface ReadTranscriptProps {
  readonly session: Session;
  readonly transcript: Transcript;
  readonly reload: Reload;
  /** The focus comes back to it from the fields that it led to. */
  readonly editButton?: 'with_focus' | 'plain';
  /** Null where it may not be changed. */
  readonly onEdit: (() => void) | null;
}

function ReadTranscript({ session, transcript, reload, editButton = 'plain', onEdit }: ReadTranscriptProps) {
  const why = transcript.refused['transcript.update'] ?? session.refused['transcript.update'];
  const mayAdd = isAllowed(transcript, 'session.record');
  return (
    <Stack gap="md">
      {!mayAdd && <KeptTyping session={session.id} draft={pastedTranscript} />}
      <Group gap="xs">
        {mayAdd && <TranscriptUpload session={session.id} />}
        {mayAdd && <PasteTranscript session={session.id} />}
        {onEdit && (
          <Button variant="default" size="xs" autoFocus={editButton === 'with_focus'} onClick={onEdit}>
            {transcript.segments.length === 0 ? 'Type' : 'Edit'}
          </Button>
        )}
        {session.status === 'in_progress' && <LoadRecorded transcript={transcript} reload={reload} />}
      </Group>
      <Segments transcript={transcript} />
      {why && <LockedReason why={why} />}
    </Stack>
  );
}

/** Not by itself: each reading is recorded, and what somebody reads does not move away under him. */
function LoadRecorded({ transcript, reload }: { transcript: Transcript; reload: Reload }) {
  const [isLoading, setLoading] = useState(false);
  const load = async () => {
    setLoading(true);
    const now = await reload();
    setLoading(false);
    if (!now) return;
    const more = now.segments.length - transcript.segments.length;
    toast(more > 0 ? `${count(more, 'segment')} more.` : 'Nothing new was recorded.');
  };
  return (
    <Button variant="subtle" size="xs" loading={isLoading} onClick={() => void load()}>
      Load what was recorded
    </Button>
  );
}

function Segments({ transcript }: { transcript: Transcript }) {
  const parts = useParts(transcript.segments);
  if (transcript.segments.length === 0) return <Text c="dimmed">Nothing recorded yet.</Text>;
  return (
    <>
      <FindSegments parts={parts} />
      <div className={classes['segments']} tabIndex={0} role="region" aria-label="What was said">
        {parts.shown.map(({ segment, place }) => (
          <SegmentText key={place} segment={segment} />
        ))}
      </div>
      <PartButtons parts={parts} />
    </>
  );
}
