import { Button, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Failure } from '@/components/ui/failure';
import { IconPlus } from '@/components/ui/icons';
import { LockedReason } from '@/components/ui/refusal';
import { Section } from '@/components/ui/section';
import type { Session } from '@/features/sessions/api/session-types';
import { type TextKind, type TextPlace, useTexts } from '@/features/sessions/api/texts';
import { Drafts } from '@/features/sessions/components/autosave';
import { NewTextDialog } from '@/features/sessions/components/new-text-dialog';
import { TextView } from '@/features/sessions/components/text-view';
import { textWords } from '@/features/sessions/components/text-words';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { isAllowed } from '@/lib/allowed';

/** Leaving the page saves what is not saved; the browser asks first when it would be lost. */
function useDrafts(): Drafts {
  const [drafts] = useState(() => new Drafts());
  useEffect(() => {
    const beforeUnload = (event: BeforeUnloadEvent) => {
      if (!drafts.hasUnsaved()) return;
      event.preventDefault();
      void drafts.saveNow();
    };
    window.addEventListener('beforeunload', beforeUnload);
    return () => {
      window.removeEventListener('beforeunload', beforeUnload);
      void drafts.saveNow();
    };
  }, [drafts]);
  return drafts;
}

/** The notes or the documents of a session: one is open, the others can be chosen. */
export function TextsPanel({ session, kind }: { session: Session; kind: TextKind }) {
  const { team } = useCurrentTeam();
  const words = textWords[kind];
  const place: TextPlace = { team: team.id, session: session.id, kind };
  const texts = useTexts(place);
  const drafts = useDrafts();
  const [chosen, setChosen] = useState<string | null>(null);
  const [adding, setAdding] = useState<'new' | null>(null);
  const shown = texts.data?.find(({ id }) => id === chosen) ?? texts.data?.[0];
  const why = session.refused[words.create];
  return (
    <Section
      title={words.title}
      actions={
        isAllowed(session, words.create) && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            aria-label={`New ${words.one}`}
            onClick={() => setAdding('new')}
          >
            New
          </Button>
        )
      }
    >
      <Stack gap="md">
        {texts.isPending && <Skeleton h={90} role="status" aria-label={`Loading the ${kind}`} />}
        <Failure error={texts.error} onRetry={() => void texts.refetch()} />
        {texts.data?.length === 0 && <Text c="dimmed">{words.none}</Text>}
        {texts.data && texts.data.length > 1 && (
          <Select
            aria-label={`Choose a ${words.one}`}
            allowDeselect={false}
            data={texts.data.map(({ id, title }) => ({ value: id, label: title || 'Untitled' }))}
            value={shown?.id ?? null}
            onChange={setChosen}
          />
        )}
        {shown && <TextView key={shown.id} place={place} id={shown.id} drafts={drafts} />}
        {why && !shown && <LockedReason why={why} />}
      </Stack>
      <NewTextDialog
        place={place}
        opened={adding === 'new'}
        onClose={() => setAdding(null)}
        onCreated={setChosen}
      />
    </Section>
  );
}
