// Versions, the choice between two writers, levels of shares and their ends by the clock. The steps build on each other.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { inflateSync } from 'node:zlib';
import { assertAccessible, shown } from './browser.mjs';
import { startClinic } from './clinic.mjs';
import { step } from './step.mjs';

let clinic;
let owner;
let clinician;
let editor;
let third;
let administrator;
let session;

const patient = { name: 'Hanna Vogel', date_of_birth: '1956-04-12', identifier: 'MRN-20418' };

before(async () => {
  clinic = await startClinic(
    {
      ada: { name: 'Ada Okafor' },
      ben: { name: 'Ben Whitfield', roles: ['clinician'] },
      dev: { name: 'Dev Raman', roles: ['clinician'] },
      fay: { name: 'Fay Nakamura', roles: ['clinician'] },
      clara: { name: 'Clara Sund', roles: ['administrator'] },
    },
    '--dev-clock=2028-03-01T09:00:00Z',
  );
  ({ ada: owner, ben: clinician, dev: editor, fay: third, clara: administrator } = clinic.people);
  await clinic.askTeam(owner, 'POST', '/billing/trial');
  await clinic.askTeam(owner, 'PATCH', '/settings', { emergency_access: true, content_footer: 'Northside Clinic, 1 Bay Street' });
  session = await startSession(clinician);
  await below(clinician, 'POST', '/notes', { title: 'First visit', body: 'Swollen left knee.' });
});

after(() => clinic?.stop());

async function startSession(person) {
  const body = { patient, started_at: '2028-03-01T09:00:00Z', status: 'in_progress' };
  return (await clinic.askTeam(person, 'POST', '/sessions', body)).id;
}

const below = (person, method, path, data) => clinic.askTeam(person, method, `/sessions/${session}${path}`, data);
const panel = (page, name) => page.getByRole('region', { name, exact: true });
const text = (page) => panel(page, 'Notes').getByRole('textbox', { name: 'Text' });
const open = (person) => clinic.go(person, `sessions/${session}`);
const refused = ({ page }) => shown(page.getByRole('alert').filter({ hasText: 'Not allowed' }).first());

/** Moves the clock; who is named signs in again, since every login has ended by then. */
async function moveClock(now, ...people) {
  const answer = await owner.page.request.put('/dev/clock', { data: { now } });
  assert.ok(answer.ok(), await answer.text());
  for (const person of people) await clinic.signInAgain(person);
}

async function giveShare(person, colleague, level, last) {
  const { page } = person;
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add a colleague' }).click();
  await dialog.getByRole('combobox', { name: 'Colleague' }).click();
  const { y: top } = await dialog.boundingBox();
  await page.getByRole('option', { name: colleague.name }).click();
  await dialog.getByRole('radio', { name: level, exact: true }).check();
  if (last) await dialog.getByLabel('Ends after (optional)').fill(last);
  await shown(dialog.getByText(`${colleague.name} gains`));
  assert.equal((await dialog.boundingBox()).y, top, 'nothing moves under the pointer when the preview comes');
  await dialog.getByRole('button', { name: 'Share', exact: true }).click();
  await shown(page.getByText(new RegExp(`^Shared with ${colleague.name}`)));
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}

/** What a stream of a PDF holds; nothing where it is no compressed one. */
function inflated(stream) {
  try {
    return inflateSync(Buffer.from(stream, 'latin1')).toString('latin1');
  } catch {
    return '';
  }
}

/** The text that a PDF of ours shows, without spaces: it stands in its pages as UTF-16 in hexadecimal digits. */
function textOfPdf(bytes) {
  const streams = [...bytes.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)];
  const shownText = streams.flatMap(([, stream]) => [...inflated(stream).matchAll(/<([\dA-Fa-f]+)>\s*Tj/g)]);
  return shownText.map(([, digits]) => Buffer.from(digits, 'hex').swap16().toString('utf16le')).join('').replace(/\s/g, '');
}

step('with a share to edit a colleague writes into the note, and never into the transcript', async () => {
  await open(clinician);
  await shown(text(clinician.page));
  await giveShare(clinician, editor, 'Edit');
  await open(editor);
  await text(editor.page).fill('Swollen right knee.');
  await shown(panel(editor.page, 'Notes').getByText('All changes saved'));
  const transcript = panel(editor.page, 'Transcript');
  await shown(transcript.getByText('Nothing recorded yet.'));
  assert.equal(await transcript.getByRole('button', { name: /^(Type|Edit|Paste|Upload)$/ }).count(), 0);
  assert.equal(await editor.page.getByRole('button', { name: 'Add a colleague' }).count(), 0);
});

