import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { endOfLocalDay, formatBegin, formatDate, formatEnd, localDay, startOfLocalDay } from '@/lib/dates';

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
