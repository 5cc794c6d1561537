import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { components } from '@/lib/api-types';
import { readOnce, sessionKey } from '@/features/sessions/api/sessions';
import { askVersioned, change, teamPath } from '@/lib/clinical-request';
import { ApiError, NetworkFailure, type Problem } from '@/lib/problem';

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

/** What was typed in place of what was there. */
export function useWriteTranscript(team: string, session: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ segments, etag }: { segments: readonly TypedSegment[]; etag: string }) =>
      change<Transcript>('put', transcriptPath(team, session), etag, { segments }),
    onSuccess: (written) => client.setQueryData(transcriptKey(team, session), written),
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
  readonly file: File;
  readonly type: string;
  /** Called with how much is sent, 0 to 1. */
  readonly onProgress: (part: number) => void;
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

/** Sent by XMLHttpRequest: fetch does not tell how far it is. */
function upload(address: string, { file, type, onProgress }: Upload): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('Content-Type', type);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total);
    request.onerror = () => reject(new NetworkFailure());
    request.onload = () => (request.status < 300 ? resolve() : reject(new ApiError(problemIn(request))));
    request.send(file);
  });
}

export function useUploadTranscript(team: string, session: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: Upload) => upload(`${transcriptPath(team, session)}/upload`, file),
    onSuccess: () => void client.invalidateQueries({ queryKey: transcriptKey(team, session) }),
  });
}
