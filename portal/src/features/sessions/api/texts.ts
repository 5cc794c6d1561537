// Notes and documents: both are Markdown with a title, versions and an ETag, and are kept in the same way.
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { readOnce, sessionKey } from '@/features/sessions/api/sessions';
import { ifMatch, type Versioned } from '@/lib/api-client';
import type { components } from '@/lib/api-types';
import { ask, askAll, askVersioned, change, teamPath } from '@/lib/clinical-request';
import { hasStatus } from '@/lib/problem';
import { noticingEndedLogin } from '@/lib/query-client';

type Schemas = components['schemas'];
/** The body is Markdown. */
export type Note = Schemas['Note'];
export type TextDocument = Schemas['Document'];
/** As a list shows it: without a title when it cannot be read. */
export type ListedText = Schemas['ListedNote'] | Schemas['ListedDocument'];
export type Version = Schemas['TextVersionList']['items'][number];
export type VersionText = Schemas['TextVersion'];

export interface TextKinds {
  readonly notes: Note;
  readonly documents: TextDocument;
}
export type TextKind = keyof TextKinds;

/** Which text: of a session of a team. */
export interface TextPlace<K extends TextKind = TextKind> {
  readonly team: string;
  readonly session: string;
  readonly kind: K;
}

export interface Written {
  readonly title: string;
  readonly body: string;
}

/** What is sent: with `new_version` what stands stays a version of its own. */
export interface Saved extends Written {
  readonly new_version?: true;
}

const kindKey = ({ team, session, kind }: TextPlace) => [...sessionKey(team, session), kind] as const;
const textKey = (place: TextPlace, id: string) => [...kindKey(place), 'text', id] as const;
export const textPath = ({ team, session, kind }: TextPlace, ...parts: string[]) =>
  teamPath(team, 'sessions', session, kind, ...parts);

export function useTexts(place: TextPlace) {
  return useQuery({
    queryKey: [...kindKey(place), 'list'],
    queryFn: () => askAll<ListedText>(textPath(place)),
    ...readOnce,
  });
}

export function useText<K extends TextKind>(place: TextPlace<K>, id: string) {
  return useQuery({
    queryKey: textKey(place, id),
    queryFn: () => askVersioned<TextKinds[K]>('get', textPath(place, id)),
    ...readOnce,
  });
}

/** The text as somebody else has left it, past what we hold. */
export function readText<K extends TextKind>(place: TextPlace<K>, id: string) {
  return askVersioned<TextKinds[K]>('get', textPath(place, id));
}

/** What is on its way was read before this was saved: it must not come in over it. After a sign-out nothing is kept. */
async function keep<K extends TextKind>(
  client: QueryClient,
  place: TextPlace<K>,
  text: Versioned<TextKinds[K]>,
): Promise<void> {
  await client.cancelQueries({ queryKey: textKey(place, text.value.id) });
  client.setQueryData(textKey(place, text.value.id), text);
  void client.invalidateQueries({ queryKey: [...kindKey(place), 'list'] });
  void client.invalidateQueries({ queryKey: [...kindKey(place), 'versions', text.value.id] });
}

export function useCreateText<K extends TextKind>(place: TextPlace<K>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, headers }: { body: object; headers: { 'Idempotency-Key': string } }) =>
      askVersioned<TextKinds[K]>('post', textPath(place), { body, headers }),
    onSuccess: (text) => keep(client, place, text),
    // Where only its answer was lost, it is in the list.
    onError: () => void client.invalidateQueries({ queryKey: [...kindKey(place), 'list'] }),
  });
}

/** Saves what is written; the answer holds the ETag for the next time. */
export function useSaveText<K extends TextKind>(place: TextPlace<K>, id: string) {
  const client = useQueryClient();
  return async (written: Saved, etag: string, signal: AbortSignal): Promise<string> => {
    const saved = await noticingEndedLogin(
      client,
      change<TextKinds[K]>('put', textPath(place, id), etag, written, signal),
    );
    if (client.getQueryCache().find({ queryKey: textKey(place, id) })) await keep(client, place, saved);
    return saved.etag;
  };
}

/** Deletes the text as it was seen; 412 when somebody changed it meanwhile, which is loaded then. */
export function useDeleteText(place: TextPlace, id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (seen: Versioned<Written>) =>
      ask<undefined>('delete', textPath(place, id), { headers: ifMatch(seen.etag) }),
    onError: (error) => {
      if (hasStatus(error, 412)) void client.invalidateQueries({ queryKey: textKey(place, id) });
    },
    onSuccess: () => {
      client.removeQueries({ queryKey: textKey(place, id) });
      void client.invalidateQueries({ queryKey: [...kindKey(place), 'list'] });
    },
  });
}

function useTextChanged(place: TextPlace, id: string) {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: textKey(place, id) });
    void client.invalidateQueries({ queryKey: [...kindKey(place), 'list'] });
  };
}

/** Signs the version of `etag`; 412 when somebody changed it meanwhile. */
export function useSignNote(place: TextPlace<'notes'>, id: string) {
  const changed = useTextChanged(place, id);
  return useMutation({
    mutationFn: (etag: string) =>
      ask<undefined>('post', textPath(place, id, 'sign'), { headers: ifMatch(etag) }),
    onSuccess: changed,
  });
}

export function useAddendum(place: TextPlace<'notes'>, id: string) {
  const changed = useTextChanged(place, id);
  return useMutation({
    mutationFn: ({ body, headers }: { body: string; headers: { 'Idempotency-Key': string } }) =>
      ask<undefined>('post', textPath(place, id, 'addenda'), { body: { body }, headers }),
    onSuccess: changed,
  });
}

export function useVersions(place: TextPlace, id: string) {
  return useQuery({
    queryKey: [...kindKey(place), 'versions', id, 'list'],
    queryFn: () => askAll<Version>(textPath(place, id, 'versions')),
    ...readOnce,
  });
}

/** One version: while it is the newest it is rewritten, and as it was saved once it never changes. Undefined asks nothing. */
export function useVersion(place: TextPlace, id: string, listed: Version | undefined) {
  return useQuery({
    queryKey: [...kindKey(place), 'version', id, listed?.version, listed?.saved_at],
    queryFn: () => ask<VersionText>('get', textPath(place, id, 'versions', String(listed?.version))),
    enabled: listed !== undefined,
    staleTime: Infinity,
    ...readOnce,
  });
}
