// A person whose browser speaks German and stands in Sydney. The steps build on each other.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { newPerson, shown, signIn } from './browser.mjs';
import { startClinic } from './clinic.mjs';
import { step } from './step.mjs';

let clinic;
let ada;
let page;
let complaints;

before(async () => {
  const cast = { ada: { name: 'Ada Okafor' }, anna: { name: 'Anna Lind', roles: ['assistant'] } };
  clinic = await startClinic(cast, '--dev-clock=2026-09-15T22:00:00Z');
  ({ ada } = clinic.people);
  ({ page, complaints } = await newPerson(ada.page.context().browser(), clinic.address, 1280, {
    locale: 'de-DE',
    timezoneId: 'Australia/Sydney',
  }));
  await signIn(page, ada.email, clinic.password);
  await page.waitForURL(`**/teams/${clinic.team}/**`);
});

after(() => clinic?.stop());

const open = (path) => page.goto(`/teams/${clinic.team}/${path}`);

step('the term is shown with the days of Sydney, in German', async () => {
  const { term } = await clinic.askTeam(ada, 'GET', '/billing');
  assert.match(term.start, /^2026-09-15T22:/);
  await open('billing');
  // In Sydney it is the morning after.
  await shown(page.getByText('16. September 2026 to 16. September 2027', { exact: true }));
});

step('a delegation over the change of the clocks begins and ends with days of Sydney', async () => {
  await open('sessions/delegations');
  await page.getByRole('button', { name: 'Let an assistant work on my sessions' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Assistant' }).click();
  await page.getByRole('option', { name: 'Anna Lind' }).click();
  await dialog.getByLabel(/^First day/).fill('2026-10-03');
  await dialog.getByLabel(/^Last day/).fill('2026-10-04');
  await dialog.locator('button[type=submit]').click();
  await dialog.waitFor({ state: 'detached' });
  const { items } = await clinic.askTeam(ada, 'GET', '/delegations');
  // Clocks go forward on 4 October: the second day has 23 hours.
  assert.deepEqual([items[0].from, items[0].to], ['2026-10-02T14:00:00Z', '2026-10-04T13:00:00Z']);
  await shown(page.getByText('From 03.10.2026 until the end of 04.10.2026'));
});

step('amounts are in the format of the reader', async () => {
  await open('billing');
  await shown(page.getByText(/1\.188,00\s*AU\$/).first());
});

step('no page failed', () => assert.deepEqual([...complaints, ...clinic.complaints()], []));
