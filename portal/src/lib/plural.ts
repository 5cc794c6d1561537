/** "1 member", "12 members": the number in the reader's format. */
export function count(quantity: number, one: string, many = `${one}s`): string {
  return `${new Intl.NumberFormat().format(quantity)} ${quantity === 1 ? one : many}`;
}

/** "Ada, Ben and Chloé". */
export function listed(words: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(words);
}
