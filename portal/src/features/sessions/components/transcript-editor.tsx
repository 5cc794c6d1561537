import { Button, Group, Stack } from '@mantine/core';
import { useRef, useState, useSyncExternalStore } from 'react';
import { DiscardQuestion } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { StaleChoice } from '@/components/ui/stale-choice';
import type { TypedSegment } from '@/features/sessions/api/transcript';
import { FindSegments, PartButtons, useParts } from '@/features/sessions/components/segment-parts';
import { SegmentFields, SegmentRow } from '@/features/sessions/components/segment-row';
import { whereTheyDiffer } from '@/features/sessions/components/segment-words';
import type { Row, Saved, TranscriptDraft } from '@/features/sessions/components/transcript-draft';
import { toast } from '@/lib/toast';
import classes from '@/features/sessions/components/transcript-panel.module.css';

interface TranscriptEditorProps {
  readonly draft: TranscriptDraft;
  /** Where the focus begins: whoever asked to edit goes on in the first row. */
  readonly focus: 'first_row' | 'elsewhere';
  readonly mayRecord: 'in_progress' | 'over';
  /** With what was recorded while it was typed. */
  readonly onSaved: (recorded: readonly TypedSegment[]) => void;
  readonly onDiscard: () => void;
}

/** The row that waits for the first words of an empty transcript. */
function emptyRow([first, second]: readonly Row[]): number | null {
  return first && !second && first.text === '' ? first.key : null;
}

const savedInPart = 'The transcript is saved, without what you typed since then. Save once more.';

/** Typing and correcting, one segment at a time; it is saved as a whole when the writer says so. */
export function TranscriptEditor({ draft, focus, mayRecord, onSaved, onDiscard }: TranscriptEditorProps) {
  const { rows, state, error } = useSyncExternalStore(draft.subscribe, draft.typing);
  const [editing, setEditing] = useState<number | null>(() => emptyRow(rows));
  // The row that has the focus when the fields of another one, or its own, are gone.
  const [focused, setFocused] = useState<number | null>(() =>
    focus === 'first_row' ? (rows[0]?.key ?? null) : null,
  );
  const [asking, setAsking] = useState<'discard' | null>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const parts = useParts(
    rows,
    rows.find(({ key }) => key === editing),
  );
  const isSaving = state === 'saving';
  const finish = (saved: Saved) => {
    if (saved === 'not_saved') return;
    toast(draft.unsaved() ? savedInPart : 'The transcript is saved.');
    if (saved === 'saved') onSaved(draft.typing().recorded);
  };
  const save = () => {
    setAsking(null);
    void draft.save().then(finish);
  };
  const edit = (key: number) => {
    setFocused(null);
    setEditing(key);
  };
  const add = () => {
    edit(draft.add());
    parts.find('');
    parts.go(Number.MAX_SAFE_INTEGER);
  };
  const discard = () => (draft.unsaved() ? setAsking('discard') : onDiscard());
  const leave = (next: number | undefined) => {
    setFocused(next ?? null);
    setEditing(null);
    if (next === undefined) addButton.current?.focus();
  };
  const remove = (key: number) => {
    const keys = parts.shown.map(({ segment }) => segment.key);
    const place = keys.indexOf(key);
    leave(keys[place + 1] ?? keys[place - 1]);
    draft.remove(key);
  };
  return (
    <Stack gap="sm">
      <FindSegments parts={parts} />
      <PartButtons parts={parts} />
      <div className={classes['rows']}>
        {parts.shown.map(({ segment, place }) =>
          segment.key === editing ? (
            <SegmentFields
              key={segment.key}
              segment={segment}
              place={place}
              onChange={(part) => draft.change(segment.key, part)}
              onRemove={() => remove(segment.key)}
              onDone={() => leave(segment.key)}
            />
          ) : (
            <SegmentRow
              key={segment.key}
              segment={segment}
              place={place}
              focus={segment.key === focused ? 'here' : 'elsewhere'}
              onEdit={() => edit(segment.key)}
            />
          ),
        )}
      </div>
      <Group gap="xs">
        <Button ref={addButton} variant="subtle" size="xs" onClick={add}>
          Add a segment
        </Button>
        {mayRecord === 'in_progress' && (
          <Button variant="subtle" size="xs" disabled={isSaving} onClick={() => void draft.loadRecorded()}>
            Load what was recorded
          </Button>
        )}
      </Group>
      {state === 'stale' && <Conflict draft={draft} onSaved={finish} />}
      {state === 'failed' && <Failure error={error} />}
      {asking && <DiscardQuestion onStay={() => setAsking(null)} onDiscard={onDiscard} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" size="xs" disabled={isSaving} onClick={discard}>
          Discard changes
        </Button>
        <Button size="xs" loading={isSaving} disabled={state === 'stale'} onClick={save}>
          Save transcript
        </Button>
      </Group>
    </Stack>
  );
}

interface ConflictProps {
  readonly draft: TranscriptDraft;
  readonly onSaved: (saved: Saved) => void;
}

/** Somebody else changed what was there already: nothing can be put together without the writer. */
function Conflict({ draft, onSaved }: ConflictProps) {
  const { rows, theirs } = useSyncExternalStore(draft.subscribe, draft.typing);
  if (!theirs) return null;
  const { before, after } = whereTheyDiffer(theirs.value.segments, rows);
  return (
    <StaleChoice
      theirs={before}
      mine={after}
      error={null}
      onReload={() => void draft.loadRecorded()}
      onKeepMine={() => void draft.saveOver(theirs).then(onSaved)}
      onTakeTheirs={() => draft.take(theirs)}
    />
  );
}
