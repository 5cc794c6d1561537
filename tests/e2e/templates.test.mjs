// A template of the team, a clinician's copy of it, and how the copy falls behind. The steps build on each other.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { assertAccessible, shown } from './browser.mjs';
import { startClinic } from './clinic.mjs';
import { step } from './step.mjs';

let clinic;
let owner;
let clinician;

before(async () => {
  clinic = await startClinic({
    ada: { name: 'Ada Okafor' },
    ben: { name: 'Ben Whitfield', roles: ['clinician'] },
  });
  ({ ada: owner, ben: clinician } = clinic.people);
});

after(() => clinic?.stop());

const text = (page) => page.getByRole('dialog').getByLabel('Text', { exact: true });
const ofTeam = (page) => page.getByRole('region', { name: 'Team templates' });
const own = (page) => page.getByRole('region', { name: 'My templates' });

step('a wrong placeholder is shown with its line and column, and a click marks it', async () => {
  const { page } = owner;
  await clinic.go(owner, 'templates');
  await page.getByRole('button', { name: 'New template' }).click();
  const dialog = page.getByRole('dialog', { name: 'New template' });
  await dialog.getByLabel('Name').fill('Knee check');
  await dialog.getByLabel('Who uses it').click();
  await page.getByRole('option', { name: 'Everybody in the team' }).click();
  await text(page).fill('# Visit of {{patient.name}}\n\nSeen on {{session.when}}.');
  const problem = dialog.getByRole('alert', { name: 'Problems' }).getByRole('button', { name: /Line 3, column 9:/ });
  await problem.click();
  assert.equal(await text(page).evaluate((field) => field.value.slice(field.selectionStart, field.selectionEnd)), '{{session.when}}');
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Create template' }).click();
  await page.waitForSelector('[aria-invalid=true]');
});

step('with the placeholder put right it shows a preview and is saved', async () => {
  const { page } = owner;
  await text(page).fill('# Visit of {{patient.name}}\n\nSeen on {{session.date}}.');
  await shown(page.getByRole('region', { name: 'Preview' }).getByRole('heading', { name: /^Visit of/ }));
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Create template' }).click();
  await shown(ofTeam(page).getByText('Knee check'));
});

step('a clinician who edits it gets a copy of his own', async () => {
  const { page } = clinician;
  await clinic.go(clinician, 'templates');
  await ofTeam(page).getByRole('button', { name: 'Open Knee check' }).click();
  await shown(page.getByText('What you change here becomes your own copy; the template of the team stays.'));
  await text(page).fill('# My visit of {{patient.name}}');
  await page.getByRole('button', { name: 'Save as my copy' }).click();
  await shown(own(page).getByText('Knee check'));
});

step('the copy says how many versions it is behind, and takes over what the team changed', async () => {
  await ofTeam(owner.page).getByRole('button', { name: 'Open Knee check' }).click();
  await text(owner.page).fill('# Visit of {{patient.name}}\n\nSeen on {{session.date}}.\n\nExamination:');
  await owner.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await shown(ofTeam(owner.page).getByText(/version 2/));

  const { page } = clinician;
  await page.reload();
  await shown(own(page).getByText(/1 version behind the template of the team/));
  await own(page).getByRole('button', { name: 'Compare Knee check' }).click();
  await shown(page.getByRole('region', { name: 'What the team changed' }).getByText(/Examination:/));
  await assertAccessible(page);
  await page.getByRole('button', { name: "Take the team's text" }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await own(page).getByText(/behind/).waitFor({ state: 'detached' });
  await shown(own(page).getByText(/version 2/));
});

step('nothing was blocked by the content security policy and no page failed', () => {
  assert.deepEqual(clinic.complaints(), []);
});
