import { Button, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Dialog, DialogForm, useAskBeforeClosing } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { useKept, useKeptDialog, useTypedForm } from '@/features/drafts/components/kept-form';
import { LastAttempt } from '@/features/drafts/components/last-attempt';
import { useAppendSegments } from '@/features/sessions/api/transcript';
import { segmentsIn } from '@/features/sessions/components/pasted-segments';
import { SegmentText } from '@/features/sessions/components/segment-row';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { count } from '@/lib/plural';
import { toast } from '@/lib/toast';
import classes from '@/features/sessions/components/transcript-panel.module.css';

/** Under which what is pasted is kept. */
export const pastedTranscript = 'pasted';

/** Adds a text from elsewhere to the transcript. */
export function PasteTranscript({ session }: { session: string }) {
  const { isOpened, open, close } = useKeptDialog(`sessions/${session}`, pastedTranscript);
  return (
    <>
      <Button variant="default" size="xs" onClick={open}>
        Paste
      </Button>
      <Dialog title="Paste a transcript" opened={isOpened} onClose={close} size="lg">
        <PasteForm session={session} onClose={close} />
      </Dialog>
    </>
  );
}

const mostShown = 20;

const description =
  'A line such as “Patient: It hurts.” becomes a segment of its speaker; without speakers, each paragraph becomes one.';

function PasteForm({ session, onClose }: { session: string; onClose: () => void }) {
  const { team } = useCurrentTeam();
  const append = useAppendSegments(team.id, session);
  const draft = useTypedForm<string>(`sessions/${session}`, pastedTranscript, 'Pasted transcript', String);
  const [pasted, setPasted] = useState(draft.content() ?? '');
  const segments = segmentsIn(pasted);
  useKept(draft, pasted === '' ? null : pasted);
  useAskBeforeClosing(pasted !== '', 'in_tab');
  const add = () =>
    void draft.key.send(segments, (headers) =>
      append.mutateAsync(
        { segments, headers },
        {
          onSuccess: ({ appended }) => {
            toast(`${count(appended, 'segment')} added to the transcript.`);
            onClose();
          },
        },
      ),
    );
  return (
    <DialogForm
      onSubmit={add}
      onCancel={onClose}
      submit="Add to the transcript"
      busy={append.isPending}
      disabled={segments.length === 0}
    >
      <Textarea
        label="Text"
        description={description}
        autosize
        minRows={6}
        maxRows={14}
        data-autofocus
        value={pasted}
        onChange={(event) => setPasted(event.currentTarget.value)}
      />
      {segments.length > 0 && (
        <Stack gap="xs">
          <Text size="sm" c="dimmed" role="status">
            Becomes {count(segments.length, 'segment')}
          </Text>
          <div className={classes['segments']} tabIndex={0} role="region" aria-label="What is added">
            {segments.slice(0, mostShown).map((segment, index) => (
              <SegmentText key={index} segment={segment} />
            ))}
            {segments.length > mostShown && (
              <Text size="sm">and {count(segments.length - mostShown, 'other')}</Text>
            )}
          </div>
        </Stack>
      )}
      <LastAttempt of={draft.key} check="the transcript" />
      <Failure error={append.error} />
    </DialogForm>
  );
}
