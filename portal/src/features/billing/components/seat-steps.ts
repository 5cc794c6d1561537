import type { LedgerRow } from '@/features/billing/api/invoices';

/** From `at` (milliseconds) on the team had this many seats. */
export interface SeatStep {
  readonly at: number;
  readonly seats: number;
}

/** Where the number of seats changed, oldest first, from rows of the ledger, newest first. */
export function seatSteps(rows: readonly Pick<LedgerRow, 'at' | 'quantity'>[]): SeatStep[] {
  const steps: SeatStep[] = [];
  for (const { at, quantity } of [...rows].reverse()) {
    if (steps.at(-1)?.seats !== quantity) steps.push({ at: Date.parse(at), seats: quantity });
  }
  return steps;
}

/** The line of the chart in a box of `width` × `height`, from the first step to `end`, with `top` seats at the upper edge. */
export function stepPath(
  steps: readonly SeatStep[],
  { end, top, width, height }: { end: number; top: number; width: number; height: number },
): string {
  const [first] = steps;
  if (!first) return '';
  const span = Math.max(1, end - first.at);
  const x = (at: number) => round(((at - first.at) / span) * width);
  const y = (seats: number) => round(height - (seats / top) * height);
  const corners = steps.slice(1).map(({ at, seats }) => `H${x(at)}V${y(seats)}`);
  return `M0 ${y(first.seats)}${corners.join('')}H${width}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
