import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { endOfLocalDay, startOfLocalDay } from '@/lib/dates';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';
import { delegation } from '@/testing/sharing';
import { teamAddress } from '@/testing/workspace';

const address = `/teams/${clinic.team.id}/sessions/delegations`;
const path = `${teamAddress}/delegations`;
const permitted = { 'POST /access/v1/evaluation': ok({ decision: true }) };
const me = { id: clinic.ada.id, name: clinic.ada.name ?? '' };

function listed(...items: object[]) {
  return { [`GET ${path}`]: ok({ items, next_cursor: null }) };
}

function open(changes: ConstructorParameters<typeof FakeServer>[0] = {}) {
  const server = new FakeServer({ ...permitted, ...changes });
  return { server, ...openPage(address, server) };
}

async function openForm(changes: ConstructorParameters<typeof FakeServer>[0] = {}) {
  const opened = open(changes);
  const button = () => screen.getByRole('button', { name: 'Let an assistant work on my sessions' });
  await waitFor(() => expect(button()).not.toHaveAttribute('aria-disabled'));
  await opened.user.click(button());
  const dialog = await screen.findByRole('dialog');
  return { dialog, ...opened };
}

async function fill({ user, dialog }: Awaited<ReturnType<typeof openForm>>, from: string, to: string) {
  await user.click(within(dialog).getByRole('combobox', { name: 'Assistant' }));
  await user.click(await screen.findByRole('option', { name: 'Chloé Marchetti' }));
  fireEvent.change(within(dialog).getByLabelText(/First day/), { target: { value: from } });
  fireEvent.change(within(dialog).getByLabelText(/Last day/), { target: { value: to } });
  await user.click(within(dialog).getByRole('button', { name: 'Delegate' }));
}

describe('the delegations page', () => {
  it('is reached from the sessions', async () => {
    const { user, router } = openPage(`/teams/${clinic.team.id}/sessions`, new FakeServer());
    await user.click(await screen.findByRole('link', { name: 'Delegations' }));
    expect(await screen.findByRole('heading', { name: 'Delegations' })).toBeVisible();
    expect(router.state.location.pathname).toBe(address);
  });

  it('says that there is none', async () => {
    open();
    expect(await screen.findByRole('heading', { name: 'No delegations' })).toBeVisible();
  });

  it('shows those given and those received, with whole days and the state', async () => {
    open(
      listed(
        delegation({ id: 'del_1' }),
        delegation({ id: 'del_2', state: 'planned' }),
        delegation({ id: 'del_3', state: 'over', allowed_actions: [] }),
        delegation({
          id: 'del_4',
          state: 'ended',
          allowed_actions: [],
          clinician: { id: clinic.ben.id, name: 'Ben Whitfield' },
          assistant: me,
        }),
      ),
    );
    const given = await screen.findByRole('region', { name: 'Work on my sessions' });
    const [inForce, planned, over] = within(given).getAllByRole('listitem');
    expect(inForce).toHaveTextContent(/Chloé MarchettiFrom .*14.*2026 until the end of .*20.*2026In force/);
    expect(planned).toHaveTextContent('Planned');
    expect(over).toHaveTextContent('Over');
    expect(within(over as HTMLElement).queryByRole('button')).toBeNull();
    const received = screen.getByRole('region', { name: 'I work on their sessions' });
    expect(within(received).getByRole('listitem')).toHaveTextContent(/Ben Whitfield.*Ended early/);
  });

  it('loads further pages', async () => {
    const { user } = open({
      [`GET ${path}`]: ({ search }) =>
        search.get('cursor') === 'next'
          ? ok({ items: [delegation({ id: 'del_2', state: 'over' })], next_cursor: null })
          : ok({ items: [delegation({})], next_cursor: 'next' }),
    });
    const more = await screen.findByRole('button', { name: 'Load more' });
    const received = screen.getByRole('region', { name: 'I work on their sessions' });
    expect(received).toHaveTextContent('None of those loaded so far.');
    await user.click(more);
    await waitFor(() => expect(received).toHaveTextContent('No clinician has let you work on sessions.'));
    expect(await screen.findByText('Over')).toBeVisible();
    expect(screen.getByText('In force')).toBeVisible();
  });

  it('says why nobody can be chosen when we may not delegate', async () => {
    const { user } = open({
      'POST /access/v1/evaluation': ok({ decision: false, context: { ...clinic.noGrant, grant: null } }),
    });
    const button = await screen.findByRole('button', { name: 'Let an assistant work on my sessions' });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    await user.hover(button);
    await waitFor(() => expect(screen.getByRole('tooltip')).toHaveTextContent(clinic.noGrant.explanation));
  });
});

