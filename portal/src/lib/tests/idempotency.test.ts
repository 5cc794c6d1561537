import { describe, expect, it } from 'vitest';
import { countNewLogin, IdempotencyKey } from '@/lib/idempotency';
import { ApiError, NetworkFailure } from '@/lib/problem';

const problem = (status: number, code = 'unknown') =>
  new ApiError({ type: 'about:blank', title: '', status, code });

async function sendAndLose(key: IdempotencyKey, error: Error = new NetworkFailure()) {
  await expect(key.send('body', () => Promise.reject(error))).rejects.toBe(error);
}

describe('a key', () => {
  it('is the same for the same body until it is done', () => {
    const key = new IdempotencyKey();
    expect(key.keyFor('one')).toEqual(key.keyFor('one'));
    const first = key.keyFor('one');
    expect(key.keyFor('other')).not.toEqual(first);
    key.done();
    expect(key.keyFor('one')).not.toEqual(first);
  });
});

describe('an attempt may have gone through', () => {
  it.each([
    ['no answer', new NetworkFailure()],
    ['a 502 of a proxy', problem(502)],
    ['a 503 of a proxy', problem(503)],
    ['a 504 of a proxy', problem(504)],
    ['a 503 of a server that does not know it', problem(503, 'outcome_unknown')],
  ])('after %s and another login', async (_, error) => {
    const key = new IdempotencyKey();
    await sendAndLose(key, error);
    expect(key.mayHaveGoneThrough()).toBe(false);
    countNewLogin();
    expect(key.mayHaveGoneThrough()).toBe(true);
  });

  it('when the login ends while it is on its way, whatever becomes of it', async () => {
    const key = new IdempotencyKey();
    let answer = () => {};
    const sent = key.send('body', () => new Promise<void>((resolve) => (answer = resolve)));
    countNewLogin();
    answer();
    await sent;
    expect(key.mayHaveGoneThrough()).toBe(true);
  });

  it('still when the next one is refused because the login has ended', async () => {
    const key = new IdempotencyKey();
    await sendAndLose(key);
    await sendAndLose(key, problem(401));
    countNewLogin();
    expect(key.mayHaveGoneThrough()).toBe(true);
  });

  it.each([
    [401, 'unauthenticated'],
    [403, 'denied'],
    [422, 'invalid'],
    [500, 'fault'],
    [503, 'unavailable'],
  ])('not after an answer of %i, %s', async (status, code) => {
    const key = new IdempotencyKey();
    await sendAndLose(key, problem(status, code));
    countNewLogin();
    expect(key.mayHaveGoneThrough()).toBe(false);
  });

  it('not once it is done', async () => {
    const key = new IdempotencyKey();
    await sendAndLose(key);
    await key.send('body', () => Promise.resolve());
    key.done();
    countNewLogin();
    expect(key.mayHaveGoneThrough()).toBe(false);
  });
});
