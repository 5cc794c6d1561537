import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';
import { enabledTeam, overdueAccess, reviewedAccess, reviewedTeam, waitingAccess } from '@/testing/oversight';

const address = `/teams/${clinic.team.id}/emergency`;
const team = `/api/v1/teams/${clinic.team.id}`;
const path = `${team}/emergency`;
const nobody = { status: 201, body: { id: null, sessions: 0, expires_at: null, review_due_at: null } };
const opened = {
  status: 201,
  body: {
    id: 'emg_9',
    sessions: 3,
    expires_at: '2026-09-15T11:30:00Z',
    review_due_at: '2026-09-18T10:30:00Z',
  },
};

function open(changes: ConstructorParameters<typeof FakeServer>[0] = {}) {
  const server = new FakeServer({ [`GET ${team}`]: ok(enabledTeam, '"1"'), ...changes });
  return { server, ...openPage(address, server) };
}

function asReviewer(changes: ConstructorParameters<typeof FakeServer>[0] = {}) {
  return open({
    [`GET ${team}`]: ok(reviewedTeam, '"1"'),
    [`GET ${path}`]: ok({ items: [waitingAccess, overdueAccess, reviewedAccess], next_cursor: null }),
    ...changes,
  });
}

async function fill({ user }: ReturnType<typeof open>) {
  await user.click(await screen.findByRole('button', { name: "Open a patient's sessions" }));
  const dialog = await screen.findByRole('dialog', { name: 'Emergency access' });
  await user.type(within(dialog).getByLabelText(/Identifier of the patient/), 'NFC-2041');
  await user.type(within(dialog).getByLabelText(/Date of birth/), '1984-05-17');
  await user.type(within(dialog).getByLabelText(/Reason/), 'Collapsed, allergies needed');
  return dialog;
}

