import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openSettings, savedAs, unlocked as open } from '@/testing/open-settings';
import { runningTrial, trialPreview } from '@/testing/oversight';
import { teamAddress } from '@/testing/workspace';

const team = teamAddress;

describe('a locked setting', () => {
  it('starts the trial for who may, and opens then', async () => {
    const allowed = [...clinic.team.allowed_actions, 'billing.start_trial' as const];
    const { server, user } = openSettings(clinic.settings, {
      [`GET ${team}`]: ok({ ...clinic.team, allowed_actions: allowed }, '"1"'),
    });
    server.set(`POST ${team}/billing/trial`, ({ search }) => {
      if (search.has('dry_run')) return ok(trialPreview);
      server.set(`GET ${team}/settings`, ok(open, '"2"'));
      return { status: 201, body: runningTrial };
    });
    await user.click(await screen.findByRole('button', { name: 'Start the trial' }));
    const dialog = await screen.findByRole('dialog', { name: 'Start the trial' });
    await user.click(within(dialog).getByRole('button', { name: 'Start the trial' }));
    await waitFor(() =>
      expect(screen.getByRole('switch', { name: 'Session View' })).not.toHaveAttribute(
        'aria-disabled',
        'true',
      ),
    );
  });

  it('keeps what was edited when the trial is started before it is saved', async () => {
    const allowed = [...clinic.team.allowed_actions, 'billing.start_trial' as const];
    const { server, saved, user } = openSettings(clinic.settings, {
      [`GET ${team}`]: ok({ ...clinic.team, allowed_actions: allowed }, '"1"'),
    });
    server.set(`POST ${team}/billing/trial`, ({ search }) => {
      if (search.has('dry_run')) return ok(trialPreview);
      server.set(`GET ${team}/settings`, ok({ ...open, emergency_access: true }, '"2"'));
      return { status: 201, body: runningTrial };
    });
    await user.click(await screen.findByRole('switch', { name: 'Require two-factor sign-in' }));
    await user.type(screen.getByLabelText('Footer of documents'), 'Northside Clinic');
    await user.click(screen.getByRole('button', { name: 'Start the trial' }));
    const dialog = await screen.findByRole('dialog', { name: 'Start the trial' });
    await user.click(within(dialog).getByRole('button', { name: 'Start the trial' }));
    await waitFor(() => expect(screen.getByRole('switch', { name: 'Emergency access' })).toBeChecked());
    expect(screen.getByRole('switch', { name: 'Require two-factor sign-in' })).toBeChecked();
    expect(screen.getByLabelText('Footer of documents')).toHaveValue('Northside Clinic');
    expect(screen.queryByText(/Somebody changed/)).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Save settings' }));
    await waitFor(() =>
      expect(saved()?.body).toEqual({ require_mfa: true, content_footer: 'Northside Clinic' }),
    );
    expect(saved()?.headers.get('If-Match')).toBe('"2"');
  });

  it('names who can start the trial to those who may not', async () => {
    const remedy = {
      text: 'A trial that includes this can be started.',
      who: ['owner', 'administrator'],
      action: 'billing.start_trial',
    };
    const why = { ...clinic.planLacks, remedy };
    openSettings({ ...clinic.settings, locks: { ...clinic.settings.locks, session_view: why } });
    expect(await screen.findByText('Who can: Account Owner and Administrator.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Start the trial' })).toBeNull();
  });

  it('leads to the billing once the trial is used', async () => {
    const allowed = [...clinic.team.allowed_actions, 'billing.upgrade' as const];
    const remedy = { text: 'A plan that includes this can be chosen.', who: [], action: 'billing.upgrade' };
    const why = { ...clinic.planLacks, remedy };
    openSettings(
      { ...clinic.settings, locks: { ...clinic.settings.locks, session_view: why } },
      { [`GET ${team}`]: ok({ ...clinic.team, allowed_actions: allowed }, '"1"') },
    );
    const link = await screen.findByRole('link', { name: 'Open billing' });
    expect(link).toHaveAttribute('href', `/teams/${clinic.team.id}/billing`);
  });

  it('says that a Session View that is still on has no effect', async () => {
    const view = { ...clinic.settings.session_view, enabled: true };
    openSettings({ ...clinic.settings, session_view: view });
    expect(await screen.findByText(/remembered as on, and has no effect/)).toBeVisible();
  });
});

