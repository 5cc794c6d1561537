// Settings, billing, emergency access and templates to look at; see scenes.mjs.
const team = '/teams/tem_north';
const apiTeam = '/api/v1/teams/tem_north';

const mayStartTrial = (clinic, { ok }) => ({
  [`GET ${apiTeam}`]: ok(
    { ...clinic.team, allowed_actions: [...clinic.team.allowed_actions, 'billing.start_trial'] },
    '"1"',
  ),
});

const openSettings = (clinic, { ok }) => ({
  [`GET ${apiTeam}/settings`]: ok(
    {
      ...clinic.settings,
      retention_days: 60,
      retention_next: { days: 30, from: '2026-09-20T00:00:00Z' },
      sign_out_minutes: 15,
      locks: { ...clinic.settings.locks, session_view: null },
    },
    '"1"',
  ),
  [`PATCH ${apiTeam}/settings`]: ok({
    ...clinic.preview,
    warnings: ['Can then read the notes of all clinicians: Ada Okafor, Fay Nakamura.'],
  }),
});

const withEmergencies = ({ oversight }, { ok }) => ({
  [`GET ${apiTeam}`]: ok(oversight.reviewedTeam, '"1"'),
  [`GET ${apiTeam}/emergency`]: ok({
    items: [oversight.waitingAccess, oversight.overdueAccess, oversight.reviewedAccess],
    next_cursor: null,
  }),
});

const withProposals = (clinic, { ok }) => ({
  ...clinic.templates.templateAnswers,
  [`GET ${apiTeam}`]: ok(
    { ...clinic.team, allowed_actions: [...clinic.team.allowed_actions, 'template.propose'] },
    '"1"',
  ),
});

const billed =
  (billing) =>
  (clinic, { ok }) => ({
    [`GET ${apiTeam}/billing`]: ok(clinic.oversight[billing]),
  });

const ownerBilled =
  (billing) =>
  (clinic, { ok }) => ({
    [`GET ${apiTeam}/billing`]: ok(clinic.billing[billing], '"7"'),
  });

async function openMenu(page, item) {
  await page.getByRole('button', { name: 'More about SOAP note' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

export const oversightScenes = [
  { name: 'settings-locked', path: `${team}/settings`, answers: mayStartTrial, whole: true },
  {
    name: 'settings-trial',
    path: `${team}/settings`,
    answers: mayStartTrial,
    act: (page) => page.getByRole('button', { name: 'Start the trial' }).click(),
  },
  {
    name: 'settings-open',
    path: `${team}/settings`,
    answers: openSettings,
    whole: true,
    act: async (page) => {
      await page.getByRole('switch', { name: 'Session View' }).click();
      await page.getByText('Can then read').waitFor();
    },
  },
  { name: 'billing-available', path: `${team}/billing`, answers: billed('billing'), whole: true },
  { name: 'billing-running', path: `${team}/billing`, answers: billed('runningTrial') },
  { name: 'billing-ended', path: `${team}/billing`, answers: billed('endedTrial') },
  {
    name: 'billing-owner',
    path: `${team}/billing`,
    answers: ownerBilled('waitingBilling'),
    whole: true,
    act: async (page) => {
      await page.getByRole('button', { name: /^Explain this amount/ }).click();
      await page.getByRole('button', { name: 'Show as a table' }).click();
    },
  },
  {
    name: 'billing-upgrade',
    path: `${team}/billing`,
    answers: ownerBilled('ownedBilling'),
    act: (page) => page.getByRole('button', { name: /^Choose Together/ }).click(),
  },
  {
    name: 'billing-downgrade',
    path: `${team}/billing`,
    answers: (clinic, server) => ({
      ...ownerBilled('ownedBilling')(clinic, server),
      [`PUT ${apiTeam}/billing/subscription`]: server.ok(clinic.billing.downgradePreview),
    }),
    act: (page) => page.getByRole('button', { name: /^Choose Free/ }).click(),
  },
  { name: 'billing-invoice', path: `${team}/billing/invoices/ivc_2`, whole: true },
  { name: 'emergency', path: `${team}/emergency`, answers: withEmergencies },
  {
    name: 'emergency-open',
    path: `${team}/emergency`,
    answers: withEmergencies,
    act: (page) => page.getByRole('button', { name: "Open a patient's sessions" }).click(),
  },
  {
    name: 'emergency-review',
    path: `${team}/emergency`,
    answers: withEmergencies,
    act: (page) => page.getByRole('button', { name: /^Review the access/ }).click(),
  },
  { name: 'emergency-off', path: `${team}/emergency` },
  { name: 'templates-lists', path: `${team}/templates`, answers: withProposals, whole: true },
  {
    name: 'templates-insert',
    path: `${team}/templates`,
    answers: withProposals,
    act: async (page) => {
      await page.getByRole('button', { name: 'Open SOAP note' }).click();
      await page.getByRole('button', { name: 'Insert placeholder' }).click();
    },
  },
  {
    name: 'templates-problems',
    path: `${team}/templates`,
    answers: (clinic, server) => ({
      ...withProposals(clinic, server),
      [`POST ${apiTeam}/templates/preview`]: server.ok({
        errors: [{ line: 1, column: 3, placeholder: 'patient.nam', detail: 'there is no such placeholder' }],
        rendered: '',
      }),
    }),
    act: (page) => page.getByRole('button', { name: 'Open SOAP note' }).click(),
  },
  {
    name: 'templates-versions',
    path: `${team}/templates`,
    answers: withProposals,
    act: (page) => openMenu(page, 'Versions'),
  },
  {
    name: 'templates-compare',
    path: `${team}/templates`,
    answers: withProposals,
    act: (page) => page.getByRole('button', { name: 'Compare Referral letter' }).click(),
  },
  {
    name: 'templates-proposal',
    path: `${team}/templates`,
    answers: withProposals,
    act: (page) => page.getByRole('button', { name: 'Open the proposal SOAP note' }).click(),
  },
];
