import { Text } from '@mantine/core';
import { useState } from 'react';
import { Differences } from '@/components/ui/differences';
import { DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import {
  type Note,
  readText,
  type TextPlace,
  useSignNote,
  type Written,
} from '@/features/sessions/api/texts';
import { useIsStillSignedIn } from '@/features/auth/api/me';
import { Autosave } from '@/features/sessions/components/autosave';
import type { PageDrafts } from '@/features/drafts/components/drafts';
import { draftKey, wholeOf } from '@/features/sessions/components/text-words';
import { hasStatus } from '@/lib/problem';
import { toast } from '@/lib/toast';

interface SignNoteProps {
  readonly place: TextPlace<'notes'>;
  readonly note: Note;
  readonly etag: string;
  readonly drafts: PageDrafts;
  readonly onClose: () => void;
}

interface Seen {
  readonly written: Written;
  readonly etag: string;
}

/** Signs the version that the signer has seen and no other: one that somebody saved meanwhile is shown first. */
export function SignNote({ place, note, etag, drafts, onClose }: SignNoteProps) {
  const key = draftKey('notes', note.id);
  const held = drafts.find(key);
  const draft = held instanceof Autosave ? held : undefined;
  const sign = useSignNote(place, note.id);
  const [seen, setSeen] = useState<Seen>(() => ({
    written: draft?.draft().written ?? note,
    etag: draft?.etag ?? etag,
  }));
  const isStillSignedIn = useIsStillSignedIn();
  const [before, setBefore] = useState<Written | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [isUnsaved, setUnsaved] = useState(false);

  const show = (now: Seen) => {
    setBefore(seen.written);
    setSeen(now);
  };
  const showTheirs = async () => {
    try {
      const { value, etag: latest } = await readText(place, note.id);
      draft?.replace({ title: value.title, body: value.body }, latest);
      show({ written: value, etag: latest });
    } catch (error) {
      setFailure(error);
    }
  };
  const confirm = async () => {
    setFailure(null);
    await draft?.saveNow();
    if (!isStillSignedIn()) return;
    setUnsaved(Boolean(draft?.unsaved()));
    if (draft?.unsaved()) return;
    const now = draft ? { written: draft.draft().written, etag: draft.etag } : seen;
    // Somebody else's text has come in under this dialog.
    if (wholeOf(now.written) !== wholeOf(seen.written)) return show(now);
    sign.mutate(now.etag, {
      onSuccess: () => {
        drafts.forget(key);
        toast('The note is signed.');
        onClose();
      },
      onError: (error) => (hasStatus(error, 412) ? void showTheirs() : setFailure(error)),
    });
  };
  return (
    <DialogForm
      onSubmit={() => void confirm()}
      onCancel={onClose}
      submit={before ? 'Sign this version' : 'Sign note'}
      busy={sign.isPending}
    >
      <Text size="sm">A signed note cannot be changed any more. What comes later is added to it.</Text>
      {before && (
        <>
          <Text size="sm" role="alert" c="var(--mantine-color-error)">
            Somebody changed this note meanwhile, so it is not signed yet. Read what changed first.
          </Text>
          <Differences
            before={wholeOf(before)}
            after={wholeOf(seen.written)}
            label="What changed meanwhile"
          />
        </>
      )}
      {isUnsaved && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          Something could not be saved yet. Close this and see to it first.
        </Text>
      )}
      <Failure error={failure} />
    </DialogForm>
  );
}
