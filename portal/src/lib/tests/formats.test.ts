import { describe, expect, it } from 'vitest';
import {
  daysLeft,
  endOfLocalDay,
  formatAgo,
  formatBegin,
  formatDaysLeft,
  formatEnd,
  isDate,
  isMinute,
  localDay,
  startOfLocalDay,
} from '@/lib/dates';
import { formatMoney, minorUnitSentence } from '@/lib/money';
import { count } from '@/lib/plural';

const now = Date.parse('2026-09-15T10:30:00Z');

describe('money', () => {
  it('shows minor units in the format of the reader', () => {
    expect(formatMoney(54213, 'AUD', 'en-US')).toBe('A$542.13');
    expect(formatMoney(54213, 'AUD', 'en-AU')).toBe('$542.13');
  });

  it('knows currencies without minor units', () => {
    expect(formatMoney(1188, 'JPY', 'en-US')).toBe('¥1,188');
    expect(minorUnitSentence('JPY', 'en-US')).toBe('All amounts are in JPY.');
  });

  it('says what a computation in minor units counts', () => {
    expect(minorUnitSentence('AUD', 'en-AU')).toBe('All amounts are in minor units: 100 are $1.00.');
    expect(minorUnitSentence('KWD', 'en-US')).toMatch(/: 1000 are KWD.1\.000\.$/);
  });
});

describe('dates', () => {
  it.each(['2026-09-15', '9999-12-31', '2028-02-29'])('takes %s for a day', (text) =>
    expect(isDate(text)).toBe(true),
  );

  it.each(['', '20267-12-31', '2026-13-01', '2026-02-29', '2026-02-31', '2026-09-15T10:30'])(
    'does not take %j for a day',
    (text) => expect(isDate(text)).toBe(false),
  );

  it('takes a minute of a day for one', () => expect(isMinute('2026-09-15T10:30')).toBe(true));

  it.each(['', '2026-09-15', '20267-12-31T10:30', '2026-02-31T10:30', '2026-09-15T25:00'])(
    'does not take %j for a minute',
    (text) => expect(isMinute(text)).toBe(false),
  );

  it('counts a begun day as a day left', () => {
    expect(daysLeft('2026-09-16T16:30:00Z', now)).toBe(2);
    expect(formatDaysLeft('2026-09-16T10:30:00Z', now)).toBe('1 day left');
  });

  it('never counts below zero', () => {
    expect(daysLeft('2026-09-01T00:00:00Z', now)).toBe(0);
  });

  it('turns the start of a local day into an instant and back', () => {
    expect(localDay(Date.parse(startOfLocalDay('2026-02-28')))).toBe('2026-02-28');
  });

  it('says a span in days where it begins and ends with one, else with the time', () => {
    expect(formatBegin(startOfLocalDay('2026-02-28'), 'en-AU')).toBe('28 Feb 2026');
    expect(formatEnd(endOfLocalDay('2026-02-28'), 'en-AU')).toBe('the end of 28 Feb 2026');
    const noon = new Date(2026, 1, 28, 12).toISOString();
    expect(formatBegin(noon, 'en-AU')).toMatch(/28 Feb 2026, 12:00/);
    expect(formatEnd(noon, 'en-AU')).toMatch(/28 Feb 2026, 12:00/);
  });

  it('says how long ago something was', () => {
    expect(formatAgo('2026-09-15T10:29:40Z', now, 'en')).toBe('just now');
    expect(formatAgo('2026-09-15T08:30:00Z', now, 'en')).toBe('2 hours ago');
  });
});

describe('counts', () => {
  it('uses the plural except for one', () => {
    expect(count(1, 'member')).toBe('1 member');
    expect(count(0, 'person', 'people')).toBe('0 people');
  });
});
