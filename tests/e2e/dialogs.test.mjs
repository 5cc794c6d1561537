// Every dialog about a team's members, settings, money and sessions: opened and closed by keyboard, checked by axe in both
// schemes, and on a phone. The steps do not build on each other.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, shown } from './browser.mjs';
import { startClinic } from './clinic.mjs';

let clinic;
let owner;
let page;
let session;

before(async () => {
  clinic = await startClinic({ ada: { name: 'Ada Okafor' }, ben: { name: 'Ben Whitfield', roles: ['clinician'] } });
  owner = clinic.people.ada;
  ({ page } = owner);
  const patient = { name: 'Hanna Vogel', date_of_birth: '1956-04-12', identifier: 'MRN-20418' };
  const started_at = new Date().toISOString();
  session = (await clinic.askTeam(owner, 'POST', '/sessions', { patient, started_at, status: 'in_progress' })).id;
  await clinic.askTeam(owner, 'PATCH', '/settings', { emergency_access: true });
});

after(() => clinic?.stop());

const button = (name) => page.getByRole('button', { name });

const dialogs = [
  { path: () => 'members', opener: () => button('Add team member'), name: 'Add team member' },
  { path: () => 'members', opener: () => button(/^Roles of Ben Whitfield/), name: 'Roles of Ben Whitfield' },
  { path: () => 'members', opener: () => button('Actions for Ben Whitfield'), entry: 'Suspend', name: 'Suspend Ben Whitfield' },
  { path: () => 'members', opener: () => button('Actions for Ben Whitfield'), entry: 'Remove from team', name: 'Remove Ben Whitfield' },
  { path: () => 'settings', opener: () => button('Start the trial').first(), name: 'Start the trial' },
  { path: () => 'settings', opener: () => button('Transfer ownership'), name: 'Transfer ownership' },
  { path: () => 'settings', opener: () => button('Delete this team'), name: 'Delete Northside Clinic' },
  { path: () => 'billing', opener: () => button('Choose Together, by the year'), name: 'Change to Together' },
  { path: () => 'billing', opener: () => button('Limit the seats'), name: 'Limit the seats' },
  { path: () => 'emergency', opener: () => button("Open a patient's sessions"), name: 'Emergency access' },
  { path: () => 'api-keys', opener: () => button('Create API key'), name: 'Create API key' },
  { path: () => `sessions/${session}`, opener: () => page.getByRole('button', { name: 'Share', exact: true }), name: /^Share/ },
];

async function assertFits(what) {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth);
  assert.ok(wider <= 0, `${what} is ${wider} px too wide`);
}

/** Nothing inside the open dialog can be scrolled sideways. */
async function assertDialogFits(dialog, what) {
  const wider = await dialog.evaluate((element) => Math.max(0, element.scrollWidth - element.clientWidth));
  assert.ok(wider <= 0, `${what} is ${wider} px too wide`);
}

async function openByKeyboard({ opener, entry, name }) {
  await shown(opener());
  await opener().focus();
  await page.keyboard.press('Enter');
  if (entry) {
    const item = page.getByRole('menuitem', { name: entry });
    await shown(item);
    await item.focus();
    await page.keyboard.press('Enter');
  }
  const dialog = page.getByRole('dialog', { name });
  await shown(dialog);
  await page.waitForFunction(() => document.activeElement?.closest('[role=dialog]'));
  await page.waitForLoadState('networkidle');
  return dialog;
}

async function show(colorScheme) {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction((scheme) => document.documentElement.dataset.mantineColorScheme === scheme, colorScheme);
}

async function leaveByKeyboard(one, dialog) {
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  const opener = await one.opener().elementHandle();
  await page.waitForFunction((element) => document.activeElement === element, opener);
}

for (const one of dialogs) {
  test(`the dialog "${one.entry ?? one.name}" is opened, kept to and left by keyboard, in both schemes and on a phone`, async () => {
    await page.setViewportSize({ width: 1280, height: 860 });
    await clinic.go(owner, one.path());
    const dialog = await openByKeyboard(one);
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press('Tab');
      assert.ok(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null), 'Tab leaves the dialog');
    }
    await assertAccessible(page);
    await show('dark');
    await assertAccessible(page);
    await leaveByKeyboard(one, dialog);
    await show('light');
    await page.setViewportSize({ width: 360, height: 740 });
    await openByKeyboard(one);
    await assertDialogFits(dialog, 'the dialog');
    await leaveByKeyboard(one, dialog);
  });
}

test('the pages fit a phone and have no serious finding of axe there', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  const ofTheTeam = ['members', 'settings', 'billing', 'emergency', 'api-keys'].map((path) => `/teams/${clinic.team}/${path}`);
  for (const path of ['/notices', '/account', '/teams', '/teams/new', ...ofTheTeam]) {
    for (const colorScheme of ['light', 'dark']) {
      await page.goto(path);
      await show(colorScheme);
      await shown(page.getByRole('heading', { level: 1 }));
      await page.waitForLoadState('networkidle');
      await assertFits(path);
      await assertAccessible(page);
    }
  }
});

test('a locked switch is reached by keyboard, does not move, and says why', async () => {
  await page.setViewportSize({ width: 1280, height: 860 });
  await show('light');
  await clinic.go(owner, 'settings');
  const view = page.locator('[role=switch][aria-label="Session View"][aria-disabled=true]');
  await view.waitFor();
  await view.focus();
  await page.keyboard.press('Space');
  assert.equal(await view.isChecked(), false);
  const reason = await view.evaluate((element) =>
    element
      .getAttribute('aria-describedby')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent)
      .join(' '),
  );
  assert.match(reason, /does not include Session View/);
});

test('unsaved settings outlive the start of the trial', async () => {
  await clinic.go(owner, 'settings');
  await page.getByRole('switch', { name: 'Emergency access' }).click();
  await button('Start the trial').first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start the trial' }).click();
  await page.locator('[role=switch][aria-label="Session View"]:not([aria-disabled=true])').waitFor();
  await shown(page.getByRole('region', { name: 'Unsaved changes' }));
  assert.equal(await page.getByRole('switch', { name: 'Emergency access' }).isChecked(), false);
  await page.getByRole('button', { name: 'Save settings' }).click();
  await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' });
  const { emergency_access: saved } = await clinic.askTeam(owner, 'GET', '/settings');
  assert.equal(saved, false);
});

test('the focus goes to the heading when a dialog has ended what opened it', async () => {
  await clinic.askTeam(owner, 'POST', '/members', { email: 'cleo@northside.example', roles: ['clinician'] });
  await clinic.go(owner, 'members');
  await openByKeyboard({
    opener: () => button('Actions for cleo@northside.example'),
    entry: 'Revoke invitation',
    name: 'Revoke the invitation',
  });
  await button('Revoke').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: /cleo@northside/ }).waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
});

test('no page failed', () => assert.deepEqual(clinic.complaints(), []));
