import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';

const address = `/teams/${clinic.team.id}/members`;
const team = `/api/v1/teams/${clinic.team.id}`;
const batch = `${team}/members/batch`;
const invited = 'devika.raman@northside.example';
const expired = 'gustavo.lindqvist-obrien@northside.example';
const removed = {
  ...clinic.ben,
  id: 'mem_ida',
  name: 'Ida Sund',
  status: 'removed' as const,
  allowed_actions: ['member.invite' as const],
};
const stale = problem(409, 'quote_stale', { detail: 'this quote does not hold; ask for the price again' });

function quote(id: string, amount_minor: number, seats = 1) {
  return { ...clinic.quote, id, amount_minor, seats, expires_at: '2999-01-01T00:00:00Z' };
}

/** The price of one seat is asked once for each of these, the last one from then on. */
function prices(...quotes: unknown[]) {
  let asked = 0;
  return () => ok(quotes[Math.min(asked++, quotes.length - 1)]);
}

async function openAct(server: FakeServer, name: string, item: string, title: string) {
  const opened = openPage(address, server);
  await opened.user.click(await screen.findByRole('button', { name: `Actions for ${name}` }));
  await opened.user.click(await screen.findByRole('menuitem', { name: item }));
  return { ...opened, dialog: within(await screen.findByRole('dialog', { name: title })) };
}

const openReactivate = (server: FakeServer) =>
  openAct(server, 'Elias Brandt', 'Reactivate', 'Reactivate Elias Brandt');

