import { Alert, Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Failure } from '@/components/ui/failure';
import { IconAlert } from '@/components/ui/icons';
import {
  type Transcript,
  type TypedSegment,
  useTranscript,
  useWriteTranscript,
} from '@/features/sessions/api/transcript';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { hasStatus } from '@/lib/problem';
import { toast } from '@/lib/toast';
import classes from '@/features/sessions/components/transcript-panel.module.css';

interface TranscriptEditorProps {
  readonly transcript: Transcript;
  readonly etag: string;
  readonly onClose: () => void;
}

interface Row extends TypedSegment {
  readonly key: number;
}

function rowsOf(transcript: Transcript): Row[] {
  const rows = transcript.segments.map(({ position, ...segment }) => ({ ...segment, key: position }));
  return rows.length > 0 ? rows : [emptyRow(rows)];
}

/** A new row speaks for whoever spoke before the last one, as people take turns. */
function emptyRow(rows: readonly Row[]): Row {
  const key = Math.max(0, ...rows.map((row) => row.key)) + 1;
  return { key, speaker: rows.at(-2)?.speaker ?? '', text: '', start_ms: null, end_ms: null };
}

function segmentsOf(rows: readonly Row[]): TypedSegment[] {
  return rows.filter(({ text }) => text.trim() !== '').map(({ key: _, ...segment }) => segment);
}

/** Typing and correcting; it is saved as a whole when the writer says so. */
export function TranscriptEditor({ transcript, etag, onClose }: TranscriptEditorProps) {
  const { team } = useCurrentTeam();
  const [rows, setRows] = useState(() => rowsOf(transcript));
  // What the rows are based on: a later version of the transcript must not slip in under them.
  const [base] = useState(etag);
  const write = useWriteTranscript(team.id, transcript.session);
  const current = useTranscript(team.id, transcript.session);
  const change = (key: number, part: Partial<Row>) =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const save = (on: string) =>
    write.mutate(
      { segments: segmentsOf(rows), etag: on },
      {
        onSuccess: () => {
          toast('The transcript is saved.');
          onClose();
        },
      },
    );
  const saveOver = async () => {
    const { data } = await current.refetch();
    if (data) save(data.etag);
  };
  const isStale = hasStatus(write.error, 412);
  return (
    <Stack gap="sm">
      {rows.map((row, index) => (
        <SegmentFields
          key={row.key}
          row={row}
          place={index + 1}
          onChange={(part) => change(row.key, part)}
          onRemove={() => setRows(rows.filter(({ key }) => key !== row.key))}
        />
      ))}
      <Group>
        <Button variant="subtle" size="xs" onClick={() => setRows([...rows, emptyRow(rows)])}>
          Add a segment
        </Button>
      </Group>
      {isStale ? (
        <Alert role="alert" color="red" variant="light" icon={<IconAlert />} title="Changed meanwhile">
          <Text size="sm" mb="xs">
            Somebody added to the transcript or changed it. Your text is still here and not saved.
          </Text>
          <Button size="xs" variant="default" onClick={() => void saveOver()}>
            Save mine in its place
          </Button>
        </Alert>
      ) : (
        <Failure error={write.error} />
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" size="xs" onClick={onClose}>
          Discard changes
        </Button>
        <Button size="xs" loading={write.isPending} onClick={() => save(base)}>
          Save transcript
        </Button>
      </Group>
    </Stack>
  );
}

interface SegmentFieldsProps {
  readonly row: Row;
  readonly place: number;
  readonly onChange: (part: Partial<Row>) => void;
  readonly onRemove: () => void;
}

function SegmentFields({ row, place, onChange, onRemove }: SegmentFieldsProps) {
  return (
    <Stack gap={6} className={classes['typed']} role="group" aria-label={`Segment ${place}`}>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          aria-label="Speaker"
          placeholder="Speaker"
          size="xs"
          flex={1}
          value={row.speaker}
          onChange={(event) => onChange({ speaker: event.currentTarget.value })}
        />
        <Button variant="subtle" color="gray" size="compact-xs" onClick={onRemove}>
          Remove
        </Button>
      </Group>
      <Textarea
        aria-label="What was said"
        autosize
        minRows={1}
        maxRows={12}
        value={row.text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
    </Stack>
  );
}