step('whoever wrote on an older version sees both and chooses', async () => {
  const { page } = clinician;
  await text(page).fill('Swollen left knee. Warm.');
  const conflict = page.getByRole('alert').filter({ hasText: 'Somebody saved this meanwhile' });
  await shown(conflict.getByRole('region', { name: /From what is saved/ }).getByText('right'));
  await assertAccessible(page);
  await conflict.getByRole('button', { name: 'Save mine' }).click();
  await shown(panel(page, 'Notes').getByText('All changes saved'));
  await editor.page.reload();
  await shown(text(editor.page));
  assert.equal(await text(editor.page).inputValue(), 'Swollen left knee. Warm.');
});

step('the other one gives way to what is saved', async () => {
  await text(clinician.page).fill('Swollen left knee. Warm. Stable.');
  await shown(panel(clinician.page, 'Notes').getByText('All changes saved'));
  const { page } = editor;
  await text(page).fill('Something else.');
  await page.getByRole('button', { name: 'Take what is saved' }).click();
  await shown(panel(page, 'Notes').getByText('All changes saved'));
  assert.equal(await text(page).inputValue(), 'Swollen left knee. Warm. Stable.');
});

step('every version says what it changed, and an old one comes back as a new one', async () => {
  const { page } = clinician;
  await panel(page, 'Notes').getByRole('button', { name: 'Versions' }).click();
  const dialog = page.getByRole('dialog', { name: 'Version history' });
  await dialog.getByRole('combobox', { name: 'Version' }).click();
  await page.getByRole('option', { name: /^2: Dev Raman/ }).click();
  const changed = dialog.getByRole('region', { name: 'What changed' });
  await shown(changed.locator('ins').filter({ hasText: 'right' }));
  await shown(changed.locator('del').filter({ hasText: 'left' }));
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Restore version 2' }).click();
  await dialog.waitFor({ state: 'detached' });
  await shown(panel(page, 'Notes').getByText('All changes saved'));
  assert.equal(await text(page).inputValue(), 'Swollen right knee.');
  const place = `/sessions/${session}/notes`;
  const [{ id, version }] = (await clinic.askTeam(clinician, 'GET', place)).items;
  const before = await clinic.askTeam(clinician, 'GET', `${place}/${id}/versions/${version - 1}`);
  assert.equal(before.body, 'Swollen left knee. Warm. Stable.', 'what was saved a moment ago stays a version');
});

step('what comes after the signature is an addendum, with its author', async () => {
  const { page } = clinician;
  const notes = panel(page, 'Notes');
  await notes.getByRole('button', { name: 'Sign', exact: true }).click();
  await page.getByRole('button', { name: 'Sign note' }).click();
  await notes.getByRole('textbox', { name: 'Addendum' }).fill('X-ray is normal.');
  await notes.getByRole('button', { name: 'Add to the note' }).click();
  await shown(notes.getByRole('region', { name: `Addendum of ${clinician.name}` }).getByText('X-ray is normal.'));
  await open(editor);
  await shown(panel(editor.page, 'Notes').getByText('X-ray is normal.'));
  assert.equal(await text(editor.page).count(), 0);
});

