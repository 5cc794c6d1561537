import { Alert } from '@mantine/core';
import { Failure } from '@/components/ui/failure';
import { IconAlert } from '@/components/ui/icons';
import { hasCode } from '@/lib/problem';

interface PriceFailureProps {
  readonly error: unknown;
  readonly fields?: readonly string[];
}

/** What went wrong with something that costs. A price that holds no more is asked anew by whoever shows this. */
export function PriceFailure({ error, fields }: PriceFailureProps) {
  if (!hasCode(error, 'quote_stale')) return <Failure error={error} {...(fields ? { fields } : {})} />;
  return (
    <Alert role="alert" color="amber" variant="light" icon={<IconAlert />} title="The price has changed">
      Nothing was done. Check the price of now below, then confirm it.
    </Alert>
  );
}
