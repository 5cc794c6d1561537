// Text that wants to run as a script, in every place where somebody types and others read. The steps build on each other.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { shown } from './browser.mjs';
import { startClinic, threePeople } from './clinic.mjs';
import { step } from './step.mjs';

const attack = (place) => `<img src=x onerror="window.attacked='${place}'">${place}`;
const attacks = (place) =>
  [
    attack(place),
    `<script>window.attacked='${place}'</script>`,
    `<svg onload="window.attacked='${place}'"></svg>`,
    `<iframe srcdoc="<script>parent.attacked='${place}'</script>"></iframe>`,
    `[one](javascript:window.attacked='${place}')`,
    `[two](data:text/html;base64,PHNjcmlwdD4=)`,
    `[three](/api/v1/me)`,
    `![four](https://evil.example/x.png)`,
    `<https://guide.example/${place}>`,
  ].join('\n\n');

let clinic;
let owner;
let clinician;
let administrator;
let session;
const outside = [];

before(async () => {
  clinic = await startClinic(threePeople);
  ({ ada: owner, ben: clinician, clara: administrator } = clinic.people);
  for (const { page } of Object.values(clinic.people)) {
    await page.addInitScript(() => {
      globalThis.violations = [];
      document.addEventListener('securitypolicyviolation', ({ violatedDirective }) =>
        globalThis.violations.push(violatedDirective),
      );
    });
    page.on('request', (request) => request.url().includes('.example') && outside.push(request.url()));
  }
  await clinic.askTeam(owner, 'PATCH', '/settings', { emergency_access: true });
  const patient = { name: attack('patient'), date_of_birth: '1956-04-12', identifier: '<b>MRN</b>' };
  const body = { patient, context: attacks('context'), started_at: new Date().toISOString(), status: 'in_progress' };
  ({ id: session } = await clinic.askTeam(clinician, 'POST', '/sessions', body));
  const below = (path, data) => clinic.askTeam(clinician, 'POST', `/sessions/${session}${path}`, data);
  await below('/notes', { title: attack('note'), body: attacks('note') });
  await below('/documents', { title: attack('document'), body: attacks('document') });
  await below('/transcript/segments', { segments: [{ speaker: attack('speaker'), text: attacks('segment') }] });
  const template = { kind: 'note', visibility: 'team', name: attack('template'), body: attacks('template') };
  await clinic.askTeam(owner, 'POST', '/templates', template);
});

after(() => clinic?.stop());

async function assertQuiet({ page }) {
  await page.waitForLoadState('networkidle');
  assert.equal(await page.evaluate(() => globalThis.attacked), undefined);
  assert.deepEqual(await page.evaluate(() => globalThis.violations), []);
  const links = await page.evaluate(() => [...document.querySelectorAll('main a[href], [role=dialog] a[href]')].map((a) => a.href));
  assert.deepEqual(links.filter((link) => /^(javascript|data):|\/api\/v1\/me/.test(link)), []);
}

step('patient, context, note, document and segment are text on the page of the session', async () => {
  const { page } = clinician;
  await clinic.go(clinician, `sessions/${session}`);
  await shown(page.getByRole('heading', { name: attack('patient') }));
  await shown(page.getByRole('region', { name: 'What was said' }).getByText(/window\.attacked='segment'/).first());
  for (const name of ['Notes', 'Documents']) {
    const panel = page.getByRole('region', { name, exact: true });
    await panel.getByText('Preview', { exact: true }).click();
    await shown(panel.getByRole('link', { name: /guide\.example/ }));
  }
  await assertQuiet(clinician);
  await page.getByRole('region', { name: 'Notes', exact: true }).getByRole('button', { name: 'Versions' }).click();
  await shown(page.getByRole('dialog').getByText(/window\.attacked='note'/).first());
  await assertQuiet(clinician);
});

step('the list of sessions is text', async () => {
  await clinic.go(clinician, 'sessions');
  await shown(clinician.page.getByRole('link', { name: /onerror/ }));
  await assertQuiet(clinician);
});

step('a note made from such a template is text, and so is the preview of the template', async () => {
  const { page } = owner;
  await clinic.go(owner, 'templates');
  await page.getByRole('button', { name: /^Open .*onerror/ }).click();
  const preview = page.getByRole('dialog').getByRole('region', { name: 'Preview' });
  await shown(preview.getByRole('link', { name: /guide\.example/ }));
  await assertQuiet(owner);
});

step('a colleague with a share reads text', async () => {
  const { page } = administrator;
  await clinic.askTeam(clinician, 'PUT', `/sessions/${session}/shares/${administrator.member}`, { level: 'view' });
  await clinic.go(administrator, `sessions/${session}`);
  await shown(page.getByRole('region', { name: 'Notes', exact: true }).getByRole('link', { name: /guide\.example/ }));
  await assertQuiet(administrator);
  await clinician.page.goto('/notices');
  await clinic.go(clinician, `sessions/${session}`);
  await clinician.page.getByRole('button', { name: 'Share', exact: true }).click();
  await shown(clinician.page.getByRole('group', { name: 'Shared with' }).getByText(administrator.name, { exact: true }));
  await assertQuiet(clinician);
});

step('the reason of an emergency access is text to who reviews it', async () => {
  const request = { identifier: '<b>MRN</b>', date_of_birth: '1956-04-12', reason: attacks('reason').slice(0, 900) };
  await clinic.askTeam(administrator, 'POST', '/emergency', request);
  await clinic.go(owner, 'emergency');
  await shown(owner.page.getByText(/window\.attacked='reason'/).first());
  await assertQuiet(owner);
  for (const person of [owner, clinician]) {
    await person.page.goto('/notices');
    await shown(person.page.getByRole('listitem').first());
    await assertQuiet(person);
  }
});

step('nothing was fetched from elsewhere, nothing was blocked and no page failed', () => {
  assert.deepEqual(outside, []);
  assert.deepEqual(clinic.complaints(), []);
});
