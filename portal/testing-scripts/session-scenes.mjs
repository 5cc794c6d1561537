// Sessions, shares and delegations to look at; see scenes.mjs.
const team = '/teams/tem_north';
const apiTeam = '/api/v1/teams/tem_north';

const session = `${team}/sessions/ses_mia`;

const cannotSave = (_, { problem }) => ({
  [`PUT ${apiTeam}/sessions/ses_mia/notes/nte_1`]: problem(503, 'unavailable'),
});

const rewrite = (page) =>
  page.getByRole('textbox', { name: 'Text', exact: true }).first().fill('Rewritten by me.');

async function leaveUnsaved(page, width) {
  await rewrite(page);
  if (width < 768) await page.getByRole('button', { name: 'Open navigation' }).click();
  await page.getByRole('link', { name: 'Sessions', exact: true }).click();
}

export const sessionScenes = [
  { name: 'sessions', path: `${team}/sessions?clinician=all` },
  {
    name: 'sessions-off',
    path: `${team}/sessions?clinician=all`,
    answers: (clinic, { ok }) => ({
      [`GET ${apiTeam}/sessions`]: ok({ items: [], why_not_all: clinic.planLacks, next_cursor: null }),
    }),
  },
  {
    name: 'new-session',
    path: `${team}/sessions`,
    act: async (page) => {
      await page.getByRole('button', { name: 'New session' }).click();
      await page.getByText('The patient has consented').waitFor();
    },
  },
  { name: 'one-session', path: session, whole: true },
  {
    name: 'one-session-transcript',
    path: session,
    whole: true,
    act: async (page, width) => {
      if (width < 500) await page.getByRole('tab', { name: 'Transcript' }).click();
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      await page.getByRole('button', { name: 'Edit segment 2' }).click();
    },
  },
  {
    name: 'long-transcript',
    path: session,
    answers: (clinic, { ok }) => ({
      [`GET ${apiTeam}/sessions/ses_mia/transcript`]: ok(
        {
          ...clinic.workspace.transcript,
          segments: Array.from({ length: 5000 }, (_, index) => ({
            position: index + 1,
            speaker: index % 2 === 0 ? 'Clinician' : 'Patient',
            text: 'Since Sunday, and mostly on the stairs.',
            start_ms: index * 4000,
            end_ms: null,
          })),
        },
        '"5"',
      ),
    }),
    whole: true,
    act: async (page, width) => {
      if (width < 1280) await page.getByRole('tab', { name: 'Transcript' }).click();
      await page.getByRole('button', { name: 'Next' }).click();
    },
  },
  {
    name: 'paste-transcript',
    path: session,
    act: async (page, width) => {
      if (width < 1280) await page.getByRole('tab', { name: 'Transcript' }).click();
      await page.getByRole('button', { name: 'Paste' }).click();
      await page.getByRole('dialog').getByLabel('Text').fill('Doctor: Where does it hurt?\nPatient: Here.');
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'unsaved-leave',
    path: session,
    answers: cannotSave,
    act: async (page, width) => {
      await leaveUnsaved(page, width);
      await page.getByRole('dialog', { name: 'Not everything is saved' }).waitFor();
    },
  },
  {
    name: 'unsaved-elsewhere',
    path: session,
    answers: cannotSave,
    act: async (page, width) => {
      await leaveUnsaved(page, width);
      await page.getByRole('button', { name: 'Leave this page' }).click();
      await page.getByRole('link', { name: 'Go back to it' }).waitFor();
    },
  },
  {
    name: 'sign-changed',
    path: session,
    answers: (_, { problem }) => ({
      [`POST ${apiTeam}/sessions/ses_mia/notes/nte_1/sign`]: problem(412, 'stale'),
    }),
    act: async (page) => {
      await page.getByRole('button', { name: 'Sign', exact: true }).click();
      await page.getByRole('button', { name: 'Sign note' }).click();
      await page.getByText('Read what changed first.').waitFor();
    },
  },
  {
    name: 'details-changed',
    path: session,
    answers: (_, { problem }) => ({ [`PATCH ${apiTeam}/sessions/ses_mia`]: problem(412, 'stale') }),
    act: async (page) => {
      await page.getByRole('button', { name: 'More actions' }).click();
      await page.getByRole('menuitem', { name: 'Edit details' }).click();
      await page.getByLabel('Context (optional)').fill('Comes with her daughter.');
      await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByRole('button', { name: 'Save mine' }).waitFor();
    },
  },
  {
    name: 'one-session-stale',
    path: session,
    whole: true,
    answers: (_, { problem }) => ({
      [`PUT ${apiTeam}/sessions/ses_mia/notes/nte_1`]: problem(412, 'stale'),
    }),
    act: async (page) => {
      await rewrite(page);
      await page.keyboard.press('Tab');
      await page.getByRole('button', { name: 'Save mine' }).waitFor();
    },
  },
  {
    name: 'one-session-read',
    path: session,
    whole: true,
    answers: (clinic, { ok }) => ({
      [`GET ${apiTeam}/sessions/ses_mia`]: ok(clinic.workspace.viewedSession, '"1"'),
      [`GET ${apiTeam}/sessions/ses_mia/notes/nte_1`]: ok(clinic.workspace.signedNote, '"5"'),
    }),
  },
  {
    name: 'one-session-access',
    path: session,
    whole: true,
    act: async (page, width) => {
      if (width < 1280) await page.getByRole('tab', { name: 'Access' }).click();
    },
  },
  {
    name: 'shares',
    path: session,
    act: async (page) => {
      await page.getByRole('button', { name: 'Share' }).click();
      await page.getByRole('group', { name: 'Shared with' }).waitFor();
    },
  },
  {
    name: 'share-change',
    path: session,
    act: async (page) => {
      await page.getByRole('button', { name: 'Share' }).click();
      await page.getByRole('button', { name: /Change the share with Ben/ }).click();
      await page.getByRole('radio', { name: 'View', exact: true }).click();
      await page.getByText('Chloé Marchetti gains').waitFor();
    },
  },
  {
    name: 'delegations',
    path: `${team}/sessions/delegations`,
    answers: ({ sharing: { delegation } }, { ok }) => ({
      'POST /access/v1/evaluation': ok({ decision: true }),
      [`GET ${apiTeam}/delegations`]: ok({
        items: ['planned', 'in_force', 'over', 'ended'].map((state) =>
          delegation({ id: state, state, ...(/over|ended/.test(state) ? { allowed_actions: [] } : {}) }),
        ),
        next_cursor: null,
      }),
    }),
  },
  {
    name: 'delegate',
    path: `${team}/sessions/delegations`,
    answers: (_, { ok }) => ({ 'POST /access/v1/evaluation': ok({ decision: true }) }),
    act: async (page) => {
      await page.getByRole('button', { name: 'Let an assistant work on my sessions' }).click();
      await page.getByRole('button', { name: 'Delegate' }).click();
      await page.getByText('Choose the last day.').waitFor();
    },
  },
];
