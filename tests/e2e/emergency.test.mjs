// Emergency access: enabled, used, told and reviewed, by four people. The steps build on each other.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { assertAccessible, shown } from './browser.mjs';
import { startClinic, threePeople } from './clinic.mjs';
import { step } from './step.mjs';

let clinic;
let owner;
let clinician;
let administrator;
let reviewer;

before(async () => {
  clinic = await startClinic({ ...threePeople, dan: { name: 'Dan Ferreira', roles: ['administrator'] } });
  ({ ada: owner, ben: clinician, clara: administrator, dan: reviewer } = clinic.people);
  const patient = { name: 'Hanna Vogel', date_of_birth: '1956-04-12', identifier: 'MRN-20418' };
  const started_at = new Date().toISOString();
  const { id } = await clinic.askTeam(clinician, 'POST', '/sessions', { patient, started_at, status: 'in_progress' });
  await clinic.askTeam(clinician, 'POST', `/sessions/${id}/notes`, { title: 'Allergies', body: 'Penicillin.' });
});

after(() => clinic?.stop());

async function fillRequest(page, identifier) {
  const dialog = page.getByRole('dialog', { name: 'Emergency access' });
  await dialog.getByLabel('Identifier of the patient').fill(identifier);
  await dialog.getByLabel('Date of birth').fill('1956-04-12');
  await dialog.getByLabel('Reason').fill('Unconscious in the waiting room, allergies unknown');
  await dialog.getByRole('button', { name: 'Open the sessions' }).click();
  return dialog;
}

step('while the team has not enabled it, the page says so', async () => {
  const { page } = administrator;
  await clinic.go(administrator, 'emergency');
  const why = page.getByRole('note', { name: 'Why there is no emergency access' });
  await shown(why.filter({ hasText: 'The team has not enabled emergency access.' }));
  assert.equal(await page.getByRole('button', { name: "Open a patient's sessions" }).count(), 0);
});

step('the owner enables it', async () => {
  const { page } = owner;
  await clinic.go(owner, 'settings');
  await page.getByRole('switch', { name: 'Emergency access' }).click();
  await page.getByRole('button', { name: 'Save settings' }).click();
  await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' });
});

step('an identifier that nobody has opens nothing', async () => {
  const { page } = administrator;
  await page.reload();
  await page.getByRole('button', { name: "Open a patient's sessions" }).click();
  const dialog = await fillRequest(page, 'MRN-1');
  await shown(dialog.getByText('No session matches this identifier and date of birth. The attempt is recorded.'));
  await assertAccessible(page);
});

step('the administrator opens the sessions of the patient and reads the note, read-only', async () => {
  const { page } = administrator;
  const dialog = await fillRequest(page, 'MRN-20418');
  await shown(dialog.getByText(/^1 session of this patient is open to you until/));
  await assertAccessible(page);
  await dialog.getByRole('link', { name: 'Show the sessions' }).click();
  await page.getByRole('link', { name: /Hanna Vogel/ }).click();
  await shown(page.getByText('Penicillin.'));
  await shown(page.getByRole('note', { name: 'Read only' }));
});

step('the clinician and the owner are told at once', async () => {
  for (const [{ page }, whose] of [[clinician, 'of yours with'], [owner, 'of']]) {
    await page.goto('/notices');
    const said = `Emergency access in Northside Clinic opened 1 session ${whose} one patient.`;
    await shown(page.getByRole('listitem').filter({ hasText: said }));
  }
});

step('who opened it does not review it', async () => {
  const { page } = administrator;
  await clinic.go(administrator, 'emergency');
  await shown(page.getByText(/another administrator has to do it/).first());
  assert.equal(await page.getByRole('button', { name: `Review the access of ${administrator.name}` }).count(), 0);
});

step('another administrator reviews it', async () => {
  const { page } = reviewer;
  await clinic.go(reviewer, 'emergency');
  const access = page.getByRole('listitem').filter({ hasText: 'Unconscious in the waiting room' });
  await access.filter({ hasText: '1 session' }).getByRole('button', { name: `Review the access of ${administrator.name}` }).click();
  const dialog = page.getByRole('dialog', { name: 'Review' });
  await shown(dialog.getByText('Unconscious in the waiting room, allergies unknown'));
  await assertAccessible(page);
  await dialog.getByRole('radio', { name: 'Justified', exact: true }).check();
  await dialog.getByLabel('Comment').fill('Seen together at the desk');
  await dialog.getByRole('button', { name: 'Record the review' }).click();
  await shown(page.getByText(new RegExp(`^Justified: ${reviewer.name}`)));
});

step('nothing was blocked by the content security policy and no page failed', () => {
  assert.deepEqual(clinic.complaints(), []);
});
