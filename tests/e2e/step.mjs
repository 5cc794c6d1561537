import { test } from 'node:test';
import { whatIsShown } from './browser.mjs';

let broken = false;

/** A step of a story; after one that failed, which tells what the pages show, the others are skipped, since they build on it. */
export function step(name, act) {
  test(name, async (context) => {
    if (broken) return context.skip('a step before failed');
    broken = true;
    try {
      await act();
    } catch (error) {
      context.diagnostic(await whatIsShown());
      throw error;
    }
    broken = false;
  });
}