step('a full share is passed on, and what hangs under it ends when it is lowered', async () => {
  await clinic.askTeam(clinician, 'DELETE', `/sessions/${session}/shares/${editor.member}`);
  await open(clinician);
  await giveShare(clinician, editor, 'Full');
  await open(editor);
  await giveShare(editor, third, 'View');
  await open(third);
  await shown(panel(third.page, 'Notes').getByText('Swollen right knee.'));

  const { page } = clinician;
  await page.reload();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await shown(page.getByRole('list', { name: `Passed on by ${editor.name}` }).getByText(third.name, { exact: true }));
  await page.getByRole('button', { name: `Change the share with ${editor.name}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'View', exact: true }).check();
  await shown(dialog.getByText(`${editor.name} has passed this session on.`, { exact: false }));
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await shown(dialog.getByRole('group', { name: 'Shared with' }).getByText('View', { exact: true }));
  await dialog.getByText(third.name, { exact: true }).waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');

  await open(third);
  await refused(third);
  await open(editor);
  await shown(editor.page.getByRole('note', { name: 'Read only' }));
});

step('documents carry the footer of the clinic', async () => {
  const { id } = await below(clinician, 'POST', '/documents', { title: 'Referral', body: 'Dear colleague' });
  await clinician.page.reload();
  const [plain, pdf] = await Promise.all(
    ['Text', 'PDF'].map(async (name) => {
      const link = panel(clinician.page, 'Documents').getByRole('link', { name, exact: true });
      assert.match(await link.getAttribute('href'), new RegExp(id));
      const answer = await clinician.page.request.get(await link.getAttribute('href'));
      return answer.body();
    }),
  );
  assert.match(plain.toString(), /Northside Clinic, 1 Bay Street/);
  assert.match(textOfPdf(pdf), /NorthsideClinic,1BayStreet/);
});

step('a session under legal hold says so, and is not deleted', async () => {
  await clinic.askTeam(owner, 'PUT', `/sessions/${session}/hold`);
  const { page } = clinician;
  await page.reload();
  await shown(page.getByText('Keeps this session as it is', { exact: false }));
  const more = page.getByRole('button', { name: 'More actions' });
  if ((await more.count()) > 0) await more.click();
  for (const name of ['Delete session', 'Edit details'])
    assert.equal(await page.getByRole('menuitem', { name }).count(), 0);
  await clinic.askTeam(owner, 'DELETE', `/sessions/${session}/hold`);
  await page.reload();
  await page.getByRole('button', { name: 'More actions' }).click();
  await shown(page.getByRole('menuitem', { name: 'Delete session' }));
  await page.keyboard.press('Escape');
});

step('a share ends with its last day', async () => {
  await giveShare(clinician, third, 'View', '2028-03-02');
  await open(third);
  await shown(panel(third.page, 'Notes').getByText('Swollen right knee.'));
  await moveClock('2028-03-04T09:00:00Z', third);
  await open(third);
  await refused(third);
});

step('an emergency access ends after 60 minutes', async () => {
  await clinic.signInAgain(administrator);
  const request = { identifier: patient.identifier, date_of_birth: patient.date_of_birth, reason: 'Unconscious' };
  await clinic.askTeam(administrator, 'POST', '/emergency', request);
  await open(administrator);
  await shown(panel(administrator.page, 'Notes').getByText('Swollen right knee.'));
  await moveClock('2028-03-04T09:50:00Z', administrator);
  await open(administrator);
  await shown(panel(administrator.page, 'Notes').getByText('Swollen right knee.'));
  await moveClock('2028-03-04T10:05:00Z');
  await open(administrator);
  await refused(administrator);
  assert.equal(await administrator.page.getByText('Swollen right knee.').count(), 0);
});

step('who could open it is said of a past moment too, on a wide screen and a narrow one', async () => {
  await clinic.signInAgain(clinician);
  const { page } = clinician;
  await open(clinician);
  const opened = await page.evaluate(() => {
    const two = (value) => String(value).padStart(2, '0');
    const then = new Date('2028-03-04T09:30:00Z');
    return `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())}T${two(then.getHours())}:${two(then.getMinutes())}`;
  });
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 860 });
    await page.reload();
    if (width < 1280) await page.getByRole('tab', { name: 'Access' }).click();
    const card = panel(page, 'Who can open this session');
    const cannot = card.getByRole('list', { name: 'Cannot open it' });
    await shown(cannot.getByText(administrator.name, { exact: true }));
    await card.getByLabel('At a past moment').fill(opened);
    await card.getByRole('button', { name: 'Show', exact: true }).click();
    await shown(card.getByRole('heading', { name: /^As it was on / }));
    const could = card.getByRole('list', { name: 'Can open it' }).getByRole('listitem');
    await shown(could.filter({ hasText: administrator.name }));
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth);
    assert.ok(wider <= 0, `${wider} px too wide`);
    await assertAccessible(page);
    await card.getByRole('button', { name: 'Back to now' }).click();
    await shown(cannot.getByText(administrator.name, { exact: true }));
  }
  await page.setViewportSize({ width: 1280, height: 860 });
});

step('nothing was blocked by the content security policy and no page failed', () => {
  assert.deepEqual(clinic.complaints(), []);
});
