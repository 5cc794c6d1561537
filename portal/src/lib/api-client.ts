// The one way to the server: typed by the contract, errors thrown as ApiError or NetworkFailure.
import createClient from 'openapi-fetch';
import type { paths } from '@/lib/api-types';
import { ApiError, NetworkFailure, type Problem } from '@/lib/problem';

export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? '',
  credentials: 'same-origin',
  fetch: (request) => globalThis.fetch(request),
});

let account: string | null = null;

/** From now on this tab asks for this account alone: whoever signs in in another window is answered with 401 here. */
export function askFor(user: string): void {
  account = user;
}

/** For a request that is not made by `api`. */
export function expectedUser(): { 'Rolecall-User'?: string } {
  return account === null ? {} : { 'Rolecall-User': account };
}

/** Who is signed in is asked, and the login ended, whoever that is; an invitation says itself that it is somebody else's. */
const forAnybody = /^(GET \/api\/v1\/me|POST \/api\/v1\/auth\/logout|\w+ \/api\/v1\/invitations\/.*)$/;

api.use({
  onRequest({ request }) {
    if (account === null || forAnybody.test(`${request.method} ${new URL(request.url).pathname}`)) return;
    request.headers.set('Rolecall-User', account);
  },
});

export interface Versioned<T> {
  readonly value: T;
  /** Sent as `If-Match` with a change that is based on this value. */
  readonly etag: string;
}

interface Reply<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'status' in body && 'code' in body;
}

function problemOf(response: Response, body: unknown): Problem {
  if (isProblem(body)) return body;
  return { type: 'about:blank', title: response.statusText, status: response.status, code: 'unknown' };
}

async function settle<T>(request: Promise<Reply<T>>): Promise<Reply<T>> {
  let reply: Reply<T>;
  try {
    reply = await request;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new NetworkFailure();
  }
  if (!reply.response.ok) throw new ApiError(problemOf(reply.response, reply.error));
  return reply;
}

/** The body of the answer. */
export async function answer<T>(request: Promise<Reply<T>>): Promise<T> {
  return (await settle(request)).data as T;
}

/** The body of the answer with its ETag. */
export async function versioned<T>(request: Promise<Reply<T>>): Promise<Versioned<T>> {
  const reply = await settle(request);
  return { value: reply.data as T, etag: reply.response.headers.get('ETag') ?? '' };
}

export function ifMatch(etag: string): { 'If-Match'?: string } {
  return etag === '' ? {} : { 'If-Match': etag };
}