describe('who comes back', () => {
  it.each([
    ['Elias Brandt', 'Reactivate', 'Reactivate Elias Brandt', 'Reactivate', 'mem_eli/reactivate'],
    [expired, 'Resend invitation', 'Resend the invitation', 'Resend', 'mem_gus/invitation'],
  ])('pays the price that was shown: %s', async (name, item, title, submit, path) => {
    const server = new FakeServer({ [`POST ${team}/members/*/*`]: ok(clinic.ben) });
    const { user, dialog } = await openAct(server, name, item, title);
    expect(await dialog.findByText(/542\.13 for the rest of the term/)).toBeVisible();
    const [member] = path.split('/');
    expect(server.last('GET', `${team}/billing/quote`)?.search.get('member'), 'his price').toBe(member);
    await user.click(dialog.getByRole('button', { name: submit }));
    await waitFor(() => expect(server.last('POST', `${team}/members/${path}`)).toBeDefined());
    expect(server.last('POST', `${team}/members/${path}`)?.search.get('quote')).toBe(clinic.quote.id);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('pays the price that was shown when he was removed', async () => {
    const server = new FakeServer({
      [`GET ${team}/members`]: ok({ items: [removed], next_cursor: null }),
      [`POST ${team}/members/*/reinstate`]: ok(clinic.ben),
    });
    const { user, dialog } = await openAct(server, 'Ida Sund', 'Reinstate', 'Reinstate Ida Sund');
    await dialog.findByText(/542\.13 for the rest of the term/);
    await user.click(dialog.getByRole('button', { name: 'Send invitation' }));
    const path = `${team}/members/mem_ida/reinstate`;
    await waitFor(() => expect(server.last('POST', path)?.search.get('quote')).toBe(clinic.quote.id));
  });

  it('pays nothing more for an invitation that is still pending', async () => {
    const server = new FakeServer({ [`POST ${team}/members/*/invitation`]: ok(clinic.ben) });
    const { user, dialog } = await openAct(server, invited, 'Resend invitation', 'Resend the invitation');
    expect(dialog.queryByText(/for the rest of the term/)).toBeNull();
    await user.click(dialog.getByRole('button', { name: 'Resend' }));
    const path = `${team}/members/mem_dev/invitation`;
    await waitFor(() => expect(server.last('POST', path)).toBeDefined());
    expect(server.last('POST', path)?.search.has('quote')).toBe(false);
  });

  it('is shown the new price when the one shown holds no more', async () => {
    const path = `${team}/members/mem_eli/reactivate`;
    const server = new FakeServer({
      [`GET ${team}/billing/quote`]: prices(quote('quo_1', 54213), quote('quo_2', 60000)),
      [`POST ${path}`]: ({ search }) => (search.get('quote') === 'quo_2' ? ok(clinic.ben) : stale),
    });
    const { user, dialog } = await openReactivate(server);
    await dialog.findByText(/542\.13 for the rest/);
    await user.click(dialog.getByRole('button', { name: 'Reactivate' }));
    expect(await dialog.findByText('The price has changed')).toBeVisible();
    expect(await dialog.findByText(/600\.00 for the rest/)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Reactivate' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('goes on without a price that is not this member’s, and says so', async () => {
    const detail = 'this member has a seat already, so nothing is charged';
    const path = `${team}/members/mem_eli/reactivate`;
    const server = new FakeServer({
      [`GET ${team}/billing/quote`]: prices(quote('quo_1', 54213), quote('quo_2', 54213)),
      [`POST ${path}`]: ({ search }) =>
        search.has('quote') ? problem(409, 'quote_stale', { detail }) : ok(clinic.ben),
    });
    const { user, dialog } = await openReactivate(server);
    await dialog.findByText(/542\.13 for the rest/);
    await user.click(dialog.getByRole('button', { name: 'Reactivate' }));
    await dialog.findByText('That is not the price for Elias Brandt');
    expect(dialog.getByRole('alert')).toHaveTextContent('This member has a seat already');
    expect(dialog.queryByText(/542\.13/)).toBeNull();
    expect(dialog.getAllByRole('alert')).toHaveLength(1);
    await user.click(dialog.getByRole('button', { name: 'Reactivate' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(server.last('POST', path)?.search.has('quote')).toBe(false);
  });

  it('comes back without a price where the reader may not see the billing', async () => {
    const path = `${team}/members/mem_eli/reactivate`;
    const server = new FakeServer({
      [`GET ${team}/billing/quote`]: problem(403, 'denied', { ...clinic.noGrant }),
      [`POST ${path}`]: ok(clinic.ben),
    });
    const { user, dialog } = await openReactivate(server);
    const submit = dialog.getByRole('button', { name: 'Reactivate' });
    await waitFor(() => expect(submit).toBeEnabled());
    expect(dialog.queryByRole('alert')).toBeNull();
    await user.click(submit);
    await waitFor(() => expect(server.last('POST', path)?.search.has('quote')).toBe(false));
  });
});

const good = (row: number) => ({ row, email: `${String(row)}@x.example`, status: 'created' });
const bad = (row: number) => ({
  ...good(row),
  status: 'rejected',
  errors: [{ pointer: '/email', detail: 'taken' }],
});

function answerBatch(server: FakeServer, results: { status: string }[], price: () => unknown) {
  const created = results.filter(({ status }) => status === 'created').length;
  const verdict = { results, created, rejected: results.length - created };
  server.set(`POST ${batch}`, ({ search }) =>
    search.has('dry_run') ? ok({ ...verdict, price: price() }) : ok(verdict),
  );
}

const added = (server: FakeServer) =>
  server.asked.findLast(({ path, search }) => path === batch && !search.has('dry_run'));

describe('several new members', () => {
  async function typeTwo(server: FakeServer) {
    const opened = openPage(address, server);
    await opened.user.click(await screen.findByRole('button', { name: 'Add team member' }));
    const email = await screen.findByRole('textbox', { name: 'E-mail address' });
    await opened.user.type(email, '1@x.example, 2@x.example ');
    return opened;
  }

  it('are added with the price shown for the good rows', async () => {
    const server = new FakeServer();
    answerBatch(server, [good(1), bad(2)], () => quote('quo_one', 12345));
    const { user } = await typeTwo(server);
    await screen.findByText(/123\.45 for the rest of the term/);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(added(server)?.search.get('quote')).toBe('quo_one'));
  });

  it('are shown the new price when the one shown holds no more, under a key of its own', async () => {
    const server = new FakeServer();
    let price = quote('quo_old', 24690, 2);
    const results = [good(1), good(2)];
    server.set(`POST ${batch}`, ({ search }) => {
      if (search.has('dry_run')) return ok({ results, created: 2, rejected: 0, price });
      if (search.get('quote') === 'quo_new') return ok({ results, created: 2, rejected: 0 });
      price = quote('quo_new', 30000, 2);
      return stale;
    });
    const { user } = await typeTwo(server);
    await screen.findByText(/246\.90 for the rest of the term/);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('The price has changed')).toBeVisible();
    await screen.findByText(/300\.00 for the rest of the term/);
    const before = added(server)?.headers.get('Idempotency-Key');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(added(server)?.headers.get('Idempotency-Key')).not.toBe(before);
  });
});

describe('an import', () => {
  async function choose(server: FakeServer) {
    const opened = openPage(address, server);
    await opened.user.click(await screen.findByRole('button', { name: 'More' }));
    await opened.user.click(await screen.findByRole('menuitem', { name: 'Import from CSV' }));
    const field = await screen.findByLabelText('CSV file');
    const csv = 'email,roles\n1@x.example,clinician\n';
    // jsdom's files have no text of their own.
    const file = Object.assign(new File([csv], 'staff.csv', { type: 'text/csv' }), {
      text: () => Promise.resolve(csv),
    });
    const input = document.querySelector<HTMLInputElement>('input[type=file]');
    expect(field).toBeVisible();
    if (input) await opened.user.upload(input, file);
    return opened;
  }

  it('is paid at the price that was shown', async () => {
    const server = new FakeServer();
    answerBatch(server, [good(1)], () => quote('quo_csv', 12345));
    const { user } = await choose(server);
    await screen.findByText(/123\.45 for the rest of the term/);
    await user.click(screen.getByRole('button', { name: 'Add 1 member' }));
    await waitFor(() => expect(added(server)?.search.get('quote')).toBe('quo_csv'));
    expect(await screen.findByText('1 person invited.')).toBeVisible();
  });

  it('asks the price again when the one shown holds no more', async () => {
    const server = new FakeServer();
    let price = quote('quo_old', 12345);
    server.set(`POST ${batch}`, ({ search }) => {
      if (search.has('dry_run')) return ok({ results: [good(1)], created: 1, rejected: 0, price });
      price = quote('quo_new', 15000);
      return stale;
    });
    const { user } = await choose(server);
    await screen.findByText(/123\.45 for the rest of the term/);
    await user.click(screen.getByRole('button', { name: 'Add 1 member' }));
    expect(await screen.findByText('The price has changed')).toBeVisible();
    expect(await screen.findByText(/150\.00 for the rest of the term/)).toBeVisible();
  });
});
