import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog, DialogForm } from '@/components/ui/dialog';
import { LateFailure } from '@/components/ui/late-failure';
import {
  type Note,
  type TextDocument,
  type TextPlace,
  useDeleteText,
  type Written,
} from '@/features/sessions/api/texts';
import { useIsStillSignedIn } from '@/features/auth/api/me';
import { Autosave } from '@/features/sessions/components/autosave';
import type { PageDrafts } from '@/features/drafts/components/drafts';
import { DocumentFiles } from '@/features/sessions/components/document-files';
import { SignNote } from '@/features/sessions/components/sign-note';
import { draftKey, isNote, textWords, wholeOf } from '@/features/sessions/components/text-words';
import { VersionHistory } from '@/features/sessions/components/version-history';
import { isAllowed } from '@/lib/allowed';
import { toast } from '@/lib/toast';

interface TextActionsProps {
  readonly place: TextPlace;
  readonly text: Note | TextDocument;
  readonly etag: string;
  readonly drafts: PageDrafts;
}

type Opened = 'sign' | 'versions' | 'delete' | null;

export function TextActions({ place, text, etag, drafts }: TextActionsProps) {
  const [opened, setOpened] = useState<Opened>(null);
  const words = textWords[place.kind];
  const close = () => setOpened(null);
  const held = drafts.find(draftKey(place.kind, text.id));
  const draft = held instanceof Autosave && isAllowed(text, words.update) ? held : undefined;
  const restore = (earlier: Written) => {
    void draft?.restore(earlier);
    close();
  };
  const quiet = { size: 'xs', variant: 'default' } as const;
  return (
    <Group gap="xs">
      {isNote(text) && isAllowed(text, 'note.sign') && (
        <Button size="xs" onClick={() => setOpened('sign')}>
          Sign
        </Button>
      )}
      {!isNote(text) && <DocumentFiles key={text.id} place={place} id={text.id} />}
      <Button {...quiet} onClick={() => setOpened('versions')}>
        Versions
      </Button>
      {isAllowed(text, words.remove) && (
        <Button {...quiet} color="red" variant="subtle" onClick={() => setOpened('delete')}>
          Delete
        </Button>
      )}
      <Dialog title="Version history" opened={opened === 'versions'} onClose={close} size="lg">
        <VersionHistory place={place} id={text.id} onRestore={draft ? restore : null} />
      </Dialog>
      {isNote(text) && (
        <Dialog title="Sign note" opened={opened === 'sign'} onClose={close}>
          <SignNote
            place={{ ...place, kind: 'notes' }}
            note={text}
            etag={etag}
            drafts={drafts}
            onClose={close}
          />
        </Dialog>
      )}
      <Dialog title={`Delete ${words.one}`} opened={opened === 'delete'} onClose={close}>
        <DeleteText place={place} text={text} etag={etag} drafts={drafts} onClose={close} />
      </Dialog>
    </Group>
  );
}

interface DeleteTextProps extends TextActionsProps {
  readonly onClose: () => void;
}

function DeleteText({ place, text, etag, drafts, onClose }: DeleteTextProps) {
  const { id } = text;
  const held = drafts.find(draftKey(place.kind, id));
  const { one } = textWords[place.kind];
  const remove = useDeleteText(place, id);
  const isStillSignedIn = useIsStillSignedIn();
  const confirm = async () => {
    // What we have just written ourselves does not make us too late.
    await held?.saveNow();
    if (!isStillSignedIn()) return;
    const own = held instanceof Autosave && !held.unsaved() ? held : null;
    const seen = own ? { value: own.draft().written, etag: own.etag } : { value: text, etag };
    remove.mutate(seen, {
      onSuccess: () => {
        drafts.forget(draftKey(place.kind, id));
        drafts.forget(`addenda/${id}`);
        toast(`The ${one} is deleted.`);
        onClose();
      },
    });
  };
  return (
    <DialogForm
      onSubmit={() => void confirm()}
      onCancel={onClose}
      submit={`Delete ${one}`}
      busy={remove.isPending}
      tone="danger"
    >
      <Text size="sm">It goes away for good, with all its versions.</Text>
      <LateFailure
        error={remove.error}
        what={one}
        seen={remove.variables && wholeOf(remove.variables.value)}
        now={wholeOf(text)}
      />
    </DialogForm>
  );
}