describe('Session View in the settings', () => {
  it('shows who gains and how much before it is saved', async () => {
    const warnings = ['Can then read the notes of all clinicians: Ada Okafor, Fay Nakamura.'];
    const { saved, user } = openSettings(open, {
      [`PATCH ${team}/settings`]: ok({ ...clinic.preview, warnings }),
    });
    await user.click(await screen.findByRole('switch', { name: 'Session View' }));
    await user.click(await screen.findByRole('checkbox', { name: 'Transcripts too' }));
    const preview = await screen.findByRole('status', { name: 'What changes' });
    expect(preview).toHaveTextContent('Can then read the notes of all clinicians: Ada Okafor, Fay Nakamura.');
    expect(preview).toHaveTextContent('Session View then opens 212 sessions of 4 clinicians.');
    expect(saved()).toBeUndefined();
    await user.click(screen.getByRole('button', { name: 'Save settings' }));
    await waitFor(() =>
      expect(saved()?.body).toEqual({
        session_view: { enabled: true, include_transcripts: true },
      }),
    );
  });
});

describe('the bar of unsaved changes', () => {
  const gone = () =>
    waitFor(() => expect(screen.queryByRole('region', { name: 'Unsaved changes' })).toBeNull());

  it('gives the focus back to what was edited last', async () => {
    const { server, user } = openSettings();
    const footer = await screen.findByLabelText('Footer of documents');
    await user.click(screen.getByRole('switch', { name: 'Emergency access' }));
    await user.type(footer, 'Mine');
    server.set(
      `PATCH ${team}/settings`,
      savedAs({ ...open, emergency_access: true, content_footer: 'Mine' }),
    );
    await user.click(screen.getByRole('button', { name: 'Save settings' }));
    await gone();
    expect(footer).toHaveFocus();
    await user.type(footer, ' too');
    await user.click(screen.getByRole('button', { name: 'Discard' }));
    await gone();
    expect(footer).toHaveFocus();
  });

  it('gives the focus to the heading where what was edited is gone', async () => {
    const { user } = openSettings();
    await user.click(await screen.findByRole('switch', { name: 'Delete sessions after a time' }));
    await user.type(screen.getByLabelText('Days'), '{backspace}');
    await user.click(screen.getByRole('button', { name: 'Discard' }));
    await gone();
    expect(screen.getByRole('heading', { level: 1 })).toHaveFocus();
  });

  it('asks for no preview of what was just saved', async () => {
    const { server, user } = openSettings();
    await user.click(await screen.findByRole('switch', { name: 'Emergency access' }));
    await screen.findByRole('status', { name: 'What changes' });
    const previews = () => server.asked.filter(({ search }) => search.has('dry_run')).length;
    const before = previews();
    expect(before).toBeGreaterThan(0);
    const loads = () => server.asked.filter(({ method, path }) => method === 'GET' && path === team).length;
    const loadsBefore = loads();
    server.set(`PATCH ${team}/settings`, savedAs({ ...open, emergency_access: true }));
    server.set(`GET ${team}/settings`, ok({ ...open, emergency_access: true }, '"2"'));
    await user.click(screen.getByRole('button', { name: 'Save settings' }));
    await gone();
    await waitFor(() => expect(loads()).toBeGreaterThan(loadsBefore));
    expect(previews()).toBe(before);
  });
});

