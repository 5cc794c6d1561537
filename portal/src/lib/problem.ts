// What can come back instead of an answer: a problem of the server (RFC 9457), or no answer at all.
import type { components } from '@/lib/api-types';
import { formatMoment } from '@/lib/dates';

export type Problem = components['schemas']['Problem'];
export type Why = components['schemas']['Why'];
export type FieldError = components['schemas']['FieldError'];

export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiError';
  }

  get status(): number {
    return this.problem.status;
  }

  get code(): string {
    return this.problem.code;
  }
}

export class NetworkFailure extends Error {
  constructor() {
    super('The server cannot be reached.');
    this.name = 'NetworkFailure';
  }
}

/** The refusal in a 403 with its rule, else null. */
export function refusalOf(error: unknown): Why | null {
  if (!(error instanceof ApiError)) return null;
  const { rule, explanation, remedy } = error.problem;
  if (rule === undefined || explanation === undefined) return null;
  return { rule, explanation, remedy: remedy ?? null };
}

export function hasCode(error: unknown, ...codes: string[]): error is ApiError {
  return error instanceof ApiError && codes.includes(error.code);
}

export function hasStatus(error: unknown, ...statuses: number[]): error is ApiError {
  return error instanceof ApiError && statuses.includes(error.status);
}

/** Whether the same request may go through by itself a little later: nobody answered for the server, or it was not ready. */
export function isPassing(error: unknown): boolean {
  return error instanceof NetworkFailure || hasStatus(error, 502, 503, 504);
}

const sentences: Record<number, string> = {
  400: 'The server did not understand this request. Reload the page and try again.',
  401: 'You are not signed in any more. Sign in again to go on.',
  404: 'This page does not exist, or it is not yours to see.',
  409: 'This conflicts with what has changed meanwhile. Reload and try again.',
  410: 'This is over and cannot be used any more.',
  412: 'Somebody changed this meanwhile. Load it again, check it, and save once more.',
  413: 'That is more than the server takes at once.',
  415: 'The server does not take this kind of file.',
  422: 'Something in the form needs another look.',
  429: 'Too many attempts. Wait a moment, then try again.',
  503: 'The server is busy or starting. Try again in a moment.',
};

/** An instant as the server writes it. */
const instants = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;

/** The server's words as a sentence, with its instants in the reader's zone. */
function sentence(text: string): string {
  const words = text.replace(/`/g, '').replace(instants, (instant) => formatMoment(instant));
  const first = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

/** What went wrong, as a sentence to show. The server's own words win, except where they say nothing to do. */
export function describe(error: unknown): string {
  if (error instanceof NetworkFailure)
    return 'The server cannot be reached. Check the connection, then try again.';
  if (!(error instanceof ApiError)) return 'Something went wrong in this page. Reload it and try again.';
  const { status, code, detail, errors } = error.problem;
  if (code === 'other_account')
    return 'Somebody else was signed in in this browser, so nothing was done. Try again.';
  if (status === 412) return sentences[412] ?? '';
  if (status === 422 && errors && errors.length > 0)
    return errors.map((item) => sentence(item.detail)).join(' ');
  if (detail !== undefined && detail !== '' && status !== 401) return sentence(detail);
  return sentences[status] ?? 'The server could not do this. Try again in a moment.';
}

/** The errors of a 422 by form field: `/consent_prompt/text` becomes `consent_prompt.text`. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  const found: Record<string, string> = {};
  for (const { pointer, detail } of error.problem.errors ?? []) {
    const field = pointer.replace(/^#?\//, '').replaceAll('/', '.');
    found[field] ??= sentence(detail);
  }
  return found;
}

/** The errors of a 422 that belong to none of the fields that a form shows. */
export function hasUnshownErrors(error: unknown, fields: readonly string[]): boolean {
  if (!(error instanceof ApiError) || error.status !== 422) return true;
  const pointed = Object.keys(fieldErrors(error));
  return pointed.length === 0 || pointed.some((field) => !fields.includes(field.split('.')[0] ?? field));
}
