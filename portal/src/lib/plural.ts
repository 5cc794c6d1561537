/** "1 member", "12 members": the number in the reader's format. */
export function count(quantity: number, one: string, many = `${one}s`): string {
  return `${new Intl.NumberFormat().format(quantity)} ${quantity === 1 ? one : many}`;
}

/** "Ada, Ben and Chloé". */
export function listed(words: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(words);
}

/** What the server counts no further than. */
const mostCounted = 10_000;

/** A number of the API's `SessionCount`: "212 sessions", "10,000+ sessions". */
export function sessionCount(quantity: number): string {
  return quantity > mostCounted
    ? `${new Intl.NumberFormat().format(mostCounted)}+ sessions`
    : count(quantity, 'session');
}

/** "212 sessions of 4 clinicians"; of so many at least, where the sessions were not counted to the end. */
export function sessionsOf(quantity: number, clinicians: number): string {
  const least = quantity > mostCounted ? 'at least ' : '';
  return `${sessionCount(quantity)} of ${least}${count(clinicians, 'clinician')}`;
}

/** Both were counted to the end and are the same. */
export function isSameCount(before: number, after: number): boolean {
  return before === after && after <= mostCounted;
}
