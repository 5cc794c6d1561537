import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCheckStillSignedIn } from '@/features/auth/api/me';
import type { components } from '@/lib/api-types';
import { readOnce, sessionKey } from '@/features/sessions/api/sessions';
import { expectedUser, type Versioned } from '@/lib/api-client';
import { ask, askVersioned, change, teamPath } from '@/lib/clinical-request';
import { ApiError, NetworkFailure, type Problem } from '@/lib/problem';
import { noticingEndedLogin } from '@/lib/query-client';

export interface TypedSegment {
  readonly speaker: string;
  readonly text: string;
  /** Milliseconds from the begin of the session, where they are known. */
  readonly start_ms: number | null;
  readonly end_ms: number | null;
}

export type Transcript = components['schemas']['Transcript'];

const transcriptKey = (team: string, session: string) =>
  [...sessionKey(team, session), 'transcript'] as const;
const transcriptPath = (team: string, session: string) => teamPath(team, 'sessions', session, 'transcript');

export function useTranscript(team: string, session: string) {
  return useQuery({
    queryKey: transcriptKey(team, session),
    queryFn: () => askVersioned<Transcript>('get', transcriptPath(team, session)),
    ...readOnce,
  });
}

/** The transcript on the server, past what we hold: as it is now, and with what was typed in place of what was there. */
export interface TranscriptServer {
  readonly read: () => Promise<Versioned<Transcript>>;
  /** 412 when something was recorded or changed since `etag`. */
  readonly write: (segments: readonly TypedSegment[], etag: string) => Promise<Versioned<Transcript>>;
}

/** For its writer alone: a save that goes on after somebody else has signed in ends there. */
export function useTranscriptServer(team: string, session: string): TranscriptServer {
  const client = useQueryClient();
  const checkStillSignedIn = useCheckStillSignedIn();
  const path = transcriptPath(team, session);
  return {
    read: async () => {
      checkStillSignedIn();
      return noticingEndedLogin(client, askVersioned<Transcript>('get', path));
    },
    write: async (segments, etag) => {
      checkStillSignedIn();
      const written = await noticingEndedLogin(client, change<Transcript>('put', path, etag, { segments }));
      const queryKey = transcriptKey(team, session);
      if (!client.getQueryCache().find({ queryKey })) return written;
      // What is on its way was read before.
      await client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, written);
      return written;
    },
  };
}

type Once = { readonly 'Idempotency-Key': string };

/** Adds segments behind those that are there. */
export function useAppendSegments(team: string, session: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ segments, headers }: { segments: readonly TypedSegment[]; headers: Once }) =>
      ask<{ appended: number }>('post', `${transcriptPath(team, session)}/segments`, {
        body: { segments },
        headers,
      }),
    onSuccess: () => void client.invalidateQueries({ queryKey: transcriptKey(team, session) }),
  });
}

const types: Record<string, string> = {
  txt: 'text/plain',
  vtt: 'text/vtt',
  srt: 'application/x-subrip',
  json: 'application/json',
};
export const transcriptFiles = Object.keys(types)
  .map((ending) => `.${ending}`)
  .join(',');
export const largestTranscript = 10 * 1024 * 1024;

/** The media type that the server wants for a file; undefined for one that it does not take. */
export function transcriptType(name: string): string | undefined {
  return types[name.slice(name.lastIndexOf('.') + 1).toLowerCase()];
}

interface Upload {
  /** Of a type that the server takes. */
  readonly file: File;
  /** Called with how much is sent, 0 to 1. */
  readonly onProgress: (part: number) => void;
  /** The same when the file is sent again: it is added once. */
  readonly headers: Once;
}

function problemIn(request: XMLHttpRequest): Problem {
  try {
    const body = JSON.parse(request.responseText) as Problem;
    if (typeof body.code === 'string') return body;
  } catch {
    // Not a problem of ours: the status says what there is to say.
  }
  return { type: 'about:blank', title: request.statusText, status: request.status, code: 'unknown' };
}

function askBeforeClosing(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** Sent by XMLHttpRequest: fetch does not tell how far it is. The browser asks before the tab closes on it. */
function upload(address: string, { file, onProgress, headers }: Upload): Promise<void> {
  window.addEventListener('beforeunload', askBeforeClosing);
  return new Promise<void>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('Content-Type', transcriptType(file.name) ?? '');
    for (const [name, value] of Object.entries({ ...headers, ...expectedUser() }))
      request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total);
    request.onerror = () => reject(new NetworkFailure());
    request.onload = () => (request.status < 300 ? resolve() : reject(new ApiError(problemIn(request))));
    request.send(file);
  }).finally(() => window.removeEventListener('beforeunload', askBeforeClosing));
}

export function useUploadTranscript(team: string, session: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: Upload) => upload(`${transcriptPath(team, session)}/upload`, file),
    onSuccess: () => void client.invalidateQueries({ queryKey: transcriptKey(team, session) }),
  });
}
