import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Failure } from '@/components/ui/failure';
import { LockedReason } from '@/components/ui/refusal';
import { Section } from '@/components/ui/section';
import type { Session } from '@/features/sessions/api/session-types';
import { type Transcript, useTranscript } from '@/features/sessions/api/transcript';
import { TranscriptEditor } from '@/features/sessions/components/transcript-editor';
import { TranscriptUpload } from '@/features/sessions/components/transcript-upload';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { isAllowed } from '@/lib/allowed';
import { hasStatus } from '@/lib/problem';
import classes from '@/features/sessions/components/transcript-panel.module.css';

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
  const [editing, setEditing] = useState<'typing' | null>(null);
  if (loaded.isError && (!loaded.data || hasStatus(loaded.error, 401, 403, 404, 410))) {
    return <Failure error={loaded.error} onRetry={() => void loaded.refetch()} />;
  }
  if (!loaded.data) return <Skeleton h={160} role="status" aria-label="Loading the transcript" />;
  const { value: transcript, etag } = loaded.data;
  if (editing) {
    return <TranscriptEditor transcript={transcript} etag={etag} onClose={() => setEditing(null)} />;
  }
  const why = transcript.refused['transcript.update'] ?? session.refused['transcript.update'];
  return (
    <Stack gap="md">
      <Group gap="xs">
        {isAllowed(transcript, 'session.record') && <TranscriptUpload session={session.id} />}
        {isAllowed(transcript, 'transcript.update') && (
          <Button variant="default" size="xs" onClick={() => setEditing('typing')}>
            {transcript.segments.length === 0 ? 'Type' : 'Edit'}
          </Button>
        )}
      </Group>
      <Segments transcript={transcript} />
      {why && <LockedReason why={why} />}
    </Stack>
  );
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
}

function Segments({ transcript }: { transcript: Transcript }) {
  if (transcript.segments.length === 0) return <Text c="dimmed">Nothing recorded yet.</Text>;
  return (
    <div className={classes['segments']} tabIndex={0} role="region" aria-label="What was said">
      {transcript.segments.map(({ position, speaker, text, start_ms }) => (
        <div key={position}>
          <div className={classes['speaker']}>
            {speaker || 'Unknown speaker'}
            {start_ms !== null && (
              <span className={`tabular ${classes['time'] ?? ''}`}>{clock(start_ms)}</span>
            )}
          </div>
          <p className={classes['text']}>{text}</p>
        </div>
      ))}
    </div>
  );
}
