// The seed story, with a clinician, an administrator and the owner in three browsers. The steps build on each other.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before } from 'node:test';
import { assertAccessible, shown } from './browser.mjs';
import { startClinic, threePeople } from './clinic.mjs';
import { step } from './step.mjs';

const spoken = `WEBVTT

00:00:01.000 --> 00:00:04.000
<v Doctor>What brings you here today?

00:00:04.500 --> 00:00:09.000
<v Patient>My knee has hurt since Sunday.
`;

let clinic;
let owner;
let clinician;
let administrator;
let sessionAddress;

before(async () => {
  clinic = await startClinic(threePeople);
  ({ ada: owner, ben: clinician, clara: administrator } = clinic.people);
});

after(() => clinic?.stop());

const panel = (page, name) => page.getByRole('region', { name, exact: true });

async function saveSettings(page) {
  await page.getByRole('button', { name: 'Save settings' }).click();
  await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' });
}

step('the administrator meets a locked Session View, and starts the trial that opens it', async () => {
  const { page } = administrator;
  await clinic.go(administrator, 'settings');
  const view = page.getByRole('switch', { name: 'Session View' });
  await shown(view);
  assert.equal(await view.getAttribute('aria-disabled'), 'true');
  await panel(page, 'Session View').getByRole('button', { name: 'Start the trial' }).click();
  const dialog = page.getByRole('dialog', { name: 'Start the trial' });
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Start the trial' }).click();
  await page.locator('[role=switch][aria-label="Session View"]:not([aria-disabled=true])').waitFor();
});

step('the administrator asks clinicians for the consent of patients', async () => {
  const { page } = administrator;
  await page.getByRole('switch', { name: "Ask for the patient's consent" }).click();
  await page.getByLabel('Text of the prompt').fill('May we record this conversation?');
  await saveSettings(page);
});

step('a session does not start before the patient has consented', async () => {
  const { page } = clinician;
  await clinic.go(clinician, 'sessions');
  await page.getByRole('button', { name: 'New session' }).click();
  const dialog = page.getByRole('dialog', { name: 'New session' });
  await dialog.getByLabel('Patient', { exact: true }).fill('Hanna Vogel');
  await dialog.getByLabel('Date of birth (optional)').fill('1956-04-12');
  await dialog.getByLabel('Identifier (optional)').fill('MRN-20418');
  await dialog.getByLabel('Context (optional)').fill('Knee pain since Sunday');
  await shown(dialog.getByText('May we record this conversation?'));
  await dialog.getByRole('button', { name: 'Create session' }).click();
  await shown(dialog.getByText('Ask the patient first, or plan the session for later.'));
  await assertAccessible(page);
});

step('the clinician confirms the consent and starts the session', async () => {
  const { page } = clinician;
  await page.getByLabel('The patient has consented').check();
  await page.getByRole('button', { name: 'Create session' }).click();
  await shown(page.getByRole('heading', { name: 'Hanna Vogel' }));
  const details = panel(page, 'Details');
  await shown(details.getByText('In progress'));
  await shown(details.getByText('MRN-20418'));
  await shown(details.getByText(/^Confirmed /));
  assert.doesNotMatch(await page.title(), /Vogel/);
  sessionAddress = page.url();
});

step('an uploaded transcript shows its progress and then what was said', async () => {
  const { page } = clinician;
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route('**/transcript/upload', async (route) => {
    await released;
    await route.continue();
  });
  const file = { name: 'visit.vtt', mimeType: 'text/vtt', buffer: Buffer.from(spoken) };
  await panel(page, 'Transcript').locator('input[type=file]').setInputFiles(file);
  // Nothing is sent yet: a bar of no width, which only its role tells.
  await page.getByRole('progressbar', { name: 'Upload' }).waitFor({ state: 'attached' });
  release();
  await shown(page.getByText('My knee has hurt since Sunday.'));
  await page.getByRole('progressbar', { name: 'Upload' }).waitFor({ state: 'detached' });
  await page.unroute('**/transcript/upload');
});

step('a note is saved while it is written, and is there after a reload', async () => {
  const { page } = clinician;
  await page.getByRole('button', { name: 'New note' }).click();
  await page.getByRole('dialog').getByLabel('Title').fill('First visit');
  await page.getByRole('button', { name: 'Create note' }).click();
  const notes = panel(page, 'Notes');
  await notes.getByRole('textbox', { name: 'Text' }).fill('# Findings\n\nSwollen **left** knee.');
  await shown(notes.getByText('All changes saved'));
  await assertAccessible(page);
  await page.reload();
  await notes.getByRole('textbox', { name: 'Text' }).waitFor();
  assert.match(await notes.getByRole('textbox', { name: 'Text' }).inputValue(), /Swollen \*\*left\*\* knee/);
});

step('the clinician signs the note, which locks it', async () => {
  const { page } = clinician;
  const notes = panel(page, 'Notes');
  await notes.getByRole('button', { name: 'Sign', exact: true }).click();
  await page.getByRole('button', { name: 'Sign note' }).click();
  await shown(notes.getByText(/^Signed by Ben Whitfield/));
  await shown(notes.getByRole('heading', { name: 'Findings' }));
  assert.equal(await notes.getByRole('textbox', { name: 'Text' }).count(), 0);
});

step('Session View says before it is switched on what it opens', async () => {
  const { page } = administrator;
  await page.getByRole('switch', { name: 'Session View' }).click();
  await page.getByLabel('Transcripts too').check();
  await shown(page.getByText('Session View then opens 1 session of 1 clinician.'));
  await assertAccessible(page);
  await saveSettings(page);
});

