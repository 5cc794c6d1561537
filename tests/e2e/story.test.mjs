// The story of the product, with two people in two browsers. The steps build on each other.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { assertAccessible, newPerson, shown, startBrowser } from './browser.mjs';
import { startServer } from './server.mjs';
import { step } from './step.mjs';

const password = 'a quiet harbour at dawn';
const ada = { name: 'Ada Okafor', email: 'ada@northside.example' };
const ben = { name: 'Ben Whitfield', email: 'ben@northside.example' };

let server;
let browser;
let first;
let second;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  first = await newPerson(browser, server.address);
  second = await newPerson(browser, server.address);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});


step('a newcomer registers, verifies the address and creates a team', async () => {
  const { page } = first;
  await page.goto('/');
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByLabel('Your name').fill(ada.name);
  await page.getByLabel('E-mail address').fill(ada.email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Create account' }).click();
  await shown(page.getByRole('heading', { name: 'Check your mail' }));

  await page.goto(await server.mailedLink(ada.email, '/verify/'));
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Confirm and sign in' }).click();
  await shown(page.getByRole('heading', { name: 'You are in no team yet' }));
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Create team' }).click();
  await page.getByLabel('Name of the team').fill('Northside Family Clinic');
  await page.getByRole('button', { name: 'Create team' }).click();
  await shown(page.getByRole('heading', { name: 'Northside Family Clinic' }));
  await shown(page.getByRole('button', { name: `Roles of ${ada.name}: Administrator, Clinician` }));
  await assertAccessible(page);
});

step('the owner sees the price, adds a member, and the list shows the invitation', async () => {
  const { page } = first;
  await page.getByRole('button', { name: 'Add team member' }).click();
  await shown(page.getByText(/for the rest of the term, until/));
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(ben.email);
  await page.getByRole('textbox', { name: 'Title (optional)' }).fill('Doctor');
  await page.getByRole('checkbox', { name: 'Administrator' }).check();
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  const row = page.getByRole('row', { name: new RegExp(ben.email) });
  await shown(row.getByText('30 days left'));
  await shown(row.getByRole('button', { name: `Roles of ${ben.email}: Administrator, Clinician` }));
});

step('the invited person accepts in another browser and is in the team at once', async () => {
  const { page } = second;
  await page.goto(await server.mailedLink(ben.email, '/invitations/'));
  await shown(page.getByRole('heading', { name: 'Join Northside Family Clinic' }));
  await page.getByLabel('Your name').fill(ben.name);
  await page.getByLabel('Choose a password').fill(password);
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Accept and join' }).click();
  await shown(page.getByRole('heading', { name: 'Northside Family Clinic' }));
  await shown(page.getByRole('button', { name: `Roles of ${ada.name}: Administrator, Clinician` }));
});

step('a second click on the used link leads the member into the team', async () => {
  const { page } = second;
  await page.goto(await server.mailedLink(ben.email, '/invitations/'));
  await page.getByRole('link', { name: 'Open the team' }).click();
  await shown(page.getByRole('heading', { name: 'Northside Family Clinic' }));
});

step('the other administrator may not touch the owner, and is told why', async () => {
  const { page } = second;
  const label = page.getByRole('button', { name: `Roles of ${ada.name}: Administrator, Clinician` });
  await label.hover();
  await shown(page.getByRole('tooltip').filter({ hasText: /owner/i }));
  await label.click({ force: true });
  assert.equal(await page.getByRole('dialog').count(), 0);
});

step('a demotion from the role label takes effect on the other one’s next click, without signing out', async () => {
  await second.page.getByRole('link', { name: 'Team settings' }).click();
  await shown(second.page.getByRole('heading', { name: 'Team settings' }));

  const { page } = first;
  await page.reload();
  await page.getByRole('button', { name: `Roles of ${ben.name}: Administrator, Clinician` }).click();
  await page.getByRole('checkbox', { name: 'Administrator' }).uncheck();
  await shown(page.getByText(/^Loses \d+ permissions?$/));
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await shown(page.getByRole('button', { name: `Roles of ${ben.name}: Clinician` }));

  await second.page.getByRole('link', { name: 'Audit' }).click();
  await shown(second.page.getByRole('alert').getByText('Not allowed'));
  await second.page.getByRole('link', { name: 'Audit' }).waitFor({ state: 'detached' });
  await second.page.getByRole('link', { name: 'Team', exact: true }).click();
  const add = second.page.getByRole('button', { name: 'Add team member' });
  assert.equal(await add.getAttribute('aria-disabled'), 'true');
  await add.hover();
  await shown(second.page.getByRole('tooltip').filter({ hasText: /administrator/i }));
});

step('the demoted one finds a notice of it behind the bell and marks it read', async () => {
  const { page } = second;
  await page.getByRole('link', { name: 'Notices, 1 unread' }).click();
  await shown(page.getByRole('listitem').filter({ hasText: /Your roles in Northside Family Clinic have changed from .* to Clinician\./ }));
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await shown(page.getByRole('link', { name: 'Notices', exact: true }));
  await page.reload();
  await shown(page.getByText('All read'));
});

step('the roles page tells what each role allows and why none can be made on this plan', async () => {
  const { page } = first;
  await page.getByRole('link', { name: 'Roles', exact: true }).click();
  await page.getByRole('button', { name: /permissions of Assistant/ }).click();
  await shown(page.getByRole('list', { name: 'Permissions of Assistant' }));
  assert.equal(await page.getByRole('button', { name: 'Create role' }).getAttribute('aria-disabled'), 'true');
  await shown(page.getByText(/plan does not include custom roles/).first());
  await assertAccessible(page);
});

step('the audit shows who changed the roles, with before and after', async () => {
  const { page } = first;
  await page.getByRole('link', { name: 'Audit' }).click();
  await page.getByRole('button', { name: new RegExp(`${ada.name}.*role\\.assign`) }).first().click();
  await shown(page.getByRole('rowheader', { name: 'roles' }));
  await assertAccessible(page);
});

step('settings show locked switches with their reason and save the others', async () => {
  const { page } = first;
  await page.getByRole('link', { name: 'Team settings' }).click();
  const view = page.getByRole('switch', { name: 'Session View' });
  await shown(view);
  assert.equal(await view.getAttribute('aria-disabled'), 'true');
  await assertAccessible(page);
  await page.getByLabel('Name of the team').fill('Northside Clinic');
  await page.getByRole('button', { name: 'Save name' }).click();
  await shown(page.getByText('The name is saved.'));
});

step('the account page lists logins and changes the password', async () => {
  const { page } = first;
  await page.getByRole('link', { name: 'Account' }).click();
  await shown(page.getByText('This browser'));
  await assertAccessible(page);
  await page.getByLabel('Current password').fill(password);
  await page.getByLabel('New password').fill('another harbour at dusk');
  await page.getByRole('button', { name: 'Change password' }).click();
  await shown(page.getByText(/Your password is changed/));
});

step('a removed member is out on the next click', async () => {
  const { page } = first;
  await page.getByRole('link', { name: 'Team', exact: true }).click();
  await page.getByRole('button', { name: `Actions for ${ben.name}` }).click();
  await page.getByRole('menuitem', { name: 'Remove from team' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await shown(page.getByRole('table', { name: 'Receipt' }));
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: `Actions for ${ben.name}` }).waitFor({ state: 'detached' });
  await second.page.getByRole('link', { name: 'Account' }).click();
  await shown(second.page.getByRole('heading', { name: 'Sign in' }));
});

step('nothing was blocked by the content security policy and no page failed', () => {
  assert.deepEqual([...first.complaints, ...second.complaints], []);
});
