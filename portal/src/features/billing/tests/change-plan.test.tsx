import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  billingAddress,
  billingPath,
  downgradePreview,
  ownedBilling,
  plans,
  upgradePreview,
  waitingBilling,
} from '@/testing/billing';
import { type Asked, FakeServer, ok, problem, refused } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';

const subscription = `PUT ${billingPath}/subscription`;

function open(shown: object = ownedBilling, preview: object = upgradePreview) {
  const server = new FakeServer({
    [`GET ${billingPath}`]: ok(shown, '"7"'),
    [subscription]: ({ search }: Asked) => (search.has('dry_run') ? ok(preview) : ok(shown)),
  });
  const saved = () => server.asked.filter(({ method, search }) => method === 'PUT' && !search.has('dry_run'));
  return { server, saved, ...openPage(billingAddress, server) };
}

const card = async (name: string) => {
  const heading = await screen.findByRole('heading', { name, level: 3 });
  return heading.closest('li') as HTMLElement;
};

describe('the comparison of plans', () => {
  it('shows what each plan opens and costs, for a year and for a month', async () => {
    const { user } = open();
    expect(await card('Together')).toHaveTextContent(/1,488\.00 a year.*Session View/);
    await user.click(screen.getByRole('radio', { name: 'Month' }));
    expect(await card('Together')).toHaveTextContent(/149\.00 a month/);
    expect(await card('Free')).toHaveTextContent('Free of charge');
  });

  it('marks what is in force instead of offering it, and only for its own interval', async () => {
    const { user } = open();
    expect(await card('Pro')).toHaveTextContent('In force');
    expect(within(await card('Pro')).queryByRole('button')).toBeNull();
    await user.click(screen.getByRole('radio', { name: 'Month' }));
    expect(within(await card('Pro')).getByRole('button', { name: 'Choose Pro, by the month' })).toBeEnabled();
  });

  it('says who can choose to who may not, plan by plan', async () => {
    const { server, user } = open({ ...ownedBilling, allowed_actions: ['billing.read', 'billing.upgrade'] });
    expect(within(await card('Together')).getByRole('button')).not.toHaveAttribute('aria-disabled');
    await user.click(within(await card('Free')).getByRole('button', { name: 'Choose Free, by the year' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(await screen.findByText(/None of your roles allows/)).toBeVisible();
    expect(server.last('POST', '/access/v1/evaluation')?.body).toMatchObject({
      subject: { id: clinic.ada.id },
      action: { name: 'billing.cancel' },
    });
  });

  it('asks again when the plans could not be read', async () => {
    const { server, user } = open();
    server.set(`GET ${billingPath}/plans`, problem(503, 'unavailable'));
    const again = await screen.findByRole('button', { name: 'Try again' });
    server.set(`GET ${billingPath}/plans`, ok({ items: plans }));
    await user.click(again);
    expect(await card('Together')).toBeVisible();
  });
});

describe('changing the plan', () => {
  async function choose(name: RegExp, opened = open()) {
    await opened.user.click(await screen.findByRole('button', { name }));
    return { ...opened, dialog: await screen.findByRole('dialog') };
  }

  it('shows the price and what opens, and saves nothing before it is confirmed', async () => {
    const { dialog, saved, user } = await choose(/^Choose Together/);
    const preview = await within(dialog).findByRole('region', { name: 'What changes' });
    expect(preview).toHaveTextContent(/684\.52 now, for 5 seats until March 1, 2027/);
    expect(preview).toHaveTextContent(/7,440\.00 for the term from March 1, 2027/);
    expect(preview).toHaveTextContent(/Opens Session View/);
    expect(preview).toHaveTextContent(/212 sessions of 4 clinicians; 0 sessions now/);
    expect(preview).toHaveTextContent('In force at once.');
    expect(saved()).toHaveLength(0);
    await user.click(within(dialog).getByRole('button', { name: 'Change to Together' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(saved()[0]?.body).toEqual({ plan: 'together', interval: 'year' });
    expect(saved()[0]?.headers.get('If-Match')).toBe('"7"');
  });

  it('shows what a cheaper plan closes, and when', async () => {
    const { dialog } = await choose(/^Choose Free/, open(ownedBilling, downgradePreview));
    const preview = await within(dialog).findByRole('region', { name: 'What changes' });
    expect(preview).toHaveTextContent('Nothing is charged now.');
    expect(preview).toHaveTextContent(/In force from March 1, 2027; until then nothing changes/);
    expect(preview).toHaveTextContent(/Closes Team templates/);
    expect(preview).toHaveTextContent(/opens no session then; 212 sessions now/);
    expect(preview).toHaveTextContent(/Nothing is deleted/);
  });

  it('says who may do it when the server refuses, and cannot be confirmed', async () => {
    const opened = open();
    const why = { rule: 'owner_only', explanation: 'Only the owner cancels.', remedy: null };
    opened.server.set(subscription, refused(why));
    const { dialog } = await choose(/^Choose Free/, opened);
    expect(await within(dialog).findByText('Only the owner cancels.')).toBeVisible();
    expect(within(dialog).getByRole('button', { name: 'Change to Free' })).toBeDisabled();
  });

  it('reads the billing anew when somebody else changed it meanwhile', async () => {
    const { dialog, server, user } = await choose(/^Choose Together/);
    const confirm = () => within(dialog).getByRole('button', { name: 'Change to Together' });
    await waitFor(() => expect(confirm()).toBeEnabled());
    server.set(subscription, ({ search }) =>
      search.has('dry_run') ? ok(upgradePreview) : problem(412, 'stale'),
    );
    server.set(`GET ${billingPath}`, ok(ownedBilling, '"8"'));
    await user.click(confirm());
    await user.click(await within(dialog).findByRole('button', { name: 'Load again' }));
    await waitFor(() =>
      expect(server.last('PUT', `${billingPath}/subscription`)?.headers.get('If-Match')).toBe('"8"'),
    );
  });

  it('takes back what waits by naming what is in force', async () => {
    const { user, saved } = open(waitingBilling);
    const waits = await screen.findByRole('note', { name: 'A change waits' });
    await waitFor(() => expect(waits).toHaveTextContent(/From March 1, 2027: Free, paid by the month/));
    expect(await card('Pro')).toHaveTextContent('In force until March 1, 2027');
    await user.click(within(waits).getByRole('button', { name: 'Take back' }));
    await waitFor(() => expect(saved()[0]?.body).toEqual({ plan: 'pro', interval: 'year' }));
    expect(saved()[0]?.headers.get('If-Match')).toBe('"7"');
    expect(await screen.findByText('Pro, paid by the year, goes on.')).toBeVisible();
  });
});
