import { Button, Group, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Failure } from '@/components/ui/failure';
import { IconPlus } from '@/components/ui/icons';
import { LockedReason } from '@/components/ui/refusal';
import { Section } from '@/components/ui/section';
import type { Session } from '@/features/sessions/api/session-types';
import { type TextKind, type TextPlace, useTexts } from '@/features/sessions/api/texts';
import type { UnsavedPart } from '@/features/drafts/components/drafts';
import { useChangingSessionDrafts } from '@/features/drafts/components/drafts-provider';
import { KeptText } from '@/features/drafts/components/kept-text';
import { NewTextDialog } from '@/features/sessions/components/new-text-dialog';
import { TextView } from '@/features/sessions/components/text-view';
import { draftKey, textWords } from '@/features/sessions/components/text-words';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { isAllowed } from '@/lib/allowed';

/** The notes or the documents of a session: one is open, the others can be chosen. */
export function TextsPanel({ session, kind }: { session: Session; kind: TextKind }) {
  const { team } = useCurrentTeam();
  const words = textWords[kind];
  const place: TextPlace = { team: team.id, session: session.id, kind };
  const texts = useTexts(place);
  const drafts = useChangingSessionDrafts(session.id);
  const [chosen, setChosen] = useState<string | null>(null);
  const [adding, setAdding] = useState<'new' | null>(null);
  const shown = texts.data?.find(({ id }) => id === chosen) ?? texts.data?.[0];
  const why = session.refused[words.create];
  const unsaved = drafts.unsaved().filter(({ key }) => key.startsWith(`${kind}/`));
  const stateOf = (id: string) => unsaved.find(({ key }) => key === draftKey(kind, id))?.state;
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
            data={texts.data.map(({ id, title }) => ({
              value: id,
              label: `${title ?? 'Cannot be read'}${isStuck(stateOf(id)) ? ' (not saved)' : ''}`,
            }))}
            value={shown?.id ?? null}
            onChange={setChosen}
          />
        )}
        {!texts.isPending &&
          unsaved
            .filter(({ key, state }) => isStuck(state) && (!shown || key !== draftKey(kind, shown.id)))
            .map((part) => (
              <UnsavedElsewhere
                key={part.key}
                part={part}
                id={texts.data?.find(({ id }) => draftKey(kind, id) === part.key)?.id}
                onShow={setChosen}
                onDiscard={() => drafts.forget(part.key)}
              />
            ))}
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

/** It does not become saved without its writer. */
function isStuck(state: UnsavedPart['state'] | undefined): boolean {
  return state === 'failed' || state === 'stale';
}

interface UnsavedElsewhereProps {
  readonly part: UnsavedPart;
  /** Undefined when the text is not in the list any more. */
  readonly id: string | undefined;
  readonly onShow: (id: string) => void;
  readonly onDiscard: () => void;
}

/** Another text than the one shown that could not be saved. */
function UnsavedElsewhere({ part, id, onShow, onDiscard }: UnsavedElsewhereProps) {
  if (id === undefined) return <KeptText part={part} onDiscard={onDiscard} />;
  return (
    <Group gap="xs" role="alert">
      <Text size="sm" c="var(--mantine-color-error)">
        Not saved: {part.title || 'Untitled'}
      </Text>
      <Button size="compact-xs" variant="default" onClick={() => onShow(id)}>
        Show it
      </Button>
    </Group>
  );
}
