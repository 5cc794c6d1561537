import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  billingAddress,
  billingPath,
  invoices,
  nextInvoice,
  openedInvoice,
  ownedBilling,
} from '@/testing/billing';
import { type Asked, FakeServer, ok, problem } from '@/testing/fake-server';
import { openPage } from '@/testing/open-page';

function open(address = billingAddress, changes: Record<string, ReturnType<typeof ok>> = {}) {
  const server = new FakeServer({ [`GET ${billingPath}`]: ok(ownedBilling, '"7"'), ...changes });
  return { server, ...openPage(address, server) };
}

const invoiceAddress = `${billingAddress}/invoices/${openedInvoice.id}`;

describe('the next invoice', () => {
  const section = () => screen.findByRole('region', { name: 'Next invoice' });

  it('shows its lines with the member and the event behind each', async () => {
    open();
    await within(await section()).findByText('Ben Whitfield');
    expect(await section()).toHaveTextContent(/Seat added: invited.*5 seats from then on/);
    expect(await section()).toHaveTextContent(/TotalA?\$542\.13 owed/);
  });

  it('explains an amount on demand', async () => {
    const { user } = open();
    const explain = await within(await section()).findByRole('button', {
      name: /^Explain this amount: Ben Whitfield, A?\$542\.13$/,
    });
    expect(explain).toHaveAttribute('aria-expanded', 'false');
    await user.click(explain);
    expect(explain).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByText(/1 × 118800 × 14391000/)).toBeInTheDocument();
    expect(screen.getByText(/in minor units: 100 are A?\$1\.00/)).toBeInTheDocument();
  });

  it('says that a credit waits when nothing is to be paid', async () => {
    const credit = { ...nextInvoice, total_minor: -54213 };
    open(billingAddress, { [`GET ${billingPath}/next-invoice`]: ok(credit) });
    expect(await screen.findByText(/a credit waits for the next charge/)).toBeVisible();
    expect(await section()).toHaveTextContent(/542\.13 credit/);
  });

  it('speaks of no credit when its lines come to nothing', async () => {
    open(billingAddress, { [`GET ${billingPath}/next-invoice`]: ok({ ...nextInvoice, total_minor: 0 }) });
    expect(await screen.findByText('Nothing is to be paid.')).toBeVisible();
  });

  it('says when there is nothing in it', async () => {
    const empty = { ...nextInvoice, total_minor: 0, lines: [] };
    open(billingAddress, { [`GET ${billingPath}/next-invoice`]: ok(empty) });
    expect(await screen.findByText(/Nothing has happened/)).toBeVisible();
  });
});

describe('the invoices', () => {
  it('are listed with total, status and files, each leading to its page', async () => {
    const { user } = open();
    const list = await screen.findByRole('list', { name: 'Invoices' });
    const overdue = within(list).getAllByRole('listitem')[1] as HTMLElement;
    expect(overdue).toHaveTextContent(/Invoice 2.*Overdue since May 25, 2026.*956\.92.*756\.92 open/);
    expect(within(list).getByRole('link', { name: 'Invoice 2 as PDF' })).toHaveAttribute(
      'href',
      `${billingPath}/invoices/ivc_2.pdf`,
    );
    await user.click(within(list).getByRole('link', { name: 'Invoice 2' }));
    expect(await screen.findByRole('heading', { name: 'Invoice 2', level: 1 })).toBeVisible();
  });

  it('say when credit has covered one', async () => {
    const covered = { ...invoices[2], credited_minor: 475200 };
    open(billingAddress, { [`GET ${billingPath}/invoices`]: ok({ items: [covered], next_cursor: null }) });
    const list = await screen.findByRole('list', { name: 'Invoices' });
    expect(list).toHaveTextContent('Covered by credit on Apr 2, 2026');
    expect(list).not.toHaveTextContent('open');
  });

  it('load older ones on demand', async () => {
    const { server, user } = open();
    server.set(`GET ${billingPath}/invoices`, ({ search }: Asked) =>
      search.has('cursor')
        ? ok({ items: invoices.slice(2), next_cursor: null })
        : ok({ items: invoices.slice(0, 2), next_cursor: 'older' }),
    );
    await user.click(await screen.findByRole('button', { name: 'Load older invoices' }));
    expect(await screen.findByRole('link', { name: 'Invoice 1' })).toBeVisible();
  });

  it('say so when there are none, and when they cannot be read', async () => {
    const { server, user } = open(billingAddress, {
      [`GET ${billingPath}/invoices`]: problem(503, 'unavailable'),
    });
    const again = await screen.findByRole('button', { name: 'Try again' });
    server.set(`GET ${billingPath}/invoices`, ok({ items: [], next_cursor: null }));
    await user.click(again);
    expect(await screen.findByText('There is no invoice yet.')).toBeVisible();
  });
});

describe('an invoice', () => {
  it('opens at the address that is mailed, with its lines, its files and the way back', async () => {
    open(invoiceAddress);
    expect(await screen.findByRole('heading', { name: 'Invoice 2', level: 1 })).toBeVisible();
    const lines = within(await screen.findByRole('region', { name: 'Lines' })).getAllByRole('listitem');
    expect(lines[0]).toHaveTextContent(/Ada Okafor.*1,188\.00/);
    expect(lines[1]).toHaveTextContent(/Somebody who was erased.*Seat given back: removed/);
    expect(screen.getByRole('link', { name: 'Invoice 2 as CSV' })).toHaveAttribute(
      'href',
      `${billingPath}/invoices/${openedInvoice.id}.csv`,
    );
    expect(screen.getByRole('link', { name: 'All of billing' })).toHaveAttribute('href', billingAddress);
  });

  it('shows what credits have taken off, and those among its lines that were used before', async () => {
    const { user } = open(invoiceAddress);
    const summary = await screen.findByRole('table', { name: 'Summary' });
    expect(summary).toHaveTextContent(/Total.*956\.92Credit since then.*200\.00To be paid.*756\.92/);
    const lines = within(await screen.findByRole('region', { name: 'Lines' })).getAllByRole('listitem');
    expect(lines[2]).toHaveTextContent(/Credit used for invoice 1.*231\.08/);
    await user.click(within(lines[2] as HTMLElement).getByRole('button', { name: /^Explain this amount/ }));
    expect(screen.getByText(/it is not used again here/)).toBeInTheDocument();
  });

  it('says that there is none of that id', async () => {
    open(`${billingAddress}/invoices/ivc_none`);
    expect(await screen.findByRole('alert')).toHaveTextContent('Not found');
  });
});
