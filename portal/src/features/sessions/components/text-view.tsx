import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { Failure } from '@/components/ui/failure';
import { Markdown } from '@/components/ui/markdown';
import { LockedReason } from '@/components/ui/refusal';
import { type Note, type TextDocument, type TextPlace, useText } from '@/features/sessions/api/texts';
import { Addenda } from '@/features/sessions/components/addenda';
import type { PageDrafts } from '@/features/drafts/components/drafts';
import { KeptText } from '@/features/drafts/components/kept-text';
import { TextActions } from '@/features/sessions/components/text-actions';
import { TextEditor } from '@/features/sessions/components/text-editor';
import { draftKey, isNote, textWords } from '@/features/sessions/components/text-words';
import { isAllowed } from '@/lib/allowed';
import { formatDateTime } from '@/lib/dates';
import { hasStatus } from '@/lib/problem';

interface TextViewProps {
  readonly place: TextPlace;
  readonly id: string;
  readonly drafts: PageDrafts;
}

/** One note or document: an editor for who may change it, else the text with the reason why it cannot be changed. */
export function TextView({ place, id, drafts }: TextViewProps) {
  const loaded = useText(place, id);
  if (loaded.isError && (!loaded.data || hasStatus(loaded.error, 401, 403, 404, 410))) {
    return (
      <Stack gap="sm">
        <Failure error={loaded.error} onRetry={() => void loaded.refetch()} />
        <KeptOf drafts={drafts} draft={draftKey(place.kind, id)} />
      </Stack>
    );
  }
  if (!loaded.data) {
    return <Skeleton h={160} role="status" aria-label={`Loading the ${textWords[place.kind].one}`} />;
  }
  const { value: text, etag } = loaded.data;
  const isOpen = isAllowed(text, textWords[place.kind].update);
  return (
    <Stack gap="sm">
      {isOpen ? (
        <TextEditor place={place} text={text} etag={etag} drafts={drafts} />
      ) : (
        <>
          <KeptOf drafts={drafts} draft={draftKey(place.kind, id)} />
          <ReadText place={place} text={text} />
        </>
      )}
      {isNote(text) && <Addenda place={{ ...place, kind: 'notes' }} note={text} drafts={drafts} />}
      <TextActions place={place} text={text} etag={etag} drafts={drafts} />
    </Stack>
  );
}

/** What was written into a text before it was locked or taken away. */
function KeptOf({ drafts, draft }: { drafts: PageDrafts; draft: string }) {
  const part = drafts.unsaved().find(({ key }) => key === draft);
  return part ? <KeptText part={part} onDiscard={() => drafts.forget(draft)} /> : null;
}

function ReadText({ place, text }: { place: TextPlace; text: Note | TextDocument }) {
  const why = text.refused[textWords[place.kind].update];
  return (
    <>
      <Title order={3}>{text.title || 'Untitled'}</Title>
      {isNote(text) && text.signed && (
        <Text size="sm" c="dimmed">
          Signed by {text.signed.by.name}, {formatDateTime(text.signed.at)}
        </Text>
      )}
      {why && <LockedReason why={why} />}
      <Markdown text={text.body} />
    </>
  );
}
