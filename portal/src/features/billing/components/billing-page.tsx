import { SimpleGrid, Stack } from '@mantine/core';
import { Failure } from '@/components/ui/failure';
import { ListSkeleton } from '@/components/ui/list-skeleton';
import { Page } from '@/components/ui/page';
import { useBilling } from '@/features/billing/api/billing';
import { InvoiceList } from '@/features/billing/components/invoice-list';
import { NextInvoiceSection } from '@/features/billing/components/next-invoice';
import { PlanComparison } from '@/features/billing/components/plan-comparison';
import { PlanFeatures } from '@/features/billing/components/plan-features';
import { PlanSection } from '@/features/billing/components/plan-section';
import { SeatHistory } from '@/features/billing/components/seat-history';
import { TrialCard } from '@/features/billing/components/trial-card';

/** Plan, seats, trial, what the plans open and cost, and every amount with its reason. */
export function BillingPage({ team }: { team: string }) {
  const billing = useBilling(team);
  return (
    <Page title="Billing">
      {billing.isPending && <ListSkeleton rows={3} label="Loading the billing" />}
      {billing.isError && !billing.data && (
        <Failure error={billing.error} onRetry={() => void billing.refetch()} />
      )}
      {billing.data && (
        <Stack gap="lg">
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
            <Stack gap="lg">
              <PlanSection team={team} billing={billing.data} />
              <TrialCard team={team} billing={billing.data.value} />
            </Stack>
            <PlanFeatures features={billing.data.value.features} />
          </SimpleGrid>
          <NextInvoiceSection team={team} />
          <InvoiceList team={team} />
          <SeatHistory team={team} />
          <PlanComparison team={team} billing={billing.data} reload={() => void billing.refetch()} />
        </Stack>
      )}
    </Page>
  );
}
