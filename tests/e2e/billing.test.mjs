// The money of one team over a year, on a clock that is moved by hand. The steps build on each other.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before } from 'node:test';
import { assertAccessible, shown } from './browser.mjs';
import { startClinic } from './clinic.mjs';
import { eventually } from './eventually.mjs';
import { step } from './step.mjs';

const yearOfASeat = 118_800;

let clinic;
let owner;
let price;

before(async () => {
  clinic = await startClinic({ ada: { name: 'Ada Okafor' } }, '--dev-clock=2028-02-29T12:00:00Z');
  owner = clinic.people.ada;
});

after(() => clinic?.stop());

const panel = (page, name) => page.getByRole('region', { name, exact: true });

async function moveClock(now) {
  const answer = await owner.page.request.put('/dev/clock', { data: { now } });
  assert.ok(answer.ok(), await answer.text());
}

/** Moves the clock so far that every login has ended. */
async function moveDays(now) {
  await moveClock(now);
  await clinic.signInAgain(owner);
}

const ledger = async () => (await clinic.askTeam(owner, 'GET', '/billing/ledger')).items;

/** The invoice of that number with its lines, once the jobs of the server have made it. */
async function invoiceOf(number) {
  const all = async () => (await clinic.askTeam(owner, 'GET', '/billing/invoices')).items;
  const found = await eventually(async () => (await all()).find((invoice) => invoice.number === number), `invoice ${number}`);
  return clinic.askTeam(owner, 'GET', `/billing/invoices/${found.id}`);
}

const minorIn = (text) => Math.round(100 * Number(/\$([\d,.]+\d)/.exec(text)[1].replaceAll(',', '')));

async function assertFitsPhone(page) {
  const { width, height } = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.reload();
  await shown(page.getByRole('heading', { level: 1 }));
  await page.waitForLoadState('networkidle');
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth);
  assert.ok(wider <= 0, `${wider} px too wide`);
  await assertAccessible(page);
  await page.setViewportSize({ width, height });
}

step('a year that begins on a leap day ends on 28 February', async () => {
  const { page } = owner;
  const { term } = await clinic.askTeam(owner, 'GET', '/billing');
  assert.match(term.start, /^2028-02-29T12:0/);
  assert.match(term.end, /^2029-02-28T/);
  await clinic.go(owner, 'billing');
  await shown(page.getByRole('table', { name: 'Plan' }).getByText('29 February 2028 to 28 February 2029'));
});

step('the seat of the founder is on the first invoice', async () => {
  await moveDays('2028-04-01T09:00:00Z');
  const { lines, total_minor: total } = await invoiceOf(1);
  assert.equal(total, yearOfASeat);
  assert.equal(lines.length, 1);
});

step('the price in the dialog is the amount in the ledger', async () => {
  const { page } = owner;
  await clinic.go(owner, 'members');
  await page.getByRole('button', { name: 'Add team member' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add team member' });
  await dialog.getByRole('textbox', { name: 'E-mail address' }).fill('ben@northside.example ');
  const line = dialog.getByRole('status').filter({ hasText: 'for the rest of the term, until 28 February 2029' });
  price = minorIn(await line.innerText());
  assert.ok(price > 0 && price < yearOfASeat, `${price}`);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  const [newest] = await ledger();
  assert.deepEqual([newest.kind, newest.cause, newest.amount_minor], ['seat_added', 'member.invite', price]);
});

step('ten minutes later that amount is invoiced, and the page explains it', async () => {
  const { page } = owner;
  await moveClock('2028-04-01T09:15:00Z');
  assert.equal((await invoiceOf(2)).total_minor, price);
  await clinic.go(owner, 'billing');
  await page.getByRole('link', { name: 'Invoice 2', exact: true }).click();
  await shown(page.getByRole('heading', { name: 'Invoice 2', level: 1 }));
  const line = panel(page, 'Lines').getByRole('listitem');
  assert.equal(await line.count(), 1);
  await line.getByRole('button', { name: /^Explain this amount: ben@northside\.example/ }).click();
  await shown(line.getByText(/118800/));
  assert.equal(minorIn(await line.innerText()), price);
});

step('the invoice is downloaded as PDF', async () => {
  const { page } = owner;
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Invoice 2 as PDF' }).click(),
  ]);
  const content = await readFile(await download.path());
  assert.equal(content.subarray(0, 4).toString(), '%PDF');
});

step('the invoice has no serious finding of axe and fits a phone', async () => {
  await assertAccessible(owner.page);
  await assertFitsPhone(owner.page);
});

step('the trial begins on the billing page and opens Session View', async () => {
  const { page } = owner;
  await clinic.go(owner, 'billing');
  await panel(page, 'Trial').getByRole('button', { name: 'Start the trial' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start the trial' }).click();
  await shown(panel(page, 'Trial').getByText('until 1 May 2028'));
  await clinic.go(owner, 'settings');
  await page.locator('[role=switch][aria-label="Session View"]:not([aria-disabled=true])').click();
  await page.getByRole('button', { name: 'Save settings' }).click();
  await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' });
});

step('the billing page has no serious finding of axe and fits a phone', async () => {
  const { page } = owner;
  await clinic.go(owner, 'billing');
  await shown(page.getByRole('link', { name: 'Invoice 2', exact: true }));
  await page.waitForLoadState('networkidle');
  await assertAccessible(page);
  await assertFitsPhone(page);
});

step('when the trial is over Session View is locked with the reason, and remembered as on', async () => {
  const { page } = owner;
  await moveDays('2028-05-02T09:00:00Z');
  await clinic.go(owner, 'settings');
  await page.locator('[role=switch][aria-label="Session View"][aria-disabled=true]').waitFor();
  const view = panel(page, 'Session View');
  await shown(view.getByText("The team's plan does not include Session View."));
  await shown(view.getByText(/remembered as on, and has no effect/));
  const { session_view: saved } = await clinic.askTeam(owner, 'GET', '/settings');
  assert.equal(saved.enabled, true);
  await clinic.go(owner, 'billing');
  await shown(panel(page, 'Trial').getByText(/^The trial ended on 1 May 2028\./));
});

step('at the end of the term the next one stands in the ledger and on an invoice', async () => {
  const { page } = owner;
  await moveDays('2029-03-01T09:00:00Z');
  const { lines, credits, total_minor: total } = await invoiceOf(3);
  const [row] = (await ledger()).filter(({ kind, at }) => kind === 'term' && at.startsWith('2029-02-28T'));
  assert.equal(row.amount_minor, row.quantity * yearOfASeat);
  const [line] = lines.filter(({ kind }) => kind === 'term');
  assert.deepEqual([line.at, line.amount_minor], [row.at, row.amount_minor]);
  // The invitation's credit is in it, or was used when the first invoice, which nobody paid, was called to mind.
  assert.equal([...lines, ...credits].reduce((sum, { amount_minor: amount }) => sum + amount, 0), total);
  await clinic.go(owner, 'billing');
  await shown(page.getByRole('link', { name: 'Invoice 3', exact: true }));
  await shown(page.getByRole('table', { name: 'Plan' }).getByText('28 February 2029 to 28 February 2030', { exact: true }));
});

step('nothing was blocked by the content security policy and no page failed', () => {
  assert.deepEqual(clinic.complaints(), []);
});
