// What was billed, what comes next, and the seat ledger behind both.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { teamKey } from '@/features/billing/api/billing';
import { answer, api } from '@/lib/api-client';
import type { components } from '@/lib/api-types';

type Schemas = components['schemas'];
export type Invoice = Schemas['Invoice'];
export type InvoiceWithLines = Schemas['InvoiceWithLines'];
export type InvoiceLine = Schemas['InvoiceLine'];
export type CreditUse = Schemas['CreditUse'];
export type NextInvoice = Schemas['NextInvoice'];
export type LedgerRow = Schemas['LedgerRow'];

function page(team: string, limit: number, cursor: string) {
  return { params: { path: { team }, query: { limit, ...(cursor === '' ? {} : { cursor }) } } };
}

/** Newest first, without lines. */
export function useInvoices(team: string) {
  return useInfiniteQuery({
    queryKey: [...teamKey(team), 'invoices'],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/v1/teams/{team}/billing/invoices', page(team, 24, pageParam))),
    getNextPageParam: ({ next_cursor: next }) => next ?? undefined,
  });
}

export function useInvoice(team: string, invoice: string) {
  return useQuery({
    queryKey: [...teamKey(team), 'invoice', invoice],
    queryFn: () =>
      answer(
        api.GET('/api/v1/teams/{team}/billing/invoices/{invoice}', { params: { path: { team, invoice } } }),
      ),
  });
}

export function useNextInvoice(team: string) {
  return useQuery({
    queryKey: [...teamKey(team), 'next-invoice'],
    queryFn: () =>
      answer(api.GET('/api/v1/teams/{team}/billing/next-invoice', { params: { path: { team } } })),
  });
}

/** Newest first. */
export function useLedger(team: string) {
  return useInfiniteQuery({
    queryKey: [...teamKey(team), 'ledger'],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/v1/teams/{team}/billing/ledger', page(team, 200, pageParam))),
    getNextPageParam: ({ next_cursor: next }) => next ?? undefined,
  });
}

/** The address of an invoice as a file. */
export function invoiceFile(team: string, invoice: string, format: 'pdf' | 'csv'): string {
  return `/api/v1/teams/${encodeURIComponent(team)}/billing/invoices/${encodeURIComponent(invoice)}.${format}`;
}
