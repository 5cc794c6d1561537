import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';

const address = '/invitations/tok_1';
const path = '/api/v1/invitations/tok_1';
const joined = {
  user: clinic.user,
  team: { id: clinic.team.id, name: clinic.team.name },
  member: clinic.ada.id,
};

function server(view: Partial<typeof clinic.invitation>): FakeServer {
  return new FakeServer({
    'GET /api/v1/me': ok(clinic.nobody),
    [`GET ${path}`]: ok({ ...clinic.invitation, ...view }),
  });
}

function accepting(fake: FakeServer): void {
  fake.set(`POST ${path}/accept`, () => {
    fake.set('GET /api/v1/me', ok(clinic.me));
    return ok(joined);
  });
}

describe('an invitation', () => {
  it('consumes nothing when it is opened', async () => {
    const fake = server({});
    openPage(address, fake);
    expect(await screen.findByRole('heading', { name: 'Join Northside Family Clinic' })).toBeVisible();
    expect(fake.asked.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('is accepted by a new account with name and password, and opens the team', async () => {
    const fake = server({ account: 'new' });
    accepting(fake);
    const { user, router } = openPage(address, fake);
    await user.type(await screen.findByLabelText('Your name'), 'Devika Raman');
    await user.type(screen.getByLabelText('Choose a password'), 'correct horse battery');
    await user.click(screen.getByRole('button', { name: 'Accept and join' }));
    await waitFor(() => expect(router.state.location.pathname).toBe(`/teams/${clinic.team.id}/members`));
    expect(fake.last('POST', `${path}/accept`)?.body).toEqual({
      name: 'Devika Raman',
      password: 'correct horse battery',
    });
  });

  it('is accepted by an existing account right after it signed in', async () => {
    const fake = server({ account: 'verified' });
    fake.set('POST /api/v1/auth/login', ok({ user: clinic.user }));
    accepting(fake);
    const { user, router } = openPage(address, fake);
    await user.type(await screen.findByLabelText('Password'), 'correct horse battery');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await waitFor(() => expect(router.state.location.pathname).toBe(`/teams/${clinic.team.id}/members`));
  });

  it('says so when somebody else is signed in, and offers to switch', async () => {
    const fake = server({ account: 'signed_in_as_other', signed_in_email: 'eve@elsewhere.example' });
    const { user } = openPage(address, fake);
    expect(await screen.findByText(/You are signed in as eve@elsewhere\.example/)).toBeVisible();
    fake.set(`GET ${path}`, ok({ ...clinic.invitation, account: 'new' }));
    await user.click(screen.getByRole('button', { name: 'Sign out and use the invited address' }));
    expect(await screen.findByLabelText('Choose a password')).toBeVisible();
    expect(fake.last('POST', `${path}/accept`)).toBeUndefined();
  });

  it('can be declined with a reason', async () => {
    const fake = server({});
    fake.set(`POST ${path}/decline`, { status: 204 });
    const { user } = openPage(address, fake);
    await user.click(await screen.findByRole('button', { name: 'Decline' }));
    await user.type(screen.getByLabelText('Reason (optional)'), 'Wrong person');
    await user.click(screen.getByRole('button', { name: 'Decline the invitation' }));
    expect(await screen.findByText(/You have declined/)).toBeVisible();
    expect(fake.last('POST', `${path}/decline`)?.body).toEqual({ reason: 'Wrong person' });
  });

  it('leads the member who accepted it into the team', async () => {
    openPage(address, server({ status: 'accepted', team: { id: clinic.team.id, name: clinic.team.name } }));
    const link = await screen.findByRole('link', { name: 'Open the team' });
    expect(link).toHaveAttribute('href', `/teams/${clinic.team.id}/members`);
  });

  it.each([
    ['invitation_used', /accepted already/],
    ['invitation_expired', /has run out/],
    ['invitation_revoked', /was withdrawn/],
  ])('explains %s', async (code, text) => {
    openPage(address, new FakeServer({ [`GET ${path}`]: problem(410, code) }));
    expect(await screen.findByText(text)).toBeVisible();
  });
});
