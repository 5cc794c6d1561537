// What is written into a session and cannot be saved at once: it is never lost without a word. The steps build on each other.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { assertAccessible, shown, signIn } from './browser.mjs';
import { startClinic } from './clinic.mjs';
import { step } from './step.mjs';

let clinic;
let ada;
let ben;
let page;
let session;
let note;

before(async () => {
  clinic = await startClinic({ ada: { name: 'Ada Okafor' }, ben: { name: 'Ben Whitfield', roles: ['clinician'] } });
  ({ ada, ben } = clinic.people);
  ({ page } = ada);
  const patient = { name: 'Hanna Vogel', date_of_birth: '1956-04-12', identifier: 'MRN-20418' };
  const body = { patient, started_at: new Date().toISOString(), status: 'in_progress' };
  ({ id: session } = await clinic.askTeam(ada, 'POST', '/sessions', body));
  ({ id: note } = await ask('POST', '/notes', { title: 'First visit', body: '' }));
  await ask('POST', '/transcript/segments', { segments: [{ speaker: 'Patient', text: 'My knee hurts.' }] });
});

after(() => clinic?.stop());

const ask = (method, path, data) => clinic.askTeam(ada, method, `/sessions/${session}${path}`, data);
const panel = (name) => page.getByRole('region', { name, exact: true });
const text = () => panel('Notes').getByRole('textbox', { name: 'Text' });
const savedText = async () => (await ask('GET', `/notes/${note}`)).body;

const link = (name) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true });
const question = () => page.getByRole('dialog', { name: 'Not everything is saved' });

step('the settings ask before a link or the history leads away, and before the tab is closed', async () => {
  await clinic.go(ada, 'sessions');
  await link('Team settings').click();
  await page.getByRole('switch', { name: 'Sign members out automatically' }).press('Space');
  const minutes = page.getByLabel('Minutes');
  await minutes.fill('20');
  for (const leave of [() => link('Billing').click(), () => page.evaluate(() => history.back())]) {
    await leave();
    await shown(question().getByText('Team settings'));
    await question().getByRole('button', { name: 'Stay here' }).click();
    await question().waitFor({ state: 'detached' });
    assert.equal(await minutes.inputValue(), '20');
  }
  const asked = page.waitForEvent('dialog');
  void page.reload().catch(() => {});
  await (await asked).dismiss();
  await link('Billing').click();
  await question().getByRole('button', { name: 'Leave this page' }).click();
  await page.getByRole('link', { name: 'Go back to it' }).click();
  await shown(minutes);
  assert.equal(await minutes.inputValue(), '20');
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
});

step('a dialog asks above itself before the history leads away, and is open again after the login', async () => {
  await link('Templates').click();
  await page.getByRole('button', { name: 'New template' }).click();
  const dialog = page.getByRole('dialog', { name: 'New template' });
  const body = dialog.getByRole('textbox', { name: 'Text' });
  await body.fill('A long letter.');
  await page.evaluate(() => history.back());
  await shown(question().getByText('New template'));
  await assertAccessible(page);
  await page.keyboard.press('Escape');
  await question().waitFor({ state: 'detached' });
  assert.equal(await dialog.getByText('Discard what you changed?').count(), 0);
  await ada.ask('POST', '/auth/logout');
  await dialog.getByLabel('Name').fill('Letter');
  await dialog.getByRole('button', { name: 'Create template' }).click();
  await shown(page.getByText(/sign in again to save it/));
  await page.getByLabel('E-mail address').fill(ada.email);
  await page.getByLabel('Password', { exact: true }).fill('a quiet harbour at dawn');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await shown(body);
  assert.equal(await body.inputValue(), 'A long letter.');
  await dialog.getByRole('button', { name: 'Create template' }).click();
  await dialog.waitFor({ state: 'detached' });
});

