// A key per body: pressing Save again after a lost answer repeats the request instead of doing it twice.
import { useRef } from 'react';

function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Answers the key for a body: the same one as long as the body is the same and `done` was not called. */
export function useIdempotencyKey(): {
  keyFor: (body: unknown) => { 'Idempotency-Key': string };
  done: () => void;
} {
  const last = useRef<{ body: string; key: string } | null>(null);
  return {
    keyFor: (body) => {
      const text = JSON.stringify(body);
      if (last.current?.body !== text) last.current = { body: text, key: randomKey() };
      return { 'Idempotency-Key': last.current.key };
    },
    done: () => {
      last.current = null;
    },
  };
}