describe('delegating', () => {
  it('asks for members with the role of an assistant', async () => {
    const { server, dialog, user } = await openForm();
    await user.click(within(dialog).getByRole('combobox', { name: 'Assistant' }));
    await waitFor(() =>
      expect(
        server.asked.some(
          (asked) => asked.path === `${teamAddress}/members` && asked.search.get('role') === 'assistant',
        ),
      ).toBe(true),
    );
  });

  it('says what the assistant gains, in the words of the roles', async () => {
    const { dialog } = await openForm();
    const gains = await within(dialog).findByRole('list', { name: 'The assistant gains' });
    expect(gains).toHaveTextContent('Work on the sessions of a clinician who has delegated to them');
  });

  it('turns the local days into instants, the last day included', async () => {
    const opened = await openForm();
    await fill(opened, '2027-03-01', '2027-03-05');
    await waitFor(() =>
      expect(opened.server.last('POST', path)?.body).toEqual({
        assistant: 'mem_chloe',
        from: startOfLocalDay('2027-03-01'),
        to: endOfLocalDay('2027-03-05'),
      }),
    );
    expect(opened.server.last('POST', path)?.headers.get('Idempotency-Key')).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('refuses days in the wrong order at their field', async () => {
    const opened = await openForm();
    await fill(opened, '2027-03-05', '2027-03-01');
    expect(await within(opened.dialog).findByText('The last day is not before the first.')).toBeVisible();
    expect(opened.server.last('POST', path)).toBeUndefined();
  });

  it('refuses days of no calendar at their fields', async () => {
    const opened = await openForm();
    await fill(opened, '20267-03-01', '20267-03-05');
    expect(await within(opened.dialog).findByText('Choose the first day.')).toBeVisible();
    expect(within(opened.dialog).getByText('Choose the last day.')).toBeVisible();
    expect(opened.server.last('POST', path)).toBeUndefined();
  });

  it('puts what the server refuses at its field', async () => {
    const opened = await openForm({
      [`POST ${path}`]: problem(422, 'invalid', {
        errors: [
          { pointer: '/assistant', detail: 'expected another active member with the role `assistant`' },
        ],
      }),
    });
    await fill(opened, '2027-03-01', '2027-03-05');
    expect(
      await within(opened.dialog).findByText('Expected another active member with the role assistant.'),
    ).toBeVisible();
  });
});

describe('ending a delegation', () => {
  it('asks first, then ends it', async () => {
    const { server, user } = open(listed(delegation({})));
    await user.click(await screen.findByRole('button', { name: 'End the delegation with Chloé Marchetti' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Chloé Marchetti does not work on your sessions any more');
    expect(server.last('DELETE', `${path}/del_1`)).toBeUndefined();
    await user.click(within(dialog).getByRole('button', { name: 'End delegation' }));
    await waitFor(() => expect(server.last('DELETE', `${path}/del_1`)).toBeDefined());
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('is for the assistant too, in words for the assistant', async () => {
    const received = delegation({
      clinician: { id: clinic.ben.id, name: 'Ben Whitfield' },
      assistant: me,
      allowed_actions: ['delegation.end'],
    });
    const { user } = open(listed(received));
    await user.click(await screen.findByRole('button', { name: 'End the delegation with Ben Whitfield' }));
    expect(await screen.findByRole('dialog')).toHaveTextContent(
      'You do not work on the sessions of Ben Whitfield any more',
    );
  });

  it('says so when it is over already', async () => {
    const { user } = open({
      ...listed(delegation({})),
      [`DELETE ${path}/del_1`]: problem(409, 'delegation_over', {
        detail: 'this delegation has ended already',
      }),
    });
    await user.click(await screen.findByRole('button', { name: /End the delegation/ }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'End delegation' }));
    expect(await within(dialog).findByText('This delegation has ended already.')).toBeVisible();
  });
});