step('the clinician sees a banner that says who can read', async () => {
  const { page } = clinician;
  await page.getByRole('link', { name: 'Sessions', exact: true }).click();
  const banner = page.getByRole('note', { name: 'Session View' });
  await shown(banner.filter({ hasText: /Session View is on:.*Clara Sund.* can read the notes, documents, and transcripts/ }));
});

step('the administrator switches to the colleague and to all, and opens the session', async () => {
  const { page } = administrator;
  await page.getByRole('link', { name: 'Sessions', exact: true }).click();
  await shown(page.getByText('No sessions yet'));
  const whose = page.getByRole('radiogroup', { name: 'Whose sessions' });
  await whose.getByText('A colleague').click();
  await page.getByRole('combobox', { name: 'Colleague' }).click();
  await page.getByRole('option', { name: clinician.name }).click();
  await shown(page.getByRole('link', { name: /Hanna Vogel/ }));
  await whose.getByText('All', { exact: true }).click();
  await shown(page.getByRole('link', { name: /Hanna Vogel/ }));
  await assertAccessible(page);
  await page.getByRole('link', { name: /Hanna Vogel/ }).click();
  await shown(page.getByRole('heading', { name: 'Hanna Vogel' }));
});

step('the administrator reads note and transcript, changes neither, and is told why', async () => {
  const { page } = administrator;
  await shown(panel(page, 'Notes').getByText(/^Signed by Ben Whitfield/));
  assert.equal(await panel(page, 'Notes').getByRole('button', { name: 'Sign', exact: true }).count(), 0);
  const transcript = panel(page, 'Transcript');
  await shown(transcript.getByText('My knee has hurt since Sunday.'));
  await shown(transcript.getByText(/role/i));
  for (const name of ['Edit', 'Type', 'Upload']) {
    assert.equal(await transcript.getByRole('button', { name, exact: true }).count(), 0, `${name} is offered`);
  }
  await shown(page.getByRole('note', { name: 'Read only' }));
  await assertAccessible(page);
});

step('the administrator creates a document in the session', async () => {
  const { page } = administrator;
  await page.getByRole('button', { name: 'New document' }).click();
  await page.getByRole('dialog').getByLabel('Title').fill('Referral to physiotherapy');
  await page.getByRole('button', { name: 'Create document' }).click();
  const documents = panel(page, 'Documents');
  await documents.getByRole('textbox', { name: 'Text' }).fill('Please see Hanna Vogel for her **left** knee.');
  await shown(documents.getByText('All changes saved'));
});

step('the owner switches Session View off and is told what closes', async () => {
  const { page } = owner;
  await clinic.go(owner, 'settings');
  await page.getByRole('switch', { name: 'Session View' }).click();
  await shown(page.getByText('Session View then opens no session any more.'));
  await saveSettings(page);
});

step('the administrator is refused on the next click, in words, and once', async () => {
  const { page } = administrator;
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.getByRole('button', { name: 'New document' }).click();
  await page.getByRole('dialog').getByLabel('Title').fill('Second referral');
  await page.getByRole('button', { name: 'Create document' }).click();
  const refusal = page.getByRole('alert').filter({ hasText: 'Session View is switched off in this team.' });
  await shown(refusal.first());
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.equal(await page.getByText('My knee has hurt since Sunday.').count(), 0);
  await page.getByRole('link', { name: 'Sessions', exact: true }).click();
  await page.getByRole('radiogroup', { name: 'Whose sessions' }).getByText('All', { exact: true }).click();
  await shown(page.getByText(/Session View is switched off in this team\./));
  assert.equal(await page.getByRole('link', { name: /Hanna Vogel/ }).count(), 0);
  await page.goto(sessionAddress);
  await shown(refusal);
  await page.waitForLoadState('networkidle');
  assert.equal(await page.getByRole('heading', { name: 'Hanna Vogel' }).count(), 0);
  const session = new URL(sessionAddress).pathname.split('/').at(-1);
  const repeated = asked.filter((address) => address.includes('/api/') && address.endsWith(session));
  assert.ok(repeated.length <= 2, `the session was asked for ${repeated.length} times`);
});

step('the document stays with the clinician, who downloads it as PDF', async () => {
  const { page } = clinician;
  await page.goto(sessionAddress);
  const documents = panel(page, 'Documents');
  await shown(documents.getByLabel('Title'));
  assert.equal(await documents.getByLabel('Title').inputValue(), 'Referral to physiotherapy');
  const text = documents.getByRole('textbox', { name: 'Text' });
  assert.equal(await text.inputValue(), 'Please see Hanna Vogel for her **left** knee.');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    documents.getByRole('link', { name: 'PDF' }).click(),
  ]);
  const content = await readFile(await download.path());
  assert.equal(content.subarray(0, 4).toString(), '%PDF');
});

step('the clinician sees that the banner is gone, and who opened the session', async () => {
  const { page } = clinician;
  assert.equal(await page.getByRole('note', { name: 'Session View' }).count(), 0);
  const opening = page.getByRole('list', { name: 'Openings' }).getByRole('listitem').filter({ hasText: administrator.name });
  await shown(opening.filter({ hasText: 'Session View' }));
});

step('nothing was blocked by the content security policy and no page failed', () => {
  assert.deepEqual(clinic.complaints(), []);
});
