import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { TypedSegment } from '@/features/sessions/api/transcript';
import { clockOf } from '@/features/sessions/components/segment-words';
import classes from '@/features/sessions/components/transcript-panel.module.css';

/** Who said what, and when. */
export function SegmentText({ segment: { speaker, text, start_ms } }: { segment: TypedSegment }) {
  return (
    <div className={classes['said']}>
      <div className={classes['speaker']}>
        {speaker || 'Unknown speaker'}
        {start_ms !== null && <span className={`tabular ${classes['time'] ?? ''}`}>{clockOf(start_ms)}</span>}
      </div>
      <p className={classes['text']}>{text}</p>
    </div>
  );
}

interface SegmentRowProps {
  readonly segment: TypedSegment;
  readonly place: number;
  readonly focus: 'here' | 'elsewhere';
  readonly onEdit: () => void;
}

/** A segment that can be opened for editing. */
export function SegmentRow({ segment, place, focus, onEdit }: SegmentRowProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (focus === 'here') button.current?.focus();
  }, [focus]);
  return (
    <Group wrap="nowrap" align="flex-start" role="group" aria-label={`Segment ${place}`}>
      <SegmentText segment={segment} />
      <Button
        ref={button}
        variant="subtle"
        size="compact-xs"
        flex="none"
        aria-label={`Edit segment ${place}`}
        onClick={onEdit}
      >
        Edit
      </Button>
    </Group>
  );
}

interface SegmentFieldsProps {
  readonly segment: TypedSegment;
  readonly place: number;
  readonly onChange: (part: Partial<TypedSegment>) => void;
  readonly onRemove: () => void;
  readonly onDone: () => void;
}

export function SegmentFields({ segment, place, onChange, onRemove, onDone }: SegmentFieldsProps) {
  return (
    <Stack gap={6} className={classes['typed']} role="group" aria-label={`Segment ${place}`}>
      <Group gap="xs">
        <TextInput
          aria-label="Speaker"
          placeholder="Speaker"
          size="xs"
          flex="1 1 120px"
          maxLength={100}
          value={segment.speaker}
          onChange={(event) => onChange({ speaker: event.currentTarget.value })}
        />
        <Button variant="subtle" color="gray" size="compact-xs" onClick={onRemove}>
          Remove
        </Button>
        <Button variant="default" size="compact-xs" onClick={onDone}>
          Done
        </Button>
      </Group>
      <Textarea
        aria-label="What was said"
        autosize
        minRows={1}
        maxRows={12}
        maxLength={20_000}
        autoFocus
        value={segment.text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
    </Stack>
  );
}
