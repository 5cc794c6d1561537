// What the owner of a team does with it, on the demo clinic. The steps build on each other.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { assertAccessible, newPerson, shown, signIn, startBrowser } from './browser.mjs';
import { startServer } from './server.mjs';
import { step } from './step.mjs';

const password = 'quiet harbour lantern';
const clinic = 'Harbour Street Clinic';
const owner = 'maya.lindqvist@harbour.example';
const administrator = 'tomas.arrieta@harbour.example';

let server;
let browser;
let maya;
let tomas;

before(async () => {
  server = await startServer('--demo=true');
  browser = await startBrowser();
  maya = await newPerson(browser, server.address);
  tomas = await newPerson(browser, server.address, 360);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function openMenu(page, name, entry) {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

step('the list is searched and filtered, and the address keeps the filter', async () => {
  const { page } = maya;
  await signIn(page, owner, password);
  await shown(page.getByRole('heading', { name: clinic }));
  await page.getByRole('searchbox', { name: 'Search members' }).fill('lena');
  await shown(page.getByText('1 member', { exact: true }));
  await page.reload();
  await shown(page.getByText('1 member', { exact: true }));
  await page.getByRole('searchbox', { name: 'Search members' }).fill('');
  await page.getByRole('combobox', { name: 'Filter by status' }).click();
  await page.getByRole('option', { name: 'Suspended' }).click();
  await shown(page.getByText('1 member', { exact: true }));
  await page.goto(page.url().split('?')[0]);
});

step('several addresses get a verdict each before anything is sent', async () => {
  const { page } = maya;
  await page.getByRole('button', { name: 'Add team member' }).click();
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(`new.one@harbour.example ${administrator} `);
  await shown(page.getByText('1 address cannot be added'));
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await shown(page.getByText('1 person invited.'));
  await page.getByRole('button', { name: 'Cancel' }).click();
  await shown(page.getByRole('row', { name: /new\.one@harbour\.example/ }));
});

step('settings say before saving what they mean, and Discard takes the change back', async () => {
  const { page } = maya;
  await page.getByRole('link', { name: 'Team settings' }).click();
  await page.getByRole('switch', { name: 'Emergency access' }).click();
  await shown(page.getByRole('region', { name: 'Unsaved changes' }));
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Team', exact: true }).click();
});

step('a CSV file shows its rows before the good ones are added', async () => {
  const { page } = maya;
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Import from CSV' }).click();
  const csv = 'email,roles,title,name\nrow.one@harbour.example,clinician,Doctor,Row One\nnot an address,clinician,,\n';
  await page.locator('input[type=file]').setInputFiles({ name: 'm.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await shown(page.getByText('1 row can be added, 1 row cannot and will be left out.'));
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Add 1 member' }).click();
  await shown(page.getByText('1 person invited, 1 row left out.'));
  await page.getByRole('button', { name: 'Done' }).click();
});

step('an invitation is resent, which kills the link before, and revoked', async () => {
  const { page } = maya;
  const name = 'new.one@harbour.example';
  const before = await server.mailedLink(name, '/invitations/');
  await openMenu(page, name, 'Resend invitation');
  await page.getByRole('button', { name: 'Resend', exact: true }).click();
  await shown(page.getByText(`A new invitation is on its way to ${name}.`));
  const stranger = await newPerson(browser, server.address);
  await stranger.page.goto(before);
  await shown(stranger.page.getByText(/a newer invitation has replaced it/));
  await openMenu(page, name, 'Revoke invitation');
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await page.getByRole('row', { name: /new\.one@harbour\.example/ }).waitFor({ state: 'detached' });
});

step('somebody who is signed in as another is told so and can decline', async () => {
  const { page } = tomas;
  await signIn(page, administrator, password);
  await shown(page.getByRole('heading', { name: clinic }));
  await page.goto(await server.mailedLink('row.one@harbour.example', '/invitations/'));
  await shown(page.getByText(`You are signed in as ${administrator}`, { exact: false }));
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Sign out and use the invited address' }).click();
  await shown(page.getByLabel('Choose a password'));
  await page.getByRole('button', { name: 'Decline' }).click();
  await page.getByLabel('Reason (optional)').fill('Moved away');
  await page.getByRole('button', { name: 'Decline the invitation' }).click();
  await shown(page.getByText(/You have declined/));
});

step('a member is suspended until a day and reactivated', async () => {
  const { page } = maya;
  await openMenu(page, 'Noor Rahimi', 'Suspend');
  const inTenDays = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('Returns on (optional)').fill(inTenDays);
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Suspend', exact: true }).click();
  const row = page.getByRole('row', { name: /Noor Rahimi/ });
  await shown(row.getByText(/^returns/));
  await openMenu(page, 'Noor Rahimi', 'Reactivate');
  // He had a seat when the trial began and goes on paying: the dialog shows what is posted, so one click is enough.
  const dialog = page.getByRole('dialog');
  await shown(dialog.getByText(/[1-9][\d,.]* for the rest of the term/));
  await dialog.getByRole('button', { name: 'Reactivate', exact: true }).click();
  await shown(row.getByText('Active'));
});

step('a title is changed', async () => {
  const { page } = maya;
  await openMenu(page, 'Noor Rahimi', 'Change title');
  await page.getByRole('textbox', { name: 'Title' }).fill('Lead physiotherapist');
  await page.getByRole('button', { name: 'Save' }).click();
  await shown(page.getByRole('row', { name: /Noor Rahimi.*Lead physiotherapist/ }));
});

step('an API key is shown once and revoked', async () => {
  const { page } = maya;
  await page.getByRole('link', { name: 'API keys' }).click();
  await page.getByRole('button', { name: 'Create API key' }).click();
  await page.getByLabel('Name').fill('Practice software');
  await page.getByRole('checkbox', { name: 'Clinician' }).check();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  assert.match(await page.getByLabel('API key', { exact: true }).inputValue(), /^rck_/);
  await page.getByRole('button', { name: 'Done' }).click();
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Revoke Practice software' }).click();
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await shown(page.getByText('Practice software is revoked.'));
});

step('the ownership is offered, seen by the recipient on a phone, and accepted', async () => {
  const { page } = maya;
  await page.getByRole('link', { name: 'Team settings' }).click();
  await page.getByRole('button', { name: 'Transfer ownership' }).click();
  await page.getByRole('combobox', { name: 'New owner' }).fill('Tomás');
  await page.getByRole('option', { name: /Tomás Arrieta/ }).click();
  await page.getByLabel('Your password').fill('not the password at all');
  await page.getByRole('button', { name: 'Offer ownership' }).click();
  await page.waitForSelector('[aria-invalid=true]');
  await page.getByLabel('Your password').fill(password);
  await page.getByRole('button', { name: 'Offer ownership' }).click();
  await shown(page.getByText(/Offered to Tomás Arrieta/));
  await signIn(tomas.page, administrator, password);
  await tomas.page.getByRole('button', { name: 'Accept ownership' }).click();
  await shown(tomas.page.getByText(`You own ${clinic} now.`));
});

step('who is no longer the owner cannot delete the team and is told why', async () => {
  const { page } = maya;
  await page.reload();
  const remove = page.getByRole('button', { name: 'Delete this team' });
  await shown(remove);
  assert.equal(await remove.getAttribute('aria-disabled'), 'true');
  await remove.hover();
  await shown(page.getByRole('tooltip').filter({ hasText: /owner/i }));
});

step('the new owner deletes the team on a phone and restores it', async () => {
  const { page } = tomas;
  await page.getByRole('button', { name: 'Open navigation' }).click();
  await page.getByRole('link', { name: 'Team settings' }).click();
  await page.getByRole('button', { name: 'Delete this team' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name of the team').fill(clinic);
  await dialog.getByLabel('Your password').fill(password);
  await dialog.getByRole('button', { name: 'Delete team' }).click();
  await shown(page.getByRole('heading', { name: `${clinic} is deleted` }));
  await page.getByRole('button', { name: `Restore ${clinic}` }).click();
  await shown(page.getByRole('heading', { name: 'Team settings' }));
});

step('no page is wider than a phone', async () => {
  const { page } = tomas;
  for (const path of ['members', 'roles', 'settings', 'api-keys', 'audit']) {
    await page.goto(page.url().replace(/[^/]+$/, path));
    await shown(page.getByRole('heading', { level: 1 }));
    await page.waitForLoadState('networkidle');
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth);
    assert.ok(wider <= 0, `${path} is ${wider} px too wide`);
  }
});

step('no page failed', () => {
  assert.deepEqual([...maya.complaints, ...tomas.complaints], []);
});
