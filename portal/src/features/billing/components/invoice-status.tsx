import type { Invoice } from '@/features/billing/api/invoices';
import classes from '@/features/billing/components/invoice-status.module.css';
import { formatShortDate } from '@/lib/dates';

function words({
  status,
  due_at: due,
  paid_at: paid,
  total_minor: total,
  credited_minor: credited,
}: Invoice) {
  switch (status) {
    case 'open':
      return `To be paid by ${formatShortDate(due)}`;
    case 'overdue':
      return `Overdue since ${formatShortDate(due)}`;
    case 'paid':
      if (!paid) return 'Paid';
      return `${credited === total ? 'Covered by credit' : 'Paid'} on ${formatShortDate(paid)}`;
  }
}

/** Whether an invoice is paid, with the day that matters. */
export function InvoiceStatus({ invoice }: { invoice: Invoice }) {
  return (
    <span className={classes['status']} data-status={invoice.status}>
      {words(invoice)}
    </span>
  );
}