step('a note that cannot be saved stops the way to another page', async () => {
  await clinic.go(ada, 'sessions');
  await page.getByRole('link', { name: /Hanna Vogel/ }).click();
  await shown(text());
  await page.context().setOffline(true);
  await text().fill('Swollen left knee.');
  await page.getByRole('link', { name: 'Sessions', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Not everything is saved' });
  await shown(dialog.getByText(/First visit/));
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Stay here' }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await text().inputValue(), 'Swollen left knee.');
});

step('the way back in the history is stopped as well', async () => {
  await page.evaluate(() => history.back());
  const dialog = page.getByRole('dialog', { name: 'Not everything is saved' });
  await dialog.getByRole('button', { name: 'Stay here' }).click();
  await shown(page.getByRole('heading', { name: 'Hanna Vogel' }));
});

step('it stays in a narrower window, and is saved by itself with the connection', async () => {
  await page.setViewportSize({ width: 800, height: 860 });
  await shown(page.getByRole('tab', { name: 'Notes' }));
  assert.equal(await text().inputValue(), 'Swollen left knee.');
  await page.context().setOffline(false);
  await shown(panel('Notes').getByText('All changes saved'));
  assert.equal(await savedText(), 'Swollen left knee.');
  await page.setViewportSize({ width: 1280, height: 860 });
});

step('it outlives the end of the login, in memory only, and is saved by the next one', async () => {
  await ada.ask('POST', '/auth/logout');
  await text().fill('Swollen left knee. Warm.');
  await shown(page.getByRole('heading', { name: 'Sign in' }));
  await shown(page.getByText(/sign in again to save it/));
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  assert.doesNotMatch(stored, /knee/);
  await page.getByLabel('E-mail address').fill(ada.email);
  await page.getByLabel('Password', { exact: true }).fill('a quiet harbour at dawn');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await shown(page.getByRole('heading', { name: 'Hanna Vogel' }));
  await shown(panel('Notes').getByText('All changes saved'));
  assert.equal(await text().inputValue(), 'Swollen left knee. Warm.');
  assert.equal(await savedText(), 'Swollen left knee. Warm.');
});

/** As in another window of the same browser. */
const signInElsewhere = (person) => ada.ask('POST', '/auth/login', { email: person.email, password: clinic.password });

step('it is never saved as who signed in from another window, and is there when its writer is back', async () => {
  await ask('PUT', `/shares/${ben.member}`, { level: 'edit' });
  await signInElsewhere(ben);
  await text().fill('Swollen left knee. Warm. Red.');
  await shown(page.getByText(ben.email, { exact: true }));
  await shown(text());
  assert.equal(await savedText(), 'Swollen left knee. Warm.');
  assert.equal(await text().inputValue(), 'Swollen left knee. Warm.');
  await signInElsewhere(ada);
  await link('Sessions').click();
  await page.getByRole('link', { name: /Hanna Vogel/ }).click();
  await shown(panel('Notes').getByText('All changes saved'));
  assert.equal(await text().inputValue(), 'Swollen left knee. Warm. Red.');
  assert.equal(await savedText(), 'Swollen left knee. Warm. Red.');
});

step('what an engine records while somebody types is kept, and shown', async () => {
  const transcript = panel('Transcript');
  await transcript.getByRole('button', { name: 'Edit', exact: true }).click();
  await transcript.getByRole('button', { name: 'Edit segment 1' }).click();
  await transcript.getByRole('textbox', { name: 'What was said' }).fill('My left knee hurts.');
  await ask('POST', '/transcript/segments', { source: 'engine', segments: [{ speaker: 'Doctor', text: 'Since when?' }] });
  await transcript.getByRole('button', { name: 'Save transcript' }).click();
  await shown(transcript.getByRole('region', { name: 'Recorded meanwhile' }).getByText('Since when?'));
  await assertAccessible(page);
  const { segments } = await ask('GET', '/transcript');
  assert.deepEqual(segments.map((segment) => segment.text), ['My left knee hurts.', 'Since when?']);
});

step('what is typed while a slow line saves is kept, where it is typed', async () => {
  const transcript = panel('Transcript');
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route('**/transcript', async (route) => {
    if (route.request().method() === 'PUT') await released;
    await route.continue();
  });
  await transcript.getByRole('button', { name: 'Edit', exact: true }).click();
  await transcript.getByRole('button', { name: 'Edit segment 1' }).click();
  await transcript.getByRole('textbox', { name: 'What was said' }).fill('My left knee aches.');
  await transcript.getByRole('button', { name: 'Save transcript' }).click();
  await transcript.getByRole('button', { name: 'Add a segment' }).click();
  await page.keyboard.type('And my hip.');
  release();
  await shown(page.getByText(/without what you typed since then/));
  await page.keyboard.type(' A little.');
  assert.equal(await transcript.getByRole('textbox', { name: 'What was said' }).inputValue(), 'And my hip. A little.');
  await page.unroute('**/transcript');
  await transcript.getByRole('button', { name: 'Save transcript' }).click();
  await shown(transcript.getByRole('region', { name: 'What was said' }).getByText('And my hip. A little.'));
  const { segments } = await ask('GET', '/transcript');
  assert.deepEqual(segments.map(({ text }) => text), ['My left knee aches.', 'Since when?', 'And my hip. A little.']);
});

step('what could not be loaded is not told to be nothing', async () => {
  await page.context().setOffline(true);
  await panel('Transcript').getByRole('button', { name: 'Load what was recorded' }).click();
  await shown(panel('Transcript').getByText(/The server cannot be reached/));
  assert.equal(await page.getByText('Nothing new was recorded.').count(), 0);
  await page.context().setOffline(false);
});

step('what is recorded is loaded at a click', async () => {
  await ask('POST', '/transcript/segments', { source: 'engine', segments: [{ speaker: 'Patient', text: 'Since Sunday.' }] });
  await panel('Transcript').getByRole('button', { name: 'Load what was recorded' }).click();
  await shown(panel('Transcript').getByRole('region', { name: 'What was said' }).getByText('Since Sunday.'));
});

step('a pasted talk is shown before it is added', async () => {
  await panel('Transcript').getByRole('button', { name: 'Paste' }).click();
  const dialog = page.getByRole('dialog', { name: 'Paste a transcript' });
  await dialog.getByRole('textbox', { name: 'Text' }).fill('Doctor: Does it lock?\nPatient: No.');
  await shown(dialog.getByText('Becomes 2 segments'));
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Add to the transcript' }).click();
  await shown(panel('Transcript').getByText('Does it lock?'));
});

step('a note is not signed in a version that the signer has not seen', async () => {
  await ask('PUT', `/notes/${note}`, { title: 'First visit', body: 'Swollen right knee.' });
  await panel('Notes').getByRole('button', { name: 'Sign', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign note' });
  await dialog.getByRole('button', { name: 'Sign note' }).click();
  await shown(dialog.getByRole('region', { name: 'What changed meanwhile' }).getByText('right'));
  assert.equal((await ask('GET', `/notes/${note}`)).signed, null);
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Sign this version' }).click();
  await shown(panel('Notes').getByText(/^Signed by Ada Okafor/));
});

step('the browser asks before the tab is closed', async () => {
  const addendum = panel('Notes').getByRole('textbox', { name: 'Addendum' });
  await addendum.fill('MRI ordered.');
  const asked = page.waitForEvent('dialog');
  // The page only goes on once the question is answered.
  void page.reload().catch(() => {});
  const question = await asked;
  assert.equal(question.type(), 'beforeunload');
  await question.dismiss();
  assert.equal(await addendum.inputValue(), 'MRI ordered.');
});

step('signing out asks before it gives up what is not saved', async () => {
  await page.getByRole('button', { name: 'Sign out' }).click();
  const dialog = page.getByRole('dialog', { name: 'Not everything is saved' });
  await dialog.getByRole('button', { name: 'Discard it and sign out' }).click();
  await shown(page.getByRole('heading', { name: 'Sign in' }));
  await signIn(page, ada.email, 'a quiet harbour at dawn');
  await page.waitForURL('**/teams/**');
});

step('no page failed', () => assert.deepEqual(clinic.complaints(), []));
