// What colleagues get to see without Session View, and what it never shows. The steps build on each other.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { assertAccessible, shown } from './browser.mjs';
import { startClinic } from './clinic.mjs';
import { step } from './step.mjs';

let clinic;
let owner;
let clinician;
let colleague;
let assistant;
let session;

/** A session of the clinician with one note; answers its id. */
async function startSession(name) {
  const patient = { name, date_of_birth: '1956-04-12', identifier: `MRN-${name.length}` };
  const started_at = new Date().toISOString();
  const { id } = await clinic.askTeam(clinician, 'POST', '/sessions', { patient, started_at, status: 'in_progress' });
  await clinic.askTeam(clinician, 'POST', `/sessions/${id}/notes`, { title: 'First visit', body: 'Swollen **left** knee.' });
  return id;
}

before(async () => {
  clinic = await startClinic({
    ada: { name: 'Ada Okafor' },
    ben: { name: 'Ben Whitfield', roles: ['clinician'] },
    dev: { name: 'Dev Raman', roles: ['clinician'] },
    eve: { name: 'Eve Castellan', roles: ['assistant'] },
  });
  ({ ada: owner, ben: clinician, dev: colleague, eve: assistant } = clinic.people);
  session = await startSession('Hanna Vogel');
});

after(() => clinic?.stop());

async function showSessionsOf(page, whose) {
  await page.getByRole('link', { name: 'Sessions', exact: true }).click();
  await page.getByRole('radiogroup', { name: 'Whose sessions' }).getByText(whose, { exact: true }).click();
}

step('the clinician sees before sharing what the colleague gains', async () => {
  const { page } = clinician;
  await clinic.go(clinician, `sessions/${session}`);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await shown(dialog.getByText('This session is shared with nobody.'));
  await dialog.getByRole('button', { name: 'Add a colleague' }).click();
  await dialog.getByRole('combobox', { name: 'Colleague' }).click();
  await page.getByRole('option', { name: colleague.name }).click();
  await shown(dialog.getByText(`${colleague.name} gains`));
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Share', exact: true }).click();
  await shown(dialog.getByRole('group', { name: 'Shared with' }).getByText(colleague.name, { exact: true }));
  await assertAccessible(page);
  await page.keyboard.press('Escape');
});

step('the page of the session says that the colleague can open it, and by which right', async () => {
  const { page } = clinician;
  const entry = page.getByRole('list', { name: 'Can open it' }).getByRole('listitem').filter({ hasText: colleague.name });
  await shown(entry.filter({ hasText: /Reads details, transcript, notes,? and documents\./ }));
  await shown(entry.filter({ hasText: /shared/ }));
  await shown(page.getByRole('list', { name: 'Cannot open it' }).getByText(owner.name));
});

step('the colleague opens the shared session, read-only', async () => {
  const { page } = colleague;
  await clinic.go(colleague, 'sessions');
  await showSessionsOf(page, 'All');
  await page.getByRole('link', { name: /Hanna Vogel/ }).click();
  await shown(page.getByText('Swollen left knee.'));
  await shown(page.getByRole('note', { name: 'Read only' }).filter({ hasText: /not at a level that includes this|no share includes this/ }));
  assert.equal(await page.getByRole('button', { name: /^(New note|New document|Sign|Edit|Type|Upload)$/ }).count(), 0);
  await assertAccessible(page);
});

step('the clinician sees who opened it', async () => {
  const { page } = clinician;
  await page.reload();
  const opening = page.getByRole('list', { name: 'Openings' }).getByRole('listitem').filter({ hasText: colleague.name });
  await shown(opening.filter({ hasText: /shared/ }));
});

step('the clinician ends the share', async () => {
  const { page } = clinician;
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('button', { name: `End the share with ${colleague.name}` }).click();
  await page.getByRole('button', { name: 'End share' }).click();
  await shown(page.getByRole('dialog').getByText('This session is shared with nobody.'));
  await page.keyboard.press('Escape');
  await page.getByRole('list', { name: 'Can open it' }).getByText(colleague.name).waitFor({ state: 'detached' });
});

