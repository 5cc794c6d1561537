// Who is suspended while writing: the pages of the team close, and what was written is neither lost nor saved.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { assertAccessible, shown } from './browser.mjs';
import { startClinic } from './clinic.mjs';
import { step } from './step.mjs';

let clinic;
let ada;
let ben;
let page;
let notePath;

before(async () => {
  clinic = await startClinic({ ada: { name: 'Ada Okafor' }, ben: { name: 'Ben Whitfield', roles: ['clinician'] } });
  ({ ada, ben } = clinic.people);
  ({ page } = ben);
  const patient = { name: 'Hanna Vogel', date_of_birth: '1956-04-12', identifier: 'MRN-20418' };
  const body = { patient, started_at: new Date().toISOString(), status: 'in_progress' };
  const { id: session } = await clinic.askTeam(ben, 'POST', '/sessions', body);
  const { id } = await clinic.askTeam(ben, 'POST', `/sessions/${session}/notes`, { title: 'First visit', body: '' });
  notePath = `/sessions/${session}/notes/${id}`;
});

after(() => clinic?.stop());

const panel = (name) => page.getByRole('region', { name, exact: true });

/** The suspension has ended the login; the tab keeps what was written only while it is not loaded anew. */
async function signInHere() {
  await page.getByLabel('E-mail address').fill(ben.email);
  await page.getByLabel('Password', { exact: true }).fill(clinic.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

step('what a suspended member was writing can be read and copied, and nothing else of the team', async () => {
  await clinic.go(ben, 'sessions');
  await page.getByRole('link', { name: /Hanna Vogel/ }).click();
  await shown(panel('Notes').getByRole('textbox', { name: 'Text' }));
  await clinic.askTeam(ada, 'POST', `/members/${ben.member}/suspend`, {});
  await panel('Notes').getByRole('textbox', { name: 'Text' }).fill('Swollen left knee.');
  await signInHere();
  const kept = page.getByRole('textbox', { name: 'What you wrote: First visit' });
  await shown(kept);
  assert.match(await kept.inputValue(), /Swollen left knee/);
  assert.equal(await page.getByText('Hanna Vogel').count(), 0);
  await shown(page.getByRole('button', { name: 'Copy' }));
  await assertAccessible(page);
});

step('it is saved once the member is back', async () => {
  await clinic.askTeam(ada, 'POST', `/members/${ben.member}/reactivate`);
  await page.getByRole('link', { name: 'Your teams' }).click();
  await page.getByRole('link', { name: 'Go back to it' }).click();
  await shown(panel('Notes').getByText('All changes saved'));
  assert.equal((await clinic.askTeam(ben, 'GET', notePath)).body, 'Swollen left knee.');
});

step('no page failed', () => assert.deepEqual(clinic.complaints(), []));
