// Another plan, another interval, a limit of seats and an invoice that is paid late, each with its money. The steps build
// on each other; the clock stands still in between, so that every amount is exact.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before } from 'node:test';
import { assertAccessible, shown } from './browser.mjs';
import { startClinic } from './clinic.mjs';
import { eventually } from './eventually.mjs';
import { minorIn, postedFor } from './money.mjs';
import { step } from './step.mjs';

const [pro, together] = [118_800, 148_800];
const togetherByTheMonth = 14_900;

let clinic;
let owner;
let page;
let term;

before(async () => {
  const cast = { ada: { name: 'Ada Okafor' }, ben: { name: 'Ben Whitfield', roles: ['administrator'] } };
  clinic = await startClinic(cast, '--dev-clock=2027-03-01T00:00:00Z');
  owner = clinic.people.ada;
  ({ page } = owner);
});

after(() => clinic?.stop());

const billing = () => clinic.askTeam(owner, 'GET', '/billing');
const ledger = async () => (await clinic.askTeam(owner, 'GET', '/billing/ledger')).items;
const invoices = async () => (await clinic.askTeam(owner, 'GET', '/billing/invoices')).items;
const panel = (name) => page.getByRole('region', { name, exact: true });
const dialog = () => page.getByRole('dialog');

async function standAt(now) {
  const answer = await clinic.moveClock(now, { frozen: true });
  assert.ok(answer.ok(), await answer.text());
  await clinic.signInAgain(owner);
}

/** Opens the dialog that says what choosing `plan` by the `interval` would mean. */
async function choose(plan, interval) {
  await clinic.go(owner, 'billing');
  const word = interval === 'month' ? 'Month' : 'Year';
  await page.getByRole('radiogroup', { name: 'Paid by the' }).locator('label', { hasText: word }).click();
  await page.getByRole('button', { name: `Choose ${plan}, by the ${interval}` }).click();
  await shown(dialog().getByRole('region', { name: 'What changes' }));
  return dialog().getByRole('region', { name: 'What changes' });
}

async function confirm(plan) {
  await dialog().getByRole('button', { name: `Change to ${plan}` }).click();
  await dialog().waitFor({ state: 'detached' });
}

step('an administrator cannot cancel, and hears who can', async () => {
  const { ben } = clinic.people;
  await clinic.go(ben, 'billing');
  const free = ben.page.getByRole('button', { name: 'Choose Free, by the year' });
  assert.equal(await free.getAttribute('aria-disabled'), 'true');
  await free.hover();
  await shown(ben.page.getByRole('tooltip').filter({ hasText: /Account Owner/ }));
});

step('an upgrade shows its proration, opens at once, and posts what was shown', async () => {
  term = (await billing()).term;
  const before = (await ledger())[0].exact_minor;
  const at = '2027-09-01T00:00:00Z';
  await standAt(at);
  const preview = await choose('Together', 'year');
  const shownPrice = minorIn(await preview.innerText());
  await shown(preview.getByText('In force at once.'));
  await shown(preview.getByText('Opens Session View'));
  await assertAccessible(page);
  await confirm('Together');
  await shown(page.getByRole('region', { name: 'Together', exact: true }));
  const [row] = await ledger();
  assert.deepEqual([row.kind, row.cause, row.at, row.amount_minor], ['plan', 'billing.subscribe', at, shownPrice]);
  // The rest of the year costs the difference for each of the two seats.
  const difference = postedFor([{ price: 2 * (together - pro), at }], term, 0);
  assert.ok(Math.abs(shownPrice - difference) <= 1, `${shownPrice} and ${difference}`);
  assert.ok(Number(row.exact_minor) > Number(before));
});

step('a downgrade waits for the end of the term, costs nothing, and can be taken back', async () => {
  const preview = await choose('Pro', 'year');
  await shown(preview.getByText('Nothing is charged now.'));
  await shown(preview.getByText(/^In force from 1 March 2028; until then nothing changes/));
  await confirm('Pro');
  const note = page.getByRole('note', { name: 'A change waits' });
  await shown(note.getByText(/^From 1 March 2028: Pro, /));
  const rows = (await ledger()).length;
  await note.getByRole('button', { name: 'Take back' }).click();
  await note.waitFor({ state: 'detached' });
  assert.equal((await billing()).next, null);
  assert.equal((await ledger()).length, rows);
});