step('the colleague is refused on the next click, in words, and is not asked about it in a loop', async () => {
  const { page } = colleague;
  const asked = [];
  page.on('request', (request) => request.url().includes(session) && asked.push(request.url()));
  const refusal = page.getByRole('alert').filter({ hasText: "The team's plan does not include Session View." });
  await page.getByRole('button', { name: 'Versions' }).click();
  await shown(refusal.first());
  await page.goto(page.url());
  await shown(refusal.first());
  await page.waitForLoadState('networkidle');
  assert.equal(await page.getByText('Hanna Vogel').count(), 0);
  assert.ok(asked.length <= 6, `asked ${asked.length} times: ${asked.join(' ')}`);
  await page.getByRole('link', { name: 'All my sessions' }).click();
  await shown(page.getByText('No sessions yet'));
});

step('a session that its clinician restricts vanishes from the list of who views', async () => {
  await startSession('Jonas Brandt');
  await clinic.askTeam(owner, 'POST', '/billing/trial');
  await clinic.askTeam(owner, 'PATCH', '/settings', { session_view: { enabled: true, audience_roles: ['administrator'] } });
  await clinic.go(owner, 'sessions');
  await showSessionsOf(owner.page, 'All');
  await shown(owner.page.getByRole('link', { name: /Hanna Vogel/ }));

  await clinic.go(clinician, `sessions/${session}`);
  await shown(clinician.page.getByRole('note', { name: 'Session View' }));
  await clinician.page.getByRole('switch', { name: 'Restricted' }).click();
  await clinician.page.getByRole('note', { name: 'Session View' }).waitFor({ state: 'detached' });

  await owner.page.reload();
  await showSessionsOf(owner.page, 'All');
  await shown(owner.page.getByRole('link', { name: /Jonas Brandt/ }));
  assert.equal(await owner.page.getByRole('link', { name: /Hanna Vogel/ }).count(), 0);
  await clinic.go(owner, `sessions/${session}`);
  await shown(owner.page.getByRole('alert').filter({ hasText: "The session's clinician has hidden this session from Session View." }));
});

step('the clinician lets an assistant work on the sessions from today on', async () => {
  const { page } = clinician;
  await page.getByRole('link', { name: 'Sessions', exact: true }).click();
  await page.getByRole('link', { name: 'Delegations' }).click();
  await page.getByRole('button', { name: 'Let an assistant work on my sessions' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Assistant' }).click();
  assert.equal(await page.getByRole('option', { name: colleague.name }).count(), 0);
  await page.getByRole('option', { name: assistant.name }).click();
  const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await dialog.getByLabel('Last day').fill(inAWeek);
  await shown(dialog.getByText('The assistant gains'));
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Delegate' }).click();
  const mine = page.getByRole('region', { name: 'Work on my sessions' });
  await shown(mine.getByRole('listitem').filter({ hasText: assistant.name }).filter({ hasText: 'In force' }));
});

step('the assistant works on them: reads a note, changes the context, creates a session for the clinician', async () => {
  const { page } = assistant;
  await clinic.go(assistant, 'sessions');
  await showSessionsOf(page, 'A colleague');
  await page.getByRole('combobox', { name: 'Colleague' }).click();
  await page.getByRole('option', { name: clinician.name }).click();
  await page.getByRole('link', { name: /Hanna Vogel/ }).click();
  await shown(page.getByText('Swollen left knee.'));
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Edit details' }).click();
  await page.getByRole('dialog').getByLabel('Context (optional)').fill('Comes with her daughter');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await shown(page.getByRole('region', { name: 'Details' }).getByText('Comes with her daughter'));
  await page.getByRole('link', { name: 'Sessions', exact: true }).click();
  await page.getByRole('button', { name: 'New session' }).click();
  await page.getByLabel('Patient', { exact: true }).fill('Karim Haddad');
  await page.getByRole('radio', { name: 'Plan for later' }).check();
  await page.getByRole('button', { name: 'Create session' }).click();
  await shown(page.getByRole('region', { name: 'Details' }).getByText(clinician.name));
});

step('the assistant ends the delegation and is refused on the next click', async () => {
  const { page } = assistant;
  await clinic.go(assistant, 'sessions/delegations');
  const theirs = page.getByRole('region', { name: 'I work on their sessions' });
  await shown(theirs.getByRole('listitem').filter({ hasText: clinician.name }).filter({ hasText: 'In force' }));
  await theirs.getByRole('button', { name: `End the delegation with ${clinician.name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^End/ }).click();
  await shown(theirs.getByText('Ended early'));
  await clinic.go(assistant, `sessions/${session}`);
  await shown(page.getByRole('alert').filter({ hasText: 'Not allowed' }));
});

step('nothing was blocked by the content security policy and no page failed', () => {
  assert.deepEqual(clinic.complaints(), []);
});
