import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';

const address = `/teams/${clinic.team.id}/members`;
const team = `/api/v1/teams/${clinic.team.id}`;

async function openDialog(server: FakeServer) {
  const opened = openPage(address, server);
  await opened.user.click(await screen.findByRole('button', { name: 'Add team member' }));
  return { ...opened, email: await screen.findByRole('textbox', { name: 'E-mail address' }) };
}

describe('adding members', () => {
  it('shows the price before Save and adds one member with that quote', async () => {
    const server = new FakeServer();
    const { user, email } = await openDialog(server);
    expect(await screen.findByText(/542\.13 for the rest of the term, until March 1, 2027/)).toBeVisible();
    await user.type(email, 'hana@northside.example');
    await user.type(screen.getByRole('textbox', { name: 'Title (optional)' }), 'Nurse');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(server.last('POST', `${team}/members`)).toBeDefined());
    const asked = server.last('POST', `${team}/members`);
    expect(asked?.body).toEqual({
      email: 'hana@northside.example',
      roles: ['clinician'],
      title: 'Nurse',
      quote: clinic.quote.id,
    });
    expect(asked?.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f]{32}$/);
    expect(await screen.findByText('hana@northside.example is invited.')).toBeVisible();
  });

  it('asks before Escape drops an address that was only begun', async () => {
    const { user, email } = await openDialog(new FakeServer());
    await user.type(email, 'hana@northside');
    await user.keyboard('{Escape}');
    expect(await screen.findByText('Discard what you changed?')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Go on writing' }));
    expect(screen.getByRole('dialog', { name: 'Add team member' })).toBeVisible();
    expect(screen.queryByText('Discard what you changed?')).toBeNull();
    expect(email).toHaveFocus();
    await user.keyboard('.example');
    expect(email).toHaveValue('hana@northside.example');
  });

  it('has no banner of its own', async () => {
    await openDialog(new FakeServer());
    const dialog = screen.getByRole('dialog', { name: 'Add team member' });
    expect(within(dialog).queryByRole('banner')).toBeNull();
  });

  it('groups the roles in two families with their sentences', async () => {
    const { user } = await openDialog(new FakeServer());
    expect(await screen.findByRole('group', { name: 'Admin roles' })).toBeVisible();
    expect(screen.getByRole('group', { name: 'Clinician roles' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: '2 permissions of Clinician' }));
    await waitFor(() => expect(screen.getByText('Edit the transcript of own sessions')).toBeVisible());
  });

  it('puts the error of the server on the field', async () => {
    const server = new FakeServer();
    server.set(
      `POST ${team}/members`,
      problem(422, 'invalid', { errors: [{ pointer: '/email', detail: 'is not an e-mail address' }] }),
    );
    const { user, email } = await openDialog(server);
    await user.type(email, 'hana');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Is not an e-mail address.')).toBeVisible();
    expect(email).toHaveAttribute('aria-invalid', 'true');
  });

  it('shows the price of the good rows when several are typed', async () => {
    const server = new FakeServer();
    const results = [
      { row: 1, email: 'a@x.example', status: 'created' },
      { row: 2, email: 'b@x.example', status: 'rejected', errors: [{ pointer: '/email', detail: 'taken' }] },
    ];
    const price = { ...clinic.quote, amount_minor: 12345 };
    server.set(`POST ${team}/members/batch`, ok({ results, created: 1, rejected: 1, price }));
    const { user, email } = await openDialog(server);
    await user.type(email, 'a@x.example, b@x.example ');
    expect(await screen.findByText(/123\.45 for the rest of the term/)).toBeVisible();
  });

  it('keeps the rows that cannot be added, with the reason', async () => {
    const server = new FakeServer();
    server.set(
      `POST ${team}/members/batch`,
      ok({
        results: [
          { row: 1, email: 'a@x.example', status: 'created' },
          {
            row: 2,
            email: 'b@x.example',
            status: 'rejected',
            errors: [{ pointer: '/email', detail: 'already a member' }],
          },
        ],
        created: 1,
        rejected: 1,
      }),
    );
    const { user, email } = await openDialog(server);
    await user.type(email, 'a@x.example, b@x.example ');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('1 person invited.')).toBeVisible();
    expect(await screen.findByText(/already a member/)).toBeVisible();
    expect(screen.queryByText('a@x.example')).toBeNull();
  });
});