describe('retention', () => {
  const waiting = { ...open, retention_days: 60, retention_next: { days: 30, from: '2026-09-20T00:00:00Z' } };

  it('shows what would go tonight and after the delay before it is saved', async () => {
    const warnings = ['Sessions that are deleted tonight: 0.', 'Sessions that are deleted in 7 days: 12.'];
    const { user } = openSettings(open, {
      [`PATCH ${team}/settings`]: ok({ ...clinic.preview, warnings }),
    });
    await user.click(await screen.findByRole('switch', { name: 'Delete sessions after a time' }));
    const preview = await screen.findByRole('status', { name: 'What changes' });
    await waitFor(() => expect(preview).toHaveTextContent('deleted in 7 days: 12.'));
    expect(screen.getByLabelText('Days')).toHaveValue('90');
  });

  it('shows a shorter time that waits, and takes it back', async () => {
    const { saved, user } = openSettings(waiting);
    const note = await screen.findByRole('note', { name: 'A shorter time waits' });
    expect(note).toHaveTextContent(/deleted after 30 days\. Until then sessions are kept for 60 days/);
    expect(screen.getByLabelText('Days')).toHaveValue('30');
    expect(screen.queryByRole('button', { name: 'Save settings' })).toBeNull();
    await user.click(within(note).getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(saved()?.body).toEqual({ retention_days: 60 }));
    expect(saved()?.headers.get('If-Match')).toBe('"1"');
  });

  it('leaves the focus at its switch once there is nothing to take back', async () => {
    const { server, user } = openSettings(waiting);
    const note = await screen.findByRole('note', { name: 'A shorter time waits' });
    server.set(`PATCH ${team}/settings`, () => {
      const longer = ok({ ...open, retention_days: 60 }, '"2"');
      server.set(`GET ${team}/settings`, longer);
      return longer;
    });
    await user.click(within(note).getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(note).not.toBeInTheDocument());
    await waitFor(() =>
      expect(screen.getByRole('switch', { name: 'Delete sessions after a time' })).toHaveFocus(),
    );
  });

  it('is loaded again where somebody changed the settings before it was taken back', async () => {
    const { server, saved, user } = openSettings(waiting, {
      [`PATCH ${team}/settings`]: ({ headers }) =>
        headers.get('If-Match') === '"2"' ? ok(waiting, '"3"') : problem(412, 'stale'),
    });
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    server.set(`GET ${team}/settings`, ok(waiting, '"2"'));
    await user.click(await screen.findByRole('button', { name: 'Load again' }));
    await waitFor(() => expect(screen.queryByText('Changed meanwhile')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(saved()?.headers.get('If-Match')).toBe('"2"'));
  });

  it('does not become one day where the field is emptied and left', async () => {
    const { saved, user } = openSettings({ ...open, retention_days: 60 });
    const days = await screen.findByLabelText('Days');
    await user.clear(days);
    expect(days).toHaveValue('');
    await user.tab();
    expect(days).toHaveValue('60');
    expect(screen.queryByRole('button', { name: 'Save settings' })).toBeNull();
    await user.clear(days);
    await user.type(days, '0');
    await user.tab();
    await user.click(screen.getByRole('button', { name: 'Save settings' }));
    await waitFor(() => expect(saved()?.body).toEqual({ retention_days: 0 }));
  });
});

describe('a setting that somebody else saved meanwhile', () => {
  const theirs = { ...open, content_footer: 'Theirs', emergency_access: true };

  /** Edits the footer, meets a 412, and loads again. */
  async function editAndMeet() {
    let version = { settings: open, etag: '"1"' };
    const opened = openSettings(open, {
      [`GET ${team}/settings`]: () => ok(version.settings, version.etag),
      [`PATCH ${team}/settings`]: ({ search, headers, body }) => {
        if (search.has('dry_run')) return ok({ ...clinic.preview, warnings: [] });
        if (headers.get('If-Match') !== version.etag) return problem(412, 'stale');
        version = { settings: { ...version.settings, ...(body as object) }, etag: '"3"' };
        return ok(version.settings, version.etag);
      },
    });
    await opened.user.type(await screen.findByLabelText('Footer of documents'), 'Mine');
    version = { settings: theirs, etag: '"2"' };
    await opened.user.click(screen.getByRole('button', { name: 'Save settings' }));
    await opened.user.click(await screen.findByRole('button', { name: 'Load again' }));
    const conflict = await screen.findByRole('group', { name: 'Footer of documents' });
    return { ...opened, conflict };
  }

  it('is shown beside what is edited here, and nothing is saved before one is chosen', async () => {
    const { conflict } = await editAndMeet();
    expect(conflict).toHaveTextContent('Saved meanwhile: Theirs');
    expect(conflict).toHaveTextContent('Yours, not saved: Mine');
    expect(screen.getByRole('switch', { name: 'Emergency access' })).toBeChecked();
    expect(screen.getByRole('button', { name: 'Save settings' })).toBeDisabled();
    expect(screen.getAllByRole('group', { name: /./ }).map((group) => group.ariaLabel)).not.toContain(
      'Emergency access',
    );
  });

  it('is replaced by who keeps his own', async () => {
    const { saved, user } = await editAndMeet();
    await user.click(screen.getByRole('button', { name: 'Keep mine: Footer of documents' }));
    await user.click(screen.getByRole('button', { name: 'Save settings' }));
    await waitFor(() => expect(saved()?.body).toEqual({ content_footer: 'Mine' }));
    expect(saved()?.headers.get('If-Match')).toBe('"2"');
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Unsaved changes' })).toBeNull());
    expect(screen.getByLabelText('Footer of documents')).toHaveValue('Mine');
    expect(screen.queryByText(/Somebody changed/)).toBeNull();
  });

  it('is taken over on request', async () => {
    const { user } = await editAndMeet();
    await user.click(screen.getByRole('button', { name: 'Take what was saved: Footer of documents' }));
    expect(screen.getByLabelText('Footer of documents')).toHaveValue('Theirs');
    expect(screen.queryByRole('region', { name: 'Unsaved changes' })).toBeNull();
  });
});

describe('automatic sign-out in the settings', () => {
  it('is sent in minutes, and what is wrong with it is told at its field', async () => {
    const detail = 'expected 5 to 240';
    const { saved, user } = openSettings(open, {
      [`PATCH ${team}/settings`]: problem(422, 'invalid', {
        errors: [{ pointer: '/sign_out_minutes', detail }],
      }),
    });
    await user.click(await screen.findByRole('switch', { name: 'Sign members out automatically' }));
    const minutes = screen.getByLabelText('Minutes');
    await user.clear(minutes);
    await user.type(minutes, '20');
    await user.click(screen.getByRole('button', { name: 'Save settings' }));
    expect(await screen.findByText('Expected 5 to 240.')).toBeVisible();
    expect(saved()?.body).toEqual({ sign_out_minutes: 20 });
  });
});
