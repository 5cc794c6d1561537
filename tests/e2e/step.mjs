import { test } from 'node:test';

let broken = false;

/** A step of a story; after one that failed the others are skipped, since they build on it. */
export function step(name, act) {
  test(name, async (context) => {
    if (broken) return context.skip('a step before failed');
    broken = true;
    await act();
    broken = false;
  });
}
