// A browser that loses its connection: nothing waits in silence, and no patient stays on the screen. The steps build on each other.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { assertAccessible, shown } from './browser.mjs';
import { startClinic } from './clinic.mjs';
import { step } from './step.mjs';

const patient = 'Hanna Vogel';

let clinic;
let page;
let session;

before(async () => {
  clinic = await startClinic({ ada: { name: 'Ada Okafor' } });
  const { ada } = clinic.people;
  ({ page } = ada);
  const body = { patient: { name: patient, date_of_birth: '1956-04-04', identifier: 'MRN-1' }, context: '' };
  session = (await clinic.askTeam(ada, 'POST', '/sessions', { ...body, started_at: new Date().toISOString() })).id;
  await page.clock.install();
});

after(() => clinic?.stop());

const offline = (state) => page.context().setOffline(state === 'off');

step('a line says that there is no connection, and Save fails at once', async () => {
  await clinic.go(clinic.people.ada, 'settings');
  await page.getByLabel('Name of the team').fill('Southside Clinic');
  await offline('off');
  await shown(page.getByText(/^No connection\./));
  await page.getByRole('button', { name: 'Save name' }).click();
  await shown(page.getByText(/The server cannot be reached/));
  await assertAccessible(page);
});

step('with the connection the line goes, and what failed is not sent by itself', async () => {
  const sent = [];
  page.on('request', (request) => request.method() === 'PATCH' && sent.push(request.url()));
  const asked = page.waitForResponse((answer) => answer.url().endsWith('/settings') && answer.ok());
  await offline('on');
  await page.getByText(/^No connection\./).waitFor({ state: 'detached' });
  await asked;
  assert.deepEqual(sent, []);
  assert.equal(await page.getByLabel('Name of the team').inputValue(), 'Southside Clinic');
  await page.getByRole('button', { name: 'Save name' }).click();
  await shown(page.getByText('The name is saved.'));
});

step('after the idle time the patient leaves the screen, connection or not', async () => {
  await clinic.go(clinic.people.ada, `sessions/${session}`);
  await shown(page.getByRole('heading', { name: patient }));
  await offline('off');
  await page.clock.fastForward('35:00');
  await shown(page.getByText(/You were signed out after/));
  await shown(page.getByText(/The server cannot be reached/));
  assert.equal(await page.getByText(patient).count(), 0);
});

step('with the connection the login is ended before anything is shown', async () => {
  await offline('on');
  await shown(page.getByRole('heading', { name: 'Sign in' }));
  const me = await (await page.request.get('/api/v1/me')).json();
  assert.equal(me.user, null);
});

step('no page failed', () => assert.deepEqual(clinic.complaints(), []));
