import { describe as suite, expect, it } from 'vitest';
import { formatDateTime } from '@/lib/dates';
import {
  ApiError,
  describe,
  fieldErrors,
  hasUnshownErrors,
  NetworkFailure,
  type Problem,
  refusalOf,
} from '@/lib/problem';

function error(part: Partial<Problem>): ApiError {
  return new ApiError({ type: 'about:blank', title: 'Problem', status: 422, code: 'invalid', ...part });
}

suite('problems', () => {
  it('puts the errors of a 422 on their fields', () => {
    const invalid = error({ errors: [{ pointer: '/consent_prompt/text', detail: 'is empty' }] });
    expect(fieldErrors(invalid)).toEqual({ 'consent_prompt.text': 'Is empty.' });
  });

  it("gives the instants of the server in the reader's zone", () => {
    const detail = 'the moment lies in the future; it is 2026-09-15T10:30:00.250Z now';
    const words = `The moment lies in the future; it is ${formatDateTime('2026-09-15T10:30:00.250Z')} now.`;
    expect(describe(error({ errors: [{ pointer: '/at', detail }] }))).toBe(words);
    expect(describe(error({ status: 409, detail }))).toBe(words);
  });

  it('notices errors that belong to no field of the form', () => {
    const invalid = error({ errors: [{ pointer: '/quote', detail: 'is unknown' }] });
    expect(hasUnshownErrors(invalid, ['email'])).toBe(true);
    expect(hasUnshownErrors(invalid, ['quote'])).toBe(false);
  });

  it('does not tell who is signed in that he is not', () => {
    expect(describe(error({ status: 401, code: 'other_account' }))).toMatch(/^Somebody else was signed in/);
  });

  it('takes a 403 with a rule as a refusal', () => {
    const refusal = error({ status: 403, rule: 'no_grant', explanation: 'You may not.', remedy: null });
    expect(refusalOf(refusal)).toEqual({ rule: 'no_grant', explanation: 'You may not.', remedy: null });
  });

  it('says what to do about a stale change', () => {
    expect(describe(error({ status: 412, code: 'stale', detail: 'etag differs' }))).toMatch(/Load it again/);
  });

  it('tells a lost connection from a fault', () => {
    expect(describe(new NetworkFailure())).toMatch(/cannot be reached/);
    expect(describe(new Error('boom'))).toMatch(/Something went wrong/);
  });
});
