import { Button, type ButtonProps } from '@mantine/core';
import { IconDownload } from '@/components/ui/icons';
import { type Invoice, invoiceFile } from '@/features/billing/api/invoices';

interface InvoiceFilesProps extends ButtonProps {
  readonly team: string;
  readonly invoice: Pick<Invoice, 'id' | 'number'>;
}

/** An invoice as a file: PDF to pay and keep, CSV for bookkeeping. */
export function InvoiceFiles({ team, invoice, ...button }: InvoiceFilesProps) {
  return (['pdf', 'csv'] as const).map((format) => (
    <Button
      key={format}
      component="a"
      download
      href={invoiceFile(team, invoice.id, format)}
      variant="default"
      leftSection={<IconDownload size={14} />}
      aria-label={`Invoice ${invoice.number} as ${format.toUpperCase()}`}
      {...button}
    >
      {format.toUpperCase()}
    </Button>
  ));
}
