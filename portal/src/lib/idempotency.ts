// A key per body: pressing Save again after a lost answer repeats the request instead of doing it twice. The server knows a key
// only in its login: sent again after the next sign-in, it counts a second time.
import { useState } from 'react';
import { hasCode, isPassing } from '@/lib/problem';

/** Counts the logins of this page. */
let login = 0;

/** From now on the server knows none of the keys that were sent before. */
export function countNewLogin(): void {
  login += 1;
}

function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether a request may have been carried out. A server that says itself that it is not available has changed nothing. */
function mayBeDone(error: unknown): boolean {
  return isPassing(error) && !hasCode(error, 'unavailable');
}

/** Answers the key for a body: the same one as long as the body is the same and `done` was not called. */
export class IdempotencyKey {
  #last: { body: string; key: string } | null = null;
  /** The login in which something was sent that may have gone through; null when nothing was. */
  #unanswered: number | null = null;

  keyFor(body: unknown): { 'Idempotency-Key': string } {
    const text = JSON.stringify(body);
    if (this.#last?.body !== text) this.#last = { body: text, key: randomKey() };
    return { 'Idempotency-Key': this.#last.key };
  }

  /** Sends a body under its key, and notes when no answer of the server says what became of it; what went through counts as such until `done`. */
  send<Answer>(
    body: unknown,
    request: (headers: { 'Idempotency-Key': string }) => Promise<Answer>,
  ): Promise<Answer> {
    const before = this.#unanswered;
    this.#unanswered = login;
    const answer = request(this.keyFor(body));
    answer.catch((error) => {
      if (!mayBeDone(error)) this.#unanswered = before;
    });
    return answer;
  }

  /** Whether an attempt of an earlier login may have gone through: the same body would be taken as a new one now. */
  mayHaveGoneThrough(): boolean {
    return this.#unanswered !== null && this.#unanswered < login;
  }

  done(): void {
    this.#last = null;
    this.#unanswered = null;
  }
}

/** A key that lasts as long as what asks for it is shown. */
export function useIdempotencyKey(): IdempotencyKey {
  return useState(() => new IdempotencyKey())[0];
}
