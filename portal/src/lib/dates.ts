// Instants come and go in UTC (RFC 3339); they are shown in the reader's zone and language.

export function formatDate(instant: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' }).format(
    new Date(instant),
  );
}

/** For lists and tables: "1 Mar 2026" instead of "1 March 2026". */
export function formatShortDate(instant: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(instant));
}

export function formatDateTime(instant: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(instant),
  );
}

const second = 1000;
const day = 86_400 * second;

/** Whole days until `instant`, counted up: 30 hours are 2 days; 0 when it has passed. */
export function daysLeft(instant: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(instant) - now) / day));
}

/** "3 days left", "1 day left". */
export function formatDaysLeft(instant: string, now: number): string {
  const days = daysLeft(instant, now);
  return days === 1 ? '1 day left' : `${days} days left`;
}

/** The instant at which the local day `date` (YYYY-MM-DD) begins for the reader. */
export function startOfLocalDay(date: string): string {
  return new Date(`${date}T00:00:00`).toISOString();
}

/** The instant at which the local day after `date` (YYYY-MM-DD) begins for the reader. */
export function endOfLocalDay(date: string): string {
  const next = new Date(`${date}T00:00:00`);
  next.setDate(next.getDate() + 1);
  return next.toISOString();
}

/** For a field with a day and a time: which clock it goes by. */
export function inReadersZone(): string {
  return `In your time zone, ${Intl.DateTimeFormat().resolvedOptions().timeZone}.`;
}

/** For `max` of a date field: browsers take years of six digits, which no instant of ours has. */
export const lastDay = '9999-12-31';
export const lastMinute = `${lastDay}T23:59`;

/** Whether a field holds a day of the calendar, YYYY-MM-DD. */
export function isDate(text: string): boolean {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00Z`) : null;
  // Some browsers take 31 February for a day in March.
  return day !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Whether a field holds a minute of a day of the calendar, YYYY-MM-DDTHH:MM. */
export function isMinute(text: string): boolean {
  return /^.{10}T\d\d:\d\d$/.test(text) && isDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
}

/** Not simply midnight: where clocks go forward then, the day begins at one o'clock. */
function isStartOfLocalDay(instant: string): boolean {
  return Date.parse(startOfLocalDay(localDay(Date.parse(instant)))) === Date.parse(instant);
}

/** When something begins: "1 Mar 2026" when that is with the reader's day, else with the time. */
export function formatBegin(instant: string, locale?: string): string {
  return isStartOfLocalDay(instant) ? formatShortDate(instant, locale) : formatDateTime(instant, locale);
}

/** What something lasts until, `instant` excluded: "the end of 28 Feb 2026" when that is with the reader's day, else with the time. */
export function formatEnd(instant: string, locale?: string): string {
  if (!isStartOfLocalDay(instant)) return formatDateTime(instant, locale);
  return `the end of ${formatShortDate(new Date(Date.parse(instant) - 1).toISOString(), locale)}`;
}

/** The local day of an instant as YYYY-MM-DD, as date fields want it. */
export function localDay(instant: number): string {
  const date = new Date(instant);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The local minute of an instant as YYYY-MM-DDTHH:MM, as fields of a day with a time want it. */
export function localMinute(instant: number): string {
  return `${localDay(instant)}T${new Date(instant).toTimeString().slice(0, 5)}`;
}

/**
 * When the reader's clocks show a local minute (YYYY-MM-DDTHH:MM), in milliseconds: twice where they are put back over it,
 * never where they are put forward over it.
 */
export function instantsOf(minute: string): number[] {
  const inUtc = Date.parse(`${minute}Z`);
  const zones = [inUtc - day, inUtc + day].map((near) => new Date(near).getTimezoneOffset());
  const instants = [...new Set(zones)].map((offset) => inUtc + offset * 60 * second);
  return instants.filter((instant) => localMinute(instant) === minute).sort((one, other) => one - other);
}

/** "CEST" or "GMT+2": what the reader's zone is called at an instant. */
export function zoneName(instant: number, locale?: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZoneName: 'short' }).formatToParts(instant);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/** As `formatDateTime`, with the zone where the reader's clocks showed that time twice. */
export function formatMoment(instant: string, locale?: string): string {
  const words = formatDateTime(instant, locale);
  const time = Date.parse(instant);
  return instantsOf(localMinute(time)).length > 1 ? `${words} ${zoneName(time, locale)}` : words;
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', day],
  ['hour', 3600 * second],
  ['minute', 60 * second],
];

/** "5 minutes ago", "yesterday"; "just now" within a minute. */
export function formatAgo(instant: string, now: number, locale?: string): string {
  const difference = Date.parse(instant) - now;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const [unit, length] of steps) {
    if (Math.abs(difference) >= length) return format.format(Math.round(difference / length), unit);
  }
  return 'just now';
}
