import type { Interval } from '@/features/billing/api/billing';
import { formatMoney } from '@/lib/money';

/** An amount that is owed above 0 and credited below. */
export function owedWords(minor: number, currency: string): string {
  if (minor === 0) return 'Nothing is owed';
  const money = formatMoney(Math.abs(minor), currency);
  return minor > 0 ? `${money} owed` : `${money} credit`;
}

export const intervalWords: Readonly<Record<Interval, string>> = {
  month: 'paid by the month',
  year: 'paid by the year',
};
