import { Group, Paper, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Failure } from '@/components/ui/failure';
import { Markdown } from '@/components/ui/markdown';
import { type Note, type TextDocument, type TextPlace, useSaveText } from '@/features/sessions/api/texts';
import { useCheckStillSignedIn } from '@/features/auth/api/me';
import { Autosave, type Save } from '@/features/sessions/components/autosave';
import type { PageDrafts } from '@/features/drafts/components/drafts';
import type { SaveState } from '@/features/drafts/components/held';
import { StaleText } from '@/features/sessions/components/stale-text';
import { draftKey } from '@/features/sessions/components/text-words';
import { fieldErrors } from '@/lib/problem';
import classes from '@/features/sessions/components/text-view.module.css';

interface TextEditorProps {
  readonly place: TextPlace;
  readonly text: Note | TextDocument;
  readonly etag: string;
  readonly drafts: PageDrafts;
}

const stateWords: Record<SaveState, string> = {
  saved: 'All changes saved',
  unsaved: 'Not saved yet',
  saving: 'Saving…',
  failed: 'Not saved',
  stale: 'Not saved: changed by somebody else',
};

/** What one person wrote waits for him: it is never sent with the login of the next one in this tab. */
function useSaveAsWriter(place: TextPlace, id: string): Save {
  const save = useSaveText(place, id);
  const checkStillSignedIn = useCheckStillSignedIn();
  return async (written, etag, signal) => {
    checkStillSignedIn();
    return save(written, etag, signal);
  };
}

/** Title and Markdown, saved while they are written. */
export function TextEditor({ place, text, etag, drafts }: TextEditorProps) {
  const save = useSaveAsWriter(place, text.id);
  const now = { title: text.title, body: text.body };
  const autosave = drafts.of(draftKey(place.kind, text.id), () => new Autosave(now, etag, save));
  const { written, state, error } = useSyncExternalStore(autosave.subscribe, autosave.draft);
  const [mode, setMode] = useState('write');
  useEffect(() => autosave.follow({ title: text.title, body: text.body }, etag), [autosave, text, etag]);
  const wrong = fieldErrors(error);
  return (
    <Stack gap="sm">
      <TextInput
        label="Title"
        maxLength={200}
        value={written.title}
        error={wrong['title']}
        onChange={(event) => autosave.write({ title: event.currentTarget.value })}
        onBlur={() => void autosave.saveNow()}
      />
      <Group justify="space-between" gap="xs">
        <SegmentedControl
          size="xs"
          aria-label="Editor"
          data={[
            { value: 'write', label: 'Write' },
            { value: 'preview', label: 'Preview' },
          ]}
          value={mode}
          onChange={setMode}
        />
        <span className={classes['state']} data-state={state} role="status">
          {stateWords[state]}
        </span>
      </Group>
      {mode === 'write' ? (
        <Textarea
          aria-label="Text"
          description="Markdown: # heading, **bold**, - list"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autosize
          minRows={10}
          maxRows={40}
          classNames={{ input: classes['body'] ?? '' }}
          value={written.body}
          error={wrong['body']}
          onChange={(event) => autosave.write({ body: event.currentTarget.value })}
          onBlur={() => void autosave.saveNow()}
        />
      ) : (
        <Paper withBorder radius="md" p="md">
          <Markdown text={written.body} />
        </Paper>
      )}
      {state === 'stale' && <StaleText place={place} id={text.id} autosave={autosave} />}
      {(state === 'failed' || (state === 'saving' && error !== null)) && (
        <Failure error={error} fields={['title', 'body']} onRetry={() => void autosave.saveNow()} />
      )}
    </Stack>
  );
}