describe('emergency access', () => {
  it('says who is told and who reviews before anything is opened, and leads to the sessions after', async () => {
    const page = open({ [`POST ${path}`]: opened });
    const dialog = await fill(page);
    expect(dialog).toHaveTextContent(/recorded with your name and your reason/);
    expect(dialog).toHaveTextContent(/clinicians of the sessions and the Account Owner are told at once/);
    expect(dialog).toHaveTextContent(/an administrator other than you has to review it/);
    expect(page.server.last('POST', path)).toBeUndefined();
    await page.user.click(within(dialog).getByRole('button', { name: 'Open the sessions' }));
    expect(await within(dialog).findByText(/3 sessions of this patient are open to you until/)).toBeVisible();
    expect(fireEvent(window, new Event('beforeunload', { cancelable: true }))).toBe(true);
    expect(page.server.last('POST', path)?.body).toEqual({
      identifier: 'NFC-2041',
      date_of_birth: '1984-05-17',
      reason: 'Collapsed, allergies needed',
    });
    await page.user.click(within(dialog).getByRole('link', { name: 'Show the sessions' }));
    await waitFor(() => expect(page.router.state.location.search).toEqual({ clinician: 'all' }));
  });

  it('is ended before its hour is over by who opened it', async () => {
    const page = open({ [`POST ${path}`]: opened, [`DELETE ${path}/emg_9`]: { status: 204 } });
    const dialog = await fill(page);
    await page.user.click(within(dialog).getByRole('button', { name: 'Open the sessions' }));
    await page.user.click(await within(dialog).findByRole('button', { name: 'End now: this access' }));
    await waitFor(() => expect(page.server.last('DELETE', `${path}/emg_9`)).toBeDefined());
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('says so when the reason cannot be read', async () => {
    const items = [{ ...waitingAccess, reason: null }];
    asReviewer({ [`GET ${path}`]: ok({ items, next_cursor: null }) });
    expect(await screen.findByText('The reason cannot be read')).toBeVisible();
  });

  it('is ended by a reviewer while it is open', async () => {
    const items = [{ ...waitingAccess, can_end: true }, overdueAccess];
    const page = asReviewer({
      [`GET ${path}`]: ok({ items, next_cursor: null }),
      [`DELETE ${path}/emg_1`]: { status: 204 },
    });
    const ends = await screen.findAllByRole('button', { name: /^End now: the access of/ });
    expect(ends).toHaveLength(1);
    await page.user.click(ends[0] as HTMLElement);
    await waitFor(() => expect(page.server.last('DELETE', `${path}/emg_1`)).toBeDefined());
  });

  it('leaves the focus at its row once it is ended', async () => {
    const page = asReviewer({
      [`GET ${path}`]: ok({ items: [{ ...waitingAccess, can_end: true }], next_cursor: null }),
    });
    page.server.set(`DELETE ${path}/emg_1`, () => {
      page.server.set(`GET ${path}`, ok({ items: [waitingAccess], next_cursor: null }));
      return { status: 204 };
    });
    const end = await screen.findByRole('button', { name: /^End now: the access of/ });
    const row = end.closest('li');
    await page.user.click(end);
    await waitFor(() => expect(end).not.toBeInTheDocument());
    await waitFor(() => expect(row).toHaveFocus());
  });

  it('keeps what was typed when nobody matches', async () => {
    const page = open({ [`POST ${path}`]: nobody });
    const dialog = await fill(page);
    await page.user.click(within(dialog).getByRole('button', { name: 'Open the sessions' }));
    expect(await within(dialog).findByText(/No session matches this identifier/)).toBeVisible();
    expect(within(dialog).getByLabelText(/Identifier of the patient/)).toHaveValue('NFC-2041');
  });

  it('leads to the sessions when its first answer was lost, claims no match, and can be sent again', async () => {
    const page = open({ [`POST ${path}`]: problem(409, 'not_replayable') });
    const dialog = await fill(page);
    const key = () => page.server.last('POST', path)?.headers.get('Idempotency-Key');
    await page.user.click(within(dialog).getByRole('button', { name: 'Open the sessions' }));
    const lost = await within(dialog).findByRole('alert', { name: 'The answer was lost' });
    expect(within(lost).getByRole('link', { name: 'Show the sessions' })).toBeVisible();
    expect(dialog).not.toHaveTextContent(/No session matches|of this patient/);
    const first = key();
    page.server.set(`POST ${path}`, nobody);
    await page.user.click(within(dialog).getByRole('button', { name: 'Open the sessions' }));
    expect(await within(dialog).findByText(/No session matches this identifier/)).toBeVisible();
    expect(key()).not.toBe(first);
  });

  it('asks for nothing without a reason', async () => {
    const page = open({ [`POST ${path}`]: opened });
    const dialog = await fill(page);
    await page.user.clear(within(dialog).getByLabelText(/Reason/));
    await page.user.click(within(dialog).getByRole('button', { name: 'Open the sessions' }));
    expect(await within(dialog).findByText(/Say why the sessions have to be opened now/)).toBeVisible();
    expect(page.server.last('POST', path)).toBeUndefined();
  });

  it('asks for a day of the calendar as the date of birth', async () => {
    const page = open({ [`POST ${path}`]: opened });
    const dialog = await fill(page);
    fireEvent.change(within(dialog).getByLabelText(/Date of birth/), { target: { value: '19840-05-17' } });
    await page.user.click(within(dialog).getByRole('button', { name: 'Open the sessions' }));
    expect(await within(dialog).findByText('Enter the date of birth.')).toBeVisible();
    expect(page.server.last('POST', path)).toBeUndefined();
  });

  it('says when it was tried too often', async () => {
    const page = open({ [`POST ${path}`]: problem(429, 'throttled') });
    const dialog = await fill(page);
    await page.user.click(within(dialog).getByRole('button', { name: 'Open the sessions' }));
    expect(await within(dialog).findByText(/Too many attempts\. Wait/)).toBeVisible();
  });

  it('offers nothing where the team has not enabled it, says why, and is not in the navigation', async () => {
    const why = {
      rule: 'emergency_access_off',
      explanation: 'The team has not enabled emergency access.',
      remedy: { text: 'It can be enabled in the team settings.', who: ['administrator'], action: null },
    };
    open({
      [`GET ${team}`]: ok(clinic.team, '"1"'),
      'POST /access/v1/evaluation': ok({ decision: false, context: { ...why, grant: null, at: null } }),
    });
    expect(await screen.findByText(/The team has not enabled emergency access\. It can be/)).toBeVisible();
    expect(screen.queryByRole('button', { name: "Open a patient's sessions" })).toBeNull();
    expect(screen.getByRole('link', { name: 'Open team settings' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Emergency access' })).toBeNull();
  });
});

describe('the review queue', () => {
  it('is not asked for by who does not review', async () => {
    const { server } = open();
    await screen.findByRole('button', { name: "Open a patient's sessions" });
    expect(server.last('GET', path)).toBeUndefined();
  });

  it('stays in the navigation with its number while reviews wait, also when the setting is off', async () => {
    const { server, user } = asReviewer({
      [`GET ${team}`]: ok({ ...clinic.team, reviews_waiting: 2 }, '"1"'),
    });
    const link = await screen.findByRole('link', { name: /^Emergency access/ });
    expect(within(link).getByLabelText('2 reviews to do')).toBeVisible();
    server.set(`GET ${team}`, ok({ ...clinic.team, reviews_waiting: 0 }, '"1"'));
    server.set(`POST ${path}/emg_1/review`, ok({ ...waitingAccess, allowed_actions: [] }));
    await user.click(await screen.findByRole('button', { name: 'Review the access of Ben Whitfield' }));
    await user.click(await screen.findByRole('radio', { name: 'Justified' }));
    await user.click(screen.getByRole('button', { name: 'Record the review' }));
    await waitFor(() => expect(screen.queryByRole('link', { name: /^Emergency access/ })).toBeNull());
  });

  it('shows when each review is due, what is overdue, and what was said', async () => {
    asReviewer();
    const rows = within(await screen.findByRole('region', { name: 'Reviews' })).getAllByRole('listitem');
    expect(rows[0]).toHaveTextContent(/Ben Whitfield.*3 sessions.*collapsed.*Review is due by/);
    expect(rows[1]).toHaveTextContent(/Overdue.*Review was due by.*another administrator has to do it/);
    expect(rows[2]).toHaveTextContent(/Not justified: Ada Okafor.*The clinician on duty was reachable/);
    expect(screen.getAllByRole('button', { name: /^Review the access of/ })).toHaveLength(1);
  });

  it('records a verdict with a comment, and not without one', async () => {
    const review = `${path}/emg_1/review`;
    const { server, user } = asReviewer({
      [`POST ${review}`]: ok({ ...waitingAccess, allowed_actions: [] }),
    });
    await user.click(await screen.findByRole('button', { name: 'Review the access of Ben Whitfield' }));
    const dialog = await screen.findByRole('dialog', { name: 'Review' });
    await user.click(within(dialog).getByRole('button', { name: 'Record the review' }));
    expect(await within(dialog).findByText('Choose one.')).toBeVisible();
    expect(server.last('POST', review)).toBeUndefined();
    await user.click(within(dialog).getByRole('radio', { name: 'Justified' }));
    await user.type(within(dialog).getByLabelText('Comment'), 'Right.');
    await user.click(within(dialog).getByRole('button', { name: 'Record the review' }));
    await waitFor(() =>
      expect(server.last('POST', review)?.body).toEqual({ verdict: 'justified', comment: 'Right.' }),
    );
  });

  it('is not asked for by who holds no review, since that would be a refused attempt', async () => {
    const { server } = open();
    expect(await screen.findByRole('button', { name: "Open a patient's sessions" })).toBeVisible();
    expect(server.asked.filter((asked) => asked.path === path)).toEqual([]);
  });
});
