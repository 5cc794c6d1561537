// The clinical pages in both colour schemes and on a phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, shown } from './browser.mjs';
import { startClinic } from './clinic.mjs';

/** One word that is wider than a phone. */
const long = 'Donaudampfschifffahrtsgesellschaftskapitänswitwenversicherung';

let clinic;
let owner;
let clinician;
let session;
let namedLong;

before(async () => {
  clinic = await startClinic({
    ada: { name: 'Ada Okafor' },
    ben: { name: 'Ben Whitfield', roles: ['clinician'] },
    eve: { name: long, roles: ['assistant'] },
  });
  ({ ada: owner, ben: clinician } = clinic.people);
  await clinic.askTeam(owner, 'POST', '/billing/trial');
  await clinic.askTeam(owner, 'PATCH', '/settings', {
    emergency_access: true,
    consent_prompt: { enabled: true, text: 'May we record this conversation?' },
  });
  const patient = { name: 'Hanna Vogel', date_of_birth: '1956-04-12', identifier: 'MRN-20418' };
  const body = { patient, started_at: new Date().toISOString(), status: 'in_progress', consent_confirmed: true };
  ({ id: session } = await clinic.askTeam(owner, 'POST', '/sessions', body));
  const twice = long.repeat(2);
  await clinic.askTeam(owner, 'POST', `/sessions/${session}/notes`, { title: 'First visit', body: `# Findings\n\n${twice}` });
  await clinic.askTeam(owner, 'POST', `/sessions/${session}/documents`, { title: 'Referral', body: twice });
  await clinic.askTeam(owner, 'POST', '/templates', { kind: 'note', visibility: 'team', name: twice.slice(0, 80), body: 'Plan:' });
  ({ id: namedLong } = await clinic.askTeam(owner, 'POST', '/sessions', { ...body, patient: { ...patient, name: long, identifier: 'MRN-3' } }));
  const { id: note } = await clinic.askTeam(owner, 'POST', `/sessions/${namedLong}/notes`, { title: long, body: 'Swollen.' });
  await clinic.askTeam(owner, 'POST', `/sessions/${namedLong}/notes/${note}/sign`);
  await clinic.askTeam(owner, 'PUT', `/sessions/${namedLong}/shares/${clinic.people.eve.member}`, { level: 'view' });
  const to = new Date(Date.now() + 86_400_000).toISOString();
  const delegation = { assistant: clinic.people.eve.member, from: new Date().toISOString(), to };
  await clinic.askTeam(owner, 'POST', '/delegations', delegation);
  await clinic.askTeam(clinician, 'POST', '/emergency', { identifier: 'MRN-20418', date_of_birth: '1956-04-12', reason: 'Unconscious' });
});

after(() => clinic?.stop());

/** Every page with what stands on it once its content is there. */
const pages = [
  ['sessions', (page) => page.getByRole('link', { name: /Hanna Vogel/ })],
  ['sessions/SESSION', (page) => page.getByRole('textbox', { name: 'Text' }).first()],
  ['sessions/LONG', (page) => page.getByRole('heading', { name: long, level: 3 })],
  ['templates', (page) => page.getByRole('region', { name: 'Team templates' })],
  ['sessions/delegations', (page) => page.getByText('In force')],
  ['emergency', (page) => page.getByText('Unconscious')],
  ['settings', (page) => page.getByRole('switch', { name: 'Session View' })],
  ['billing', (page) => page.getByRole('region', { name: 'Trial' })],
];

async function open(path, content) {
  await clinic.go(owner, path.replace('SESSION', session).replace('LONG', namedLong));
  await shown(content(owner.page));
  await owner.page.waitForLoadState('networkidle');
}

async function assertNotWider(page) {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth);
  assert.ok(wider <= 0, `${wider} px too wide`);
}

for (const [path, content] of pages) {
  test(`${path} has no serious finding of axe in light and dark and fits a phone`, async () => {
    const { page } = owner;
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 1440, height: 900 });
      await open(path, content);
      assert.equal(await page.locator('html').getAttribute('data-mantine-color-scheme'), colorScheme);
      await assertAccessible(page);
      await page.setViewportSize({ width: 360, height: 740 });
      await shown(content(page));
      await assertAccessible(page);
      await assertNotWider(page);
    }
  });
}

test('on a phone the parts of a session are tabs, and each fits', async () => {
  const { page } = owner;
  await page.setViewportSize({ width: 360, height: 740 });
  await open('sessions/SESSION', (shownPage) => shownPage.getByRole('tab', { name: 'Notes', selected: true }));
  for (const name of ['Transcript', 'Documents', 'Access']) {
    await page.getByRole('tab', { name }).click();
    await shown(page.getByRole('tabpanel', { name }));
    await page.waitForLoadState('networkidle');
    await assertAccessible(page);
    await assertNotWider(page);
  }
});

test('the title of a dialog fits a phone, whatever it names', async () => {
  const { page } = owner;
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 360, height: 740 });
  await open('sessions/LONG', (shownPage) => shownPage.getByRole('button', { name: 'Share', exact: true }));
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('button', { name: `Change the share with ${long}` }).click();
  const title = page.getByRole('heading', { name: `Share with ${long}` });
  await shown(title);
  const hidden = await title.evaluate((element) => element.scrollWidth - element.clientWidth);
  assert.ok(hidden <= 0, `${hidden} px of the title are cut off`);
});

test('the menu of a session can be read in light and dark', async () => {
  const { page } = owner;
  await page.setViewportSize({ width: 1440, height: 900 });
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await open('sessions/SESSION', (shownPage) => shownPage.getByRole('button', { name: 'More actions' }));
    await page.getByRole('button', { name: 'More actions' }).click();
    await shown(page.getByRole('menuitem', { name: 'Delete session' }));
    await assertAccessible(page);
  }
});

test('no page failed', () => {
  assert.deepEqual(clinic.complaints(), []);
});
