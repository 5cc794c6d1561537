// A team that pays by the month, from the last of January over a leap day. The steps build on each other.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { shown } from './browser.mjs';
import { startClinic } from './clinic.mjs';
import { eventually } from './eventually.mjs';
import { minorIn, postedFor } from './money.mjs';
import { step } from './step.mjs';

const monthOfASeat = 11_900;

let folder;
let clinic;
let owner;
let first;
let second;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rolecall-plans-'));
  const shipped = await readFile(new URL('../../packaging/plans.toml', import.meta.url), 'utf8');
  const plans = join(folder, 'plans.toml');
  await writeFile(plans, shipped.replace('default_interval = "year"', 'default_interval = "month"'));
  clinic = await startClinic({ ada: { name: 'Ada Okafor' } }, '--dev-clock=2028-01-31T10:00:00Z', '--plans', plans);
  owner = clinic.people.ada;
});

after(async () => {
  await clinic?.stop();
  await rm(folder, { recursive: true });
});

const billing = () => clinic.askTeam(owner, 'GET', '/billing');
const ledger = async () => (await clinic.askTeam(owner, 'GET', '/billing/ledger')).items;
const plan = () => owner.page.getByRole('table', { name: 'Plan' });

async function standAt(now) {
  const answer = await clinic.moveClock(now, { frozen: true });
  assert.ok(answer.ok(), await answer.text());
  await clinic.signInAgain(owner);
}

/** Adds a member in the dialog; answers the price that was shown. */
async function addMember(email, until) {
  const { page } = owner;
  await clinic.go(owner, 'members');
  await page.getByRole('button', { name: 'Add team member' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add team member' });
  await dialog.getByRole('textbox', { name: 'E-mail address' }).fill(`${email} `);
  const line = dialog.getByRole('status').filter({ hasText: `for the rest of the term, until ${until}` });
  const price = minorIn(await line.innerText());
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  return price;
}

step('a month that begins on 31 January ends on 29 February of a leap year', async () => {
  first = (await billing()).term;
  assert.match(first.end, /^2028-02-29T10:0/);
  await clinic.go(owner, 'billing');
  await shown(plan().getByText('31 January 2028 to 29 February 2028', { exact: true }));
});

step('a seat that is added on the leap day costs what was quoted, to the minor unit', async () => {
  const at = '2028-02-29T06:00:00Z';
  await standAt(at);
  const price = await addMember('ben@northside.example', '29 February 2028');
  const seats = [
    { price: monthOfASeat, at: first.start },
    { price: monthOfASeat, at },
  ];
  assert.equal(price, postedFor(seats, first, monthOfASeat));
  const [newest] = await ledger();
  assert.deepEqual([newest.kind, newest.at, newest.amount_minor], ['seat_added', at, price]);
});

step('the next month runs to 31 March, and a seat on its first day is exact too', async () => {
  const at = '2028-02-29T18:00:00Z';
  await standAt(at);
  second = (await billing()).term;
  // What is added from here on is on the invoice after it.
  await eventually(async () => (await clinic.askTeam(owner, 'GET', '/billing/invoices')).items[0], 'the invoice of the first term');
  assert.equal(second.start, first.end);
  assert.match(second.end, /^2028-03-31T10:0/);
  await clinic.go(owner, 'billing');
  await shown(plan().getByText('29 February 2028 to 31 March 2028', { exact: true }));
  const price = await addMember('cleo@northside.example', '31 March 2028');
  const rows = await ledger();
  const [term] = rows.filter(({ kind, at: when }) => kind === 'term' && when === second.start);
  assert.deepEqual([term.quantity, term.amount_minor], [2, 2 * monthOfASeat]);
  const seats = [
    { price: 2 * monthOfASeat, at: second.start },
    { price: monthOfASeat, at },
  ];
  assert.equal(price, postedFor(seats, second, term.amount_minor));
  assert.deepEqual([rows[0].at, rows[0].amount_minor], [at, price]);
});

step('the next invoice shows line by line what it holds so far', async () => {
  const { page } = owner;
  const next = await clinic.askTeam(owner, 'GET', '/billing/next-invoice');
  await clinic.go(owner, 'billing');
  const section = page.getByRole('region', { name: 'Next invoice' });
  const lines = section.getByRole('list', { name: 'Lines' }).getByRole('listitem');
  await shown(lines.first());
  const amounts = (await lines.allInnerTexts()).map(minorIn);
  assert.deepEqual(
    amounts,
    next.lines.map(({ amount_minor: amount }) => amount),
  );
  assert.equal(
    amounts.reduce((sum, amount) => sum + amount, 0),
    next.total_minor,
  );
  const cleo = lines.filter({ hasText: 'cleo@northside.example' });
  await cleo.getByRole('button').click();
  await shown(cleo.getByText(`1 × ${monthOfASeat} ×`));
});

step('no page failed', () => assert.deepEqual(clinic.complaints(), []));
