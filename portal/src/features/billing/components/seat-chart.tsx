import { Text } from '@mantine/core';
import { useId } from 'react';
import classes from '@/features/billing/components/seat-chart.module.css';
import { type SeatStep, stepPath } from '@/features/billing/components/seat-steps';
import { formatDate, formatShortDate } from '@/lib/dates';
import { count } from '@/lib/plural';

const width = 1000;
const height = 100;

/** Seats over time as steps. INVARIANT: there is at least one step. */
export function SeatChart({ steps, now }: { steps: readonly SeatStep[]; now: number }) {
  const caption = useId();
  const start = steps[0]?.at ?? now;
  const end = Math.max(now, steps.at(-1)?.at ?? now);
  const most = Math.max(...steps.map(({ seats }) => seats));
  const top = Math.max(1, most);
  const line = stepPath(steps, { end, top, width, height });
  const number = new Intl.NumberFormat();
  return (
    <figure className={classes['figure']}>
      <Text component="figcaption" size="sm" id={caption} mb="sm">
        {summary(steps, start)}
      </Text>
      <div className={classes['frame']}>
        <div className={`tabular ${classes['scale'] ?? ''}`} aria-hidden="true">
          <span>{number.format(top)}</span>
          <span>0</span>
        </div>
        <svg
          role="img"
          aria-labelledby={caption}
          className={classes['plot']}
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
        >
          <path className={classes['area']} d={`${line}V${height}H0Z`} />
          <path className={classes['line']} d={line} />
        </svg>
        <div className={classes['days']} aria-hidden="true">
          <span>{formatShortDate(new Date(start).toISOString())}</span>
          <span>{formatShortDate(new Date(end).toISOString())}</span>
        </div>
      </div>
    </figure>
  );
}

function summary(steps: readonly SeatStep[], start: number): string {
  const seats = steps.map((step) => step.seats);
  const least = Math.min(...seats);
  const most = Math.max(...seats);
  const now = `${count(seats.at(-1) ?? 0, 'seat')} now`;
  const since = `since ${formatDate(new Date(start).toISOString())}`;
  return least === most ? `${now}, unchanged ${since}.` : `${now}; between ${least} and ${most} ${since}.`;
}
