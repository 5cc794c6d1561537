import { useQuery } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { StaleChoice } from '@/components/ui/stale-choice';
import { readText, type TextPlace } from '@/features/sessions/api/texts';
import type { Autosave } from '@/features/sessions/components/autosave';
import { wholeOf } from '@/features/sessions/components/text-words';

interface StaleTextProps {
  readonly place: TextPlace;
  readonly id: string;
  readonly autosave: Autosave;
}

/** The choice between a text that somebody else saved first and what is written. */
export function StaleText({ place, id, autosave }: StaleTextProps) {
  const { written } = useSyncExternalStore(autosave.subscribe, autosave.draft);
  const theirs = useQuery({
    queryKey: ['theirs', place, id],
    queryFn: () => readText(place, id),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const take = () => {
    if (!theirs.data) return;
    const { title, body } = theirs.data.value;
    autosave.replace({ title, body }, theirs.data.etag);
  };
  const ours = theirs.data && autosave.isOurs(theirs.data.value) ? theirs.data.etag : null;
  useEffect(() => {
    if (ours !== null) void autosave.saveOver(ours);
  }, [autosave, ours]);
  return (
    <StaleChoice
      theirs={theirs.data && wholeOf(theirs.data.value)}
      mine={wholeOf(written)}
      error={theirs.error}
      onReload={() => void theirs.refetch()}
      onKeepMine={() => theirs.data && void autosave.saveOver(theirs.data.etag)}
      onTakeTheirs={take}
    />
  );
}
