import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Failure } from '@/components/ui/failure';
import { Markdown } from '@/components/ui/markdown';
import { type Note, type TextPlace, useAddendum } from '@/features/sessions/api/texts';
import { isAllowed } from '@/lib/allowed';
import { formatDateTime } from '@/lib/dates';
import { useIdempotencyKey } from '@/lib/idempotency';
import classes from '@/features/sessions/components/text-view.module.css';

interface AddendaProps {
  readonly place: TextPlace<'notes'>;
  readonly note: Note;
}

/** What was added to a signed note, and the field for more. */
export function Addenda({ place, note }: AddendaProps) {
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
      {note.signed && isAllowed(note, 'note.addend') && <NewAddendum place={place} id={note.id} />}
    </Stack>
  );
}

function NewAddendum({ place, id }: { place: TextPlace<'notes'>; id: string }) {
  const [body, setBody] = useState('');
  const add = useAddendum(place, id);
  const key = useIdempotencyKey();
  const save = () => add.mutate({ body, headers: key.keyFor(body) }, { onSuccess: () => setBody('') });
  return (
    <Stack gap="xs">
      <Textarea
        label="Addendum"
        autosize
        minRows={2}
        maxRows={12}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <Failure error={add.error} />
      <Group justify="flex-end">
        <Button size="xs" onClick={save} loading={add.isPending} disabled={body.trim() === ''}>
          Add to the note
        </Button>
      </Group>
    </Stack>
  );
}
