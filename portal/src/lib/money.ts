function formatOf(currency: string, locale?: string) {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const minorUnits = 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2);
  return { format, minorUnits };
}

/** Minor units of a currency in the reader's own format: 54213 AUD is "A$542.13" in en-US. */
export function formatMoney(amountMinor: number, currency: string, locale?: string): string {
  const { format, minorUnits } = formatOf(currency, locale);
  return format.format(amountMinor / minorUnits);
}

/** What the numbers of a computation count: "All amounts are in minor units: 100 are A$1.00." */
export function minorUnitSentence(currency: string, locale?: string): string {
  const { format, minorUnits } = formatOf(currency, locale);
  if (minorUnits === 1) return `All amounts are in ${currency}.`;
  return `All amounts are in minor units: ${minorUnits} are ${format.format(1)}.`;
}
