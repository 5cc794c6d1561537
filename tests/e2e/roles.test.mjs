// Custom roles on a plan that has them, by keyboard where it matters; what a lost connection and an ended login look like.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assertAccessible, newPerson, shown, signIn, startBrowser } from './browser.mjs';
import { startServer } from './server.mjs';
import { step } from './step.mjs';

const password = 'quiet harbour lantern';
const clinic = 'Harbour Street Clinic';
const owner = 'maya.lindqvist@harbour.example';
const plans = fileURLToPath(new URL('../../packaging/plans-self-hosted.toml', import.meta.url));

let server;
let browser;
let maya;

before(async () => {
  server = await startServer('--demo=true', '--plans', plans);
  browser = await startBrowser();
  maya = await newPerson(browser, server.address);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

step('a role is created with the keyboard alone', async () => {
  const { page } = maya;
  await signIn(page, owner, password);
  await shown(page.getByRole('heading', { name: clinic }));
  await page.getByRole('link', { name: 'Roles', exact: true }).press('Enter');
  await page.getByRole('button', { name: 'Create role' }).press('Enter');
  await shown(page.getByRole('dialog', { name: 'Create role' }));
  await page.keyboard.type('Locum');
  await page.getByRole('searchbox', { name: 'Permissions' }).press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await shown(page.getByText('1 permission chosen'));
  await assertAccessible(page);
  await page.getByRole('textbox', { name: 'Name' }).press('Enter');
  await shown(page.getByText('The role Locum is created.'));
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await shown(page.getByRole('button', { name: 'Edit Locum' }));
  await assertAccessible(page);
});

step('the role is given from the role label, and the change can be undone', async () => {
  const { page } = maya;
  await page.getByRole('link', { name: 'Team', exact: true }).click();
  const label = page.getByRole('button', { name: /^Roles of Noor Rahimi/ });
  const before = await label.getAttribute('aria-label');
  await label.click();
  await page.getByRole('checkbox', { name: 'Locum' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await shown(page.getByRole('button', { name: /^Roles of Noor Rahimi: .*Locum/ }));
  await page.getByRole('button', { name: 'Undo' }).click();
  await shown(page.getByRole('button', { name: before, exact: true }));
  await label.click();
  await page.getByRole('checkbox', { name: 'Locum' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await shown(page.getByRole('button', { name: /^Roles of Noor Rahimi: .*Locum/ }));
});

step('deleting a role that is held is refused with who holds it', async () => {
  const { page } = maya;
  await page.getByRole('link', { name: 'Roles', exact: true }).click();
  await page.getByRole('button', { name: 'Delete Locum' }).click();
  await page.getByRole('button', { name: 'Delete role' }).click();
  await shown(page.getByText('1 member holds this role'));
  await shown(page.getByRole('listitem').filter({ hasText: 'Noor Rahimi' }));
  await assertAccessible(page);
  await page.getByRole('link', { name: 'Show them in the team' }).click();
  await shown(page.getByText('1 member', { exact: true }));
});

step('a lost connection is said where it happened, and trying again goes on', async () => {
  const { page } = maya;
  await page.getByRole('link', { name: 'Notices' }).waitFor();
  await page.route('**/api/v1/teams/*/audit**', (route) => route.abort());
  await page.getByRole('link', { name: 'Audit' }).click();
  await shown(page.getByText(/The server cannot be reached/));
  await page.unroute('**/api/v1/teams/*/audit**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await shown(page.getByText(/entries shown/));
});

step('a login that has ended leads to the sign-in page and from there back', async () => {
  const { page } = maya;
  await page.context().clearCookies();
  await page.getByRole('link', { name: 'Roles', exact: true }).click();
  await shown(page.getByRole('heading', { name: 'Sign in' }));
  assert.match(page.url(), /next=.*roles/);
  await page.getByLabel('E-mail address').fill(owner);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await shown(page.getByRole('heading', { name: 'Roles', exact: true }));
});

step('no page failed', () => {
  assert.deepEqual(maya.complaints, []);
});
