import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { eventWords } from '@/features/billing/components/ledger-words';
import { seatSteps, stepPath } from '@/features/billing/components/seat-steps';
import { billingAddress, billingPath, ledger, ownedBilling } from '@/testing/billing';
import { type Asked, FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';

const limitPath = `${billingPath}/seat-limit`;

function open(shown: object = ownedBilling) {
  const server = new FakeServer({ [`GET ${billingPath}`]: ok(shown, '"7"') });
  return { server, ...openPage(billingAddress, server) };
}

async function openLimit(opened: ReturnType<typeof open>) {
  await opened.user.click(await screen.findByRole('button', { name: 'Limit the seats' }));
  return screen.findByRole('dialog', { name: 'Limit the seats' });
}

describe('the seat limit', () => {
  it('is set to a number of seats', async () => {
    const opened = open();
    const { server, user } = opened;
    server.set(`PUT ${limitPath}`, ok({ ...ownedBilling, seat_limit: 8 }));
    const dialog = await openLimit(opened);
    await user.click(within(dialog).getByRole('switch'));
    const field = within(dialog).getByRole('textbox', { name: 'Seats at most' });
    await user.clear(field);
    await user.type(field, '8');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('The limit is 8 seats.')).toBeVisible();
    expect(server.last('PUT', limitPath)?.body).toEqual({ seats: 8 });
  });

  it('is shown and taken away', async () => {
    const opened = open({ ...ownedBilling, seat_limit: 8 });
    const { server, user } = opened;
    server.set(`PUT ${limitPath}`, ok(ownedBilling));
    expect(await screen.findByText('At most 8 seats')).toBeVisible();
    const dialog = await openLimit(opened);
    await user.click(within(dialog).getByRole('switch'));
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(server.last('PUT', limitPath)?.body).toEqual({ seats: null }));
  });

  it('shows on its field what the server says about it', async () => {
    const opened = open({ ...ownedBilling, seat_limit: 8 });
    const { server, user } = opened;
    const errors = [{ pointer: '/seats', detail: 'expected 1 to 1000000' }];
    server.set(`PUT ${limitPath}`, problem(422, 'invalid', { errors }));
    const dialog = await openLimit(opened);
    await user.type(within(dialog).getByRole('textbox', { name: 'Seats at most' }), '0');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await within(dialog).findByText('Expected 1 to 1000000.')).toBeVisible();
  });

  it('is offered only to who may change the seats', async () => {
    const { user } = open({ ...ownedBilling, allowed_actions: ['billing.read'] });
    await user.click(await screen.findByRole('button', { name: 'Limit the seats' }));
    expect(await screen.findByText(/None of your roles allows/)).toBeVisible();
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('the rows of the ledger', () => {
  it('are named by what happened and why', () => {
    expect(eventWords({ kind: 'seat_removed', cause: 'invitation.expire' })).toBe(
      'Seat given back: invitation ran out',
    );
    expect(eventWords({ kind: 'plan', cause: 'billing.subscribe' })).toBe('Plan changed');
    expect(eventWords({ kind: 'plan', cause: 'billing.start_trial' })).toBe('Trial began');
  });
});

describe('the seats over time', () => {
  it('are steps where the number changed, oldest first', () => {
    expect(seatSteps(ledger).map(({ seats }) => seats)).toEqual([1, 2, 3, 4, 5, 4, 5]);
  });

  it('are drawn at their time and height', () => {
    const box = { end: 100, top: 4, width: 1000, height: 100 };
    const steps = [
      { at: 0, seats: 1 },
      { at: 25, seats: 4 },
    ];
    expect(stepPath(steps, box)).toBe('M0 75H250V0H1000');
    expect(stepPath([{ at: 100, seats: 4 }], box)).toBe('M0 0H1000');
  });

  it('are said in a sentence and shown as a table', async () => {
    vi.setSystemTime(clinic.now);
    const { user } = open();
    const chart = await screen.findByRole('img', {
      name: '5 seats now; between 1 and 5 since March 1, 2026.',
    });
    expect(chart).toBeInTheDocument();
    expect(screen.queryByRole('table', { name: 'Seats used over time' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Show as a table' }));
    const rows = within(await screen.findByRole('table', { name: 'Seats used over time' })).getAllByRole(
      'row',
    );
    expect(rows).toHaveLength(1 + ledger.length);
    expect(rows[2]).toHaveTextContent(/Seat given back: suspended.*4-A?\$790\.91/);
    vi.useRealTimers();
  });

  it('go further back on demand', async () => {
    const { server, user } = open();
    server.set(`GET ${billingPath}/ledger`, ({ search }: Asked) =>
      search.has('cursor')
        ? ok({ items: ledger.slice(4), next_cursor: null })
        : ok({ items: ledger.slice(0, 4), next_cursor: 'older' }),
    );
    expect(await screen.findByRole('img', { name: /between 4 and 5/ })).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Load earlier changes' }));
    expect(await screen.findByRole('img', { name: /between 1 and 5/ })).toBeInTheDocument();
  });

  it('say so when there are none', async () => {
    const { server } = open();
    server.set(`GET ${billingPath}/ledger`, ok({ items: [], next_cursor: null }));
    expect(await screen.findByText('No seat has been used yet.')).toBeVisible();
  });
});
