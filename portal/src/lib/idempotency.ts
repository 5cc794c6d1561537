// A key per body: pressing Save again after a lost answer repeats the request instead of doing it twice.
import { useState } from 'react';

function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Answers the key for a body: the same one as long as the body is the same and `done` was not called. */
export class IdempotencyKey {
  #last: { body: string; key: string } | null = null;

  keyFor(body: unknown): { 'Idempotency-Key': string } {
    const text = JSON.stringify(body);
    if (this.#last?.body !== text) this.#last = { body: text, key: randomKey() };
    return { 'Idempotency-Key': this.#last.key };
  }

  done(): void {
    this.#last = null;
  }
}

/** A key that lasts as long as what asks for it is shown. */
export function useIdempotencyKey(): IdempotencyKey {
  return useState(() => new IdempotencyKey())[0];
}
