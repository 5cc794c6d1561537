import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import {
  endOfLocalDay,
  formatBegin,
  formatDate,
  formatEnd,
  formatMoment,
  instantsOf,
  localDay,
  startOfLocalDay,
} from '@/lib/dates';

const before = process.env['TZ'];
const hours = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 3_600_000;

describe('a reader in Sydney', () => {
  beforeEach(() => {
    process.env['TZ'] = 'Australia/Sydney';
  });
  afterAll(() => {
    process.env['TZ'] = before;
  });

  it('begins and ends a day at the own midnight, also when it has 25 or 23 hours', () => {
    expect(startOfLocalDay('2026-04-05')).toBe('2026-04-04T13:00:00.000Z');
    expect(endOfLocalDay('2026-04-05')).toBe('2026-04-05T14:00:00.000Z');
    expect(hours(startOfLocalDay('2026-10-04'), endOfLocalDay('2026-10-04'))).toBe(23);
  });

  it('reads the end of a day back as that day, over a change of the clocks and over a month', () => {
    for (const day of ['2026-04-05', '2026-10-04', '2026-02-28', '2026-12-31']) {
      expect(localDay(Date.parse(endOfLocalDay(day)) - 1)).toBe(day);
      expect(localDay(Date.parse(startOfLocalDay(day)))).toBe(day);
    }
    expect(formatEnd(endOfLocalDay('2026-04-05'), 'de-DE')).toBe('the end of 05.04.2026');
  });

  it('sees the days of a term in the own zone, on either side of a change of the clocks', () => {
    expect(formatDate('2026-04-04T12:59:59Z', 'de-DE')).toBe('4. April 2026');
    expect(formatDate('2026-04-04T13:00:00Z', 'de-DE')).toBe('5. April 2026');
    expect(formatDate('2026-10-03T13:59:59Z', 'de-DE')).toBe('3. Oktober 2026');
    expect(formatDate('2026-10-03T14:00:00Z', 'de-DE')).toBe('4. Oktober 2026');
  });
});

describe('a reader in Cairo, where the clocks go forward at midnight', () => {
  beforeEach(() => {
    process.env['TZ'] = 'Africa/Cairo';
  });
  afterAll(() => {
    process.env['TZ'] = before;
  });

  it('says the days that meet there as days', () => {
    expect(endOfLocalDay('2026-04-23')).toBe(startOfLocalDay('2026-04-24'));
    expect(formatBegin(startOfLocalDay('2026-04-24'), 'en-AU')).toBe('24 Apr 2026');
    expect(formatEnd(endOfLocalDay('2026-04-23'), 'en-AU')).toBe('the end of 23 Apr 2026');
  });
});

describe('a reader in Berlin, where an hour comes twice in autumn and not at all in spring', () => {
  beforeEach(() => {
    process.env['TZ'] = 'Europe/Berlin';
  });
  afterAll(() => {
    process.env['TZ'] = before;
  });
  const instants = (minute: string) => instantsOf(minute).map((instant) => new Date(instant).toISOString());

  it('finds every instant at which the clocks showed a minute', () => {
    expect(instants('2025-10-26T01:59')).toEqual(['2025-10-25T23:59:00.000Z']);
    expect(instants('2025-10-26T02:00')).toEqual(['2025-10-26T00:00:00.000Z', '2025-10-26T01:00:00.000Z']);
    expect(instants('2025-10-26T02:59')).toEqual(['2025-10-26T00:59:00.000Z', '2025-10-26T01:59:00.000Z']);
    expect(instants('2025-10-26T03:00')).toEqual(['2025-10-26T02:00:00.000Z']);
    expect(instants('2026-03-29T02:30')).toEqual([]);
    expect(instants('')).toEqual([]);
  });

  it('says which of two is meant, and nothing of it where there is one', () => {
    expect(formatMoment('2025-10-26T00:30:00Z', 'en-GB')).toBe('26 Oct 2025, 02:30 CEST');
    expect(formatMoment('2025-10-26T01:30:00Z', 'en-GB')).toBe('26 Oct 2025, 02:30 CET');
    expect(formatMoment('2025-10-26T02:30:00Z', 'en-GB')).toBe('26 Oct 2025, 03:30');
  });
});
