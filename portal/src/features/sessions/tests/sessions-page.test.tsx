import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';
import { session, sessions, teamAddress, viewable } from '@/testing/workspace';

const address = `/teams/${clinic.team.id}/sessions`;
const path = `${teamAddress}/sessions`;

function list(part: object) {
  return ok({ items: sessions, why_not_all: null, next_cursor: null, ...part });
}

async function fillPatient(user: ReturnType<typeof openPage>['user']) {
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'New session' })).not.toHaveAttribute('aria-disabled'),
  );
  await user.click(screen.getByRole('button', { name: 'New session' }));
  const dialog = await screen.findByRole('dialog', { name: 'New session' });
  await user.type(within(dialog).getByLabelText('Patient'), 'Mia Lindgren');
  return dialog;
}

describe('the sessions page', () => {
  it('opens with the own sessions and switches to all', async () => {
    const server = new FakeServer();
    const { user } = openPage(address, server);
    expect(await screen.findByRole('link', { name: /Mia Lindgren/ })).toBeVisible();
    expect(screen.queryByText('Ivy Chen')).not.toBeInTheDocument();
    await user.click(screen.getByRole('radio', { name: 'All' }));
    const colleagues = await screen.findByRole('link', { name: /Ivy Chen/ });
    expect(colleagues).toHaveTextContent('Ben Whitfield');
  });

  it('says why colleagues are not shown, and leads to where that is changed', async () => {
    const why = {
      rule: 'session_view_off',
      explanation: 'Session View is switched off in this team.',
      remedy: {
        text: 'An administrator can switch it on.',
        who: ['administrator'],
        action: 'team.session_view.update',
      },
    };
    const server = new FakeServer({
      [`GET ${path}`]: list({ items: [], why_not_all: why }),
      [`GET ${teamAddress}`]: ok({ ...clinic.team, allowed_actions: ['team.session_view.update'] }, '"1"'),
    });
    openPage(`${address}?clinician=all`, server);
    const reason = await screen.findByRole('note', { name: /not shown/ });
    expect(reason).toHaveTextContent('Session View is switched off in this team.');
    expect(within(reason).getByRole('link', { name: 'Open team settings' })).toBeVisible();
  });

  it('searches on the server and keeps the name of the patient out of the address', async () => {
    const server = new FakeServer();
    const { user, router } = openPage(address, server);
    await user.type(await screen.findByRole('searchbox', { name: 'Search sessions' }), 'tom');
    await waitFor(() => expect(screen.queryByText('Mia Lindgren')).not.toBeInTheDocument());
    expect(screen.getByText('Tomás Aguirre')).toBeVisible();
    expect(router.state.location.href).not.toContain('tom');
  });

  it('shows those of one status, which stands in the address', async () => {
    const server = new FakeServer();
    const { user, router } = openPage(address, server);
    await screen.findByRole('link', { name: /Mia Lindgren/ });
    await user.click(screen.getByRole('combobox', { name: 'Filter by status' }));
    await user.click(await screen.findByRole('option', { name: 'Completed' }));
    await waitFor(() => expect(screen.queryByText('Mia Lindgren')).not.toBeInTheDocument());
    expect(await screen.findByRole('link', { name: /Tomás Aguirre/ })).toBeVisible();
    expect(server.last('GET', path)?.search.get('status')).toBe('completed');
    expect(router.state.location.search).toMatchObject({ status: 'completed' });
  });

  it('says which words find a patient', async () => {
    openPage(address, new FakeServer());
    expect(await screen.findByRole('searchbox', { name: 'Search sessions' })).toHaveAccessibleDescription(
      'Three letters or more of a name, or the whole identifier or date of birth',
    );
  });

  it('does not show the sessions of before while those of others are loaded', async () => {
    const server = new FakeServer();
    openPage(address, server);
    await screen.findByRole('link', { name: /Mia Lindgren/ });
    server.holdBack();
    fireEvent.click(screen.getByRole('radio', { name: 'All' }));
    expect(await screen.findByRole('status', { name: 'Loading the sessions' })).toBeVisible();
    expect(screen.queryByRole('link', { name: /Mia Lindgren/ })).not.toBeInTheDocument();
    server.letGo();
    expect(await screen.findByRole('link', { name: /Ivy Chen/ })).toBeVisible();
  });

  it('asks before Escape drops what was typed into a new session', async () => {
    const { user } = openPage(address, new FakeServer());
    const dialog = await fillPatient(user);
    await user.keyboard('{Escape}');
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('Discard what you changed?');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Go on writing' }));
    expect(within(dialog).getByLabelText('Patient')).toHaveValue('Mia Lindgren');
    await user.keyboard('{Escape}');
    fireEvent.click(await within(dialog).findByRole('button', { name: 'Discard it' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('says that there is no session yet', async () => {
    openPage(address, new FakeServer({ [`GET ${path}`]: list({ items: [] }) }));
    expect(await screen.findByRole('heading', { name: 'No sessions yet' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Show all that you can open' })).toBeVisible();
  });

  it('shows a failure and tries again', async () => {
    const server = new FakeServer({ [`GET ${path}`]: problem(503, 'unavailable') });
    const { user } = openPage(address, server);
    await screen.findByRole('alert');
    server.set(`GET ${path}`, list({}));
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Mia Lindgren')).toBeVisible();
  });

  it('loads further pages', async () => {
    const server = new FakeServer({
      [`GET ${path}`]: ({ search }) =>
        search.has('cursor')
          ? list({ items: sessions.slice(1, 2) })
          : list({ items: sessions.slice(0, 1), next_cursor: 'next' }),
    });
    const { user } = openPage(address, server);
    await user.click(await screen.findByRole('button', { name: 'Load more' }));
    expect(await screen.findByText('Tomás Aguirre')).toBeVisible();
    expect(screen.getByText('Mia Lindgren')).toBeVisible();
  });

  it('tells clinicians who can read their sessions', async () => {
    openPage(address, new FakeServer({ [`GET ${teamAddress}/session-view`]: ok(viewable) }));
    expect(await screen.findByRole('note', { name: 'Session View' })).toHaveTextContent(
      'Ben Whitfield can read the notes and documents of your sessions, not the transcripts.',
    );
  });
});

describe('a new session', () => {
  it('says in which zone it begins', async () => {
    const { user } = openPage(address, new FakeServer());
    const dialog = await fillPatient(user);
    expect(within(dialog).getByLabelText('Begins')).toHaveAccessibleDescription(/^In your time zone, .+\.$/);
  });

  it('that was created already is said to be in the list', async () => {
    const { user } = openPage(address, new FakeServer({ [`POST ${path}`]: problem(409, 'not_replayable') }));
    const dialog = await fillPatient(user);
    await user.click(within(dialog).getByRole('radio', { name: 'Plan for later' }));
    await user.click(within(dialog).getByRole('button', { name: 'Create session' }));
    expect(await screen.findByText('The session was created already. It is in the list.')).toBeVisible();
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('begins at a time of the calendar, else its field says so', async () => {
    const server = new FakeServer();
    const { user } = openPage(address, server);
    const dialog = await fillPatient(user);
    await user.click(within(dialog).getByRole('radio', { name: 'Plan for later' }));
    const begins = within(dialog).getByLabelText('Begins');
    expect(begins).toHaveAttribute('max', '9999-12-31T23:59');
    fireEvent.change(begins, { target: { value: '20267-01-05T09:00' } });
    await user.click(within(dialog).getByRole('button', { name: 'Create session' }));
    expect(await within(dialog).findByText('Enter when the session begins.')).toBeVisible();
    expect(server.last('POST', path)).toBeUndefined();
  });

  it('is not started before the patient has consented', async () => {
    const server = new FakeServer();
    const { user } = openPage(address, server);
    const dialog = await fillPatient(user);
    await within(dialog).findByText('May we record this consultation to write your notes?');
    await user.click(within(dialog).getByRole('button', { name: 'Create session' }));
    expect(await within(dialog).findByText(/Ask the patient first/)).toBeVisible();
    expect(server.last('POST', path)).toBeUndefined();
    await user.click(within(dialog).getByRole('checkbox', { name: 'The patient has consented' }));
    await user.click(within(dialog).getByRole('button', { name: 'Create session' }));
    expect(await screen.findByRole('heading', { name: session.patient.name })).toBeVisible();
    expect(server.last('POST', path)?.body).toMatchObject({
      patient: { name: 'Mia Lindgren' },
      status: 'in_progress',
      consent_confirmed: true,
    });
  });

  it('asks for consent when the server wants it after all', async () => {
    const server = new FakeServer({
      [`GET ${teamAddress}/session-view`]: problem(503, 'unavailable'),
      [`POST ${path}`]: problem(409, 'consent_needed', { detail: 'confirm the consent' }),
    });
    const { user } = openPage(address, server);
    const dialog = await fillPatient(user);
    await user.click(within(dialog).getByRole('button', { name: 'Create session' }));
    expect(
      await within(dialog).findByRole('checkbox', { name: 'The patient has consented' }),
    ).toBeInTheDocument();
  });

  it('can be planned without consent', async () => {
    const server = new FakeServer();
    const { user } = openPage(address, server);
    const dialog = await fillPatient(user);
    await user.click(within(dialog).getByRole('radio', { name: 'Plan for later' }));
    await user.click(within(dialog).getByRole('button', { name: 'Create session' }));
    await waitFor(() => expect(server.last('POST', path)?.body).toMatchObject({ status: 'draft' }));
  });

  it('is made by an assistant for the clinician who has delegated', async () => {
    const delegation = {
      id: 'del_1',
      clinician: { id: clinic.ben.id, name: clinic.ben.name },
      assistant: { id: clinic.ada.id, name: clinic.ada.name },
      state: 'in_force',
    };
    const server = new FakeServer({
      [`GET ${teamAddress}/delegations`]: ({ search }) => {
        if (search.get('only') !== 'received_in_force') return ok({ items: [], next_cursor: null });
        return search.has('cursor')
          ? ok({ items: [delegation], next_cursor: null })
          : ok({ items: [], next_cursor: 'next' });
      },
      'POST /access/v1/evaluation': ok({ decision: false }),
    });
    const { user } = openPage(address, server);
    const dialog = await fillPatient(user);
    await user.click(within(dialog).getByRole('radio', { name: 'Plan for later' }));
    await user.click(within(dialog).getByRole('button', { name: 'Create session' }));
    await waitFor(() => expect(server.last('POST', path)?.body).toMatchObject({ clinician: clinic.ben.id }));
  });
});
