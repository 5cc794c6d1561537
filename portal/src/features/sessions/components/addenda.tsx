import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { Failure } from '@/components/ui/failure';
import { Markdown } from '@/components/ui/markdown';
import { type Note, type TextPlace, useAddendum } from '@/features/sessions/api/texts';
import type { PageDrafts } from '@/features/drafts/components/drafts';
import { LastAttempt } from '@/features/drafts/components/last-attempt';
import { TypedText } from '@/features/sessions/components/typed-text';
import { isAllowed } from '@/lib/allowed';
import { formatDateTime } from '@/lib/dates';
import { hasCode } from '@/lib/problem';
import classes from '@/features/sessions/components/text-view.module.css';

interface AddendaProps {
  readonly place: TextPlace<'notes'>;
  readonly note: Note;
  readonly drafts: PageDrafts;
}

/** What was added to a signed note, and the field for more. */
export function Addenda({ place, note, drafts }: AddendaProps) {
  return (
    <Stack gap="sm">
      {note.addenda.map(({ id, author, body, created_at }) => (
        <section key={id} className={classes['addendum']} aria-label={`Addendum of ${author.name}`}>
          <Text size="sm" c="dimmed">
            Addendum of {author.name}, {formatDateTime(created_at)}
          </Text>
          <Markdown text={body} />
        </section>
      ))}
      {note.signed && isAllowed(note, 'note.addend') && (
        <NewAddendum place={place} note={note} drafts={drafts} />
      )}
    </Stack>
  );
}

function NewAddendum({ place, note, drafts }: AddendaProps) {
  const draft = drafts.of(`addenda/${note.id}`, () => new TypedText(`Addendum to ${note.title}`));
  const body = useSyncExternalStore(draft.subscribe, draft.text);
  const add = useAddendum(place, note.id);
  // Its failure is shown from `add`; it goes on when this page is left.
  const save = () =>
    void draft.sendBy((text, headers) => add.mutateAsync({ body: text, headers })).catch(() => {});
  return (
    <Stack gap="xs">
      <Textarea
        label="Addendum"
        autosize
        minRows={2}
        maxRows={12}
        value={body}
        onChange={(event) => draft.write(event.currentTarget.value)}
      />
      <LastAttempt of={draft.key} check="the addenda above" />
      <Failure error={hasCode(add.error, 'not_replayable') ? null : add.error} />
      <Group justify="flex-end">
        <Button size="xs" onClick={save} loading={add.isPending} disabled={body.trim() === ''}>
          Add to the note
        </Button>
      </Group>
    </Stack>
  );
}
