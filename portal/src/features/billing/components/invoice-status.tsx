import type { Invoice } from '@/features/billing/api/invoices';
import classes from '@/features/billing/components/invoice-status.module.css';
import { formatShortDate } from '@/lib/dates';

function words({ status, due_at: due, paid_at: paid }: Invoice): string {
  switch (status) {
    case 'open':
      return `To be paid by ${formatShortDate(due)}`;
    case 'overdue':
      return `Overdue since ${formatShortDate(due)}`;
    case 'paid':
      return paid ? `Paid on ${formatShortDate(paid)}` : 'Paid';
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
