// A clinician's visit without a mouse. The steps build on each other.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { shown } from './browser.mjs';
import { startClinic } from './clinic.mjs';
import { step } from './step.mjs';

let clinic;
let page;

before(async () => {
  clinic = await startClinic({ ada: { name: 'Ada Okafor' } });
  await clinic.askTeam(clinic.people.ada, 'POST', '/billing/trial');
  await clinic.askTeam(clinic.people.ada, 'PATCH', '/settings', { consent_prompt: { enabled: true, text: 'May we record?' } });
  ({ page } = clinic.people.ada);
});

after(() => clinic?.stop());

const isFocused = (target) => target.evaluate((element) => element === document.activeElement);

/** A dialog looks after a field of date or time, once its Tab is over, whether the focus is still within; a person is slower. */
const focusSettled = () => page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));

/** Presses Tab until `target` has the focus, as somebody does who sees where it is. */
async function tabTo(target) {
  await shown(target);
  for (let presses = 0; presses < 80; presses += 1) {
    if (await isFocused(target)) return;
    await page.keyboard.press('Tab');
    await focusSettled();
  }
  assert.fail(`Tab does not lead to ${target}`);
}

async function press(target, key = 'Enter') {
  await tabTo(target);
  await page.keyboard.press(key);
}

async function write(target, text) {
  await tabTo(target);
  await page.keyboard.type(text);
}

/** Opens a dialog and waits until it has taken the focus. */
async function openDialog(opener) {
  await press(opener);
  await page.waitForFunction(() => document.activeElement?.closest('[role=dialog]'));
}

const button = (name) => page.getByRole('button', { name, exact: true });

step('Escape closes the dialog of a new session and gives the focus back', async () => {
  await clinic.go(clinic.people.ada, 'sessions');
  await openDialog(button('New session'));
  const dialog = page.getByRole('dialog', { name: 'New session' });
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.textContent === 'New session');
});

step('a session is started with patient details and consent', async () => {
  await openDialog(button('New session'));
  await write(page.getByLabel('Patient', { exact: true }), 'Hanna Vogel');
  // The same in every order of day and month.
  await write(page.getByLabel('Date of birth (optional)'), '04041956');
  await write(page.getByLabel('Identifier (optional)'), 'MRN-20418');
  await press(page.getByLabel('The patient has consented'), 'Space');
  await press(button('Create session'));
  await shown(page.getByRole('heading', { name: 'Hanna Vogel' }));
  const details = page.getByRole('region', { name: 'Details' });
  await shown(details.getByText('In progress'));
  await shown(details.getByText('4 April 1956'));
});

step('what was said is typed in', async () => {
  await press(button('Type'));
  await write(page.getByRole('textbox', { name: 'Speaker' }), 'Patient');
  await write(page.getByRole('textbox', { name: 'What was said' }), 'My knee hurts.');
  await press(button('Save transcript'));
  await shown(page.getByRole('region', { name: 'What was said' }).getByText('My knee hurts.'));
});

step('the focus goes into the transcript and comes back to what led there', async () => {
  await page.waitForFunction(() => document.activeElement?.textContent === 'Edit');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Edit segment 1');
  await press(button('Discard changes'));
  await page.waitForFunction(() => document.activeElement?.textContent === 'Edit');
});

step('a note is written and signed, and the session completed', async () => {
  await openDialog(button('New note'));
  await write(page.getByRole('dialog').getByLabel('Title'), 'First visit');
  await press(button('Create note'));
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await write(page.getByRole('textbox', { name: 'Text' }), 'Swollen left knee.');
  await shown(page.getByText('All changes saved'));
  await openDialog(button('Sign'));
  await press(button('Sign note'));
  await shown(page.getByText(/^Signed by Ada Okafor/));
  await press(button('Complete session'));
  await shown(page.getByRole('region', { name: 'Details' }).getByText('Completed'));
  await button('Complete session').waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement !== document.body);
});

step('Session View is switched on with the transcripts, and stays on', async () => {
  await clinic.go(clinic.people.ada, 'settings');
  const view = page.getByRole('switch', { name: 'Session View' });
  await press(view, 'Space');
  await press(page.getByLabel('Transcripts too'), 'Space');
  await press(button('Save settings'));
  await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' });
  await page.reload();
  assert.ok(await view.isChecked());
  assert.ok(await page.getByLabel('Transcripts too').isChecked());
});

step('no page failed', () => {
  assert.deepEqual(clinic.complaints(), []);
});
