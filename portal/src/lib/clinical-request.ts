// Requests of the clinical workspace, typed by the features that make them.
import { answer, api, ifMatch, versioned, type Versioned } from '@/lib/api-client';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

interface Part {
  readonly query?: Record<string, string | number | undefined>;
  readonly body?: unknown;
  readonly headers?: Record<string, string | undefined>;
  readonly signal?: AbortSignal;
}

type Reply = Promise<{ data?: unknown; error?: unknown; response: Response }>;
const untyped = api as unknown as { request: (method: Method, path: string, init: object) => Reply };

function send(method: Method, path: string, { query, body, headers, signal }: Part): Reply {
  const present = Object.fromEntries(
    Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== ''),
  );
  return untyped.request(method, path, { params: { query: present, header: headers }, body, signal });
}

/** The body of the answer. */
export function ask<T>(method: Method, path: string, part: Part = {}): Promise<T> {
  return answer(send(method, path, part)) as Promise<T>;
}

/** A file that is made for who asks. */
export function askFile(path: string): Promise<Blob> {
  return answer(untyped.request('get', path, { parseAs: 'blob' })) as Promise<Blob>;
}

/** All pages of a list that is shown as a whole. */
export async function askAll<T>(path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask<{ items: T[]; next_cursor: string | null }>('get', path, {
      query: { limit: 200, cursor },
    });
    items.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return items;
}

/** The body of the answer with its ETag. */
export function askVersioned<T>(method: Method, path: string, part: Part = {}): Promise<Versioned<T>> {
  return versioned(send(method, path, part)) as Promise<Versioned<T>>;
}

/** A change of what was read with `etag`: 412 when somebody changed it meanwhile. */
export function change<T>(
  method: 'put' | 'patch',
  path: string,
  etag: string,
  body: unknown,
  signal?: AbortSignal,
): Promise<Versioned<T>> {
  return askVersioned<T>(method, path, { body, headers: ifMatch(etag), ...(signal && { signal }) });
}

/** `/api/v1/teams/{team}` and what follows; every part is made safe for an address. */
export function teamPath(team: string, ...parts: string[]): string {
  return ['/api/v1/teams', team, ...parts]
    .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
    .join('/');
}