step('a month instead of the year begins when the year is over', async () => {
  const preview = await choose('Together', 'month');
  await shown(preview.getByText(/^In force from 1 March 2028/));
  await confirm('Together');
  await standAt('2028-03-01T12:00:00Z');
  await clinic.go(owner, 'billing');
  await shown(page.getByRole('table', { name: 'Plan' }).getByText('1 March 2028 to 1 April 2028', { exact: true }));
  await shown(page.getByText('Paid for a month'));
  const row = await eventually(async () => (await ledger()).find(({ kind }) => kind === 'term'), 'the row of the term');
  assert.deepEqual([row.quantity, row.amount_minor], [2, 2 * togetherByTheMonth]);
});

step('a year instead of the month begins at once, less the rest of the month', async () => {
  const at = '2028-03-10T00:00:00Z';
  await standAt(at);
  const month = (await billing()).term;
  const preview = await choose('Together', 'year');
  const price = minorIn(await preview.innerText());
  const rest = postedFor([{ price: 2 * togetherByTheMonth, at }], month, 0);
  assert.ok(Math.abs(price - (2 * together - rest)) <= 1, `${price}`);
  await confirm('Together');
  const { term: year } = await billing();
  assert.deepEqual([year.start, year.end], [at, '2029-03-10T00:00:00Z']);
  const posted = (await ledger()).filter(({ at: when }) => when === at).map(({ amount_minor: amount }) => amount);
  assert.equal(
    posted.reduce((sum, amount) => sum + amount, 0),
    price,
  );
});

step('the seats over time are a chart, and a table with every amount', async () => {
  await clinic.go(owner, 'billing');
  const seats = panel('Seats used over time');
  await shown(seats.getByRole('img', { name: /^2 seats now; between 1 and 2 since 1 March 2027/ }));
  await seats.getByRole('button', { name: 'Show as a table' }).click();
  const rows = await ledger();
  const cells = seats.getByRole('table').getByRole('row');
  assert.equal(await cells.count(), 1 + rows.length);
  assert.equal(minorIn(await cells.nth(1).innerText()), Math.abs(rows[0].amount_minor));
  await assertAccessible(page);
});

step('a limit of seats is kept, and says so to who adds one more', async () => {
  await clinic.go(owner, 'billing');
  await page.getByRole('button', { name: 'Limit the seats' }).click();
  await dialog().locator('label', { hasText: 'Limit the seats of this team' }).click();
  await dialog().getByLabel('Seats at most').fill('2');
  await assertAccessible(page);
  await dialog().getByRole('button', { name: 'Save' }).click();
  await shown(page.getByText('At most 2 seats'));
  await clinic.go(owner, 'members');
  await page.getByRole('button', { name: 'Add team member' }).click();
  await dialog().getByRole('textbox', { name: 'E-mail address' }).fill('cleo@northside.example ');
  await dialog().getByRole('button', { name: 'Save' }).click();
  await shown(dialog().getByRole('alert', { name: 'Not possible now' }));
  assert.equal((await billing()).seats_used, 2);
});

step('the role dialog says that the price of the seat stays', async () => {
  await clinic.go(owner, 'members');
  await page.getByRole('button', { name: /^Roles of Ben Whitfield/ }).click();
  await dialog().getByRole('checkbox', { name: 'Clinician', exact: true }).check();
  await shown(dialog().getByText('The price of the seat stays as it is.'));
});

step('an invoice that is not paid in time is overdue until the operator marks it paid', async () => {
  await standAt('2028-05-01T00:00:00Z');
  const invoice = await eventually(async () => (await invoices()).find(({ status }) => status === 'overdue'), 'an overdue invoice');
  const row = () => page.getByRole('list', { name: 'Invoices' }).getByRole('listitem').filter({ hasText: `Invoice ${invoice.number}` });
  await clinic.go(owner, 'billing');
  await shown(row().getByText(/^Overdue since /));
  await clinic.operate('billing', 'mark-paid', clinic.team, String(invoice.number));
  await clinic.go(owner, 'billing');
  await shown(row().getByText(/^Paid/));
});

step('an invoice as CSV adds up to its total', async () => {
  const [invoice] = await invoices();
  await clinic.go(owner, 'billing'); // it may have been made since the page was loaded
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: `Invoice ${invoice.number} as CSV` }).first().click(),
  ]);
  const [head, ...lines] = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
  const place = head.split(',').indexOf('amount_minor');
  const cellsOf = (line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell);
  const amounts = lines.map((line) => Number(cellsOf(line)[place]));
  assert.equal(
    amounts.reduce((total, amount) => total + amount, 0),
    invoice.total_minor,
  );
});

step('no page failed', () => assert.deepEqual(clinic.complaints(), []));
