import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { comeBackToTheWindow, openPage } from '@/testing/open-page';

const path = '/api/v1/auth/login';

function signedOut(): FakeServer {
  return new FakeServer({ 'GET /api/v1/me': ok(clinic.nobody) });
}

async function signIn(server: FakeServer, address = '/sign-in') {
  const opened = openPage(address, server);
  await opened.user.type(await screen.findByLabelText('E-mail address'), clinic.user.email);
  await opened.user.type(screen.getByLabelText('Password'), 'correct horse battery');
  await opened.user.click(screen.getByRole('button', { name: 'Sign in' }));
  return opened;
}

describe('signing in', () => {
  it('asks for the code in a second step when the account has a second factor', async () => {
    const server = signedOut();
    server.set(`POST ${path}`, problem(401, 'mfa_needed'));
    const { user } = await signIn(server);
    await user.type(await screen.findByLabelText('Code'), '123456');
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    await waitFor(() =>
      expect(server.last('POST', path)?.body).toEqual({
        email: clinic.user.email,
        password: 'correct horse battery',
        code: '123456',
      }),
    );
  });

  it('says no more than that address or password is not right', async () => {
    const server = signedOut();
    server.set(`POST ${path}`, problem(401, 'wrong_credentials'));
    await signIn(server);
    expect(await screen.findByRole('alert')).toHaveTextContent('E-mail address or password is not right.');
  });

  it('leads back to the page that asked for it', async () => {
    const server = signedOut();
    server.set(`POST ${path}`, () => {
      server.set('GET /api/v1/me', ok(clinic.me));
      return ok({ user: clinic.user });
    });
    const { router } = await signIn(server, '/sign-in?next=%2Faccount');
    await waitFor(() => expect(router.state.location.pathname).toBe('/account'));
  });

  it('never leads to another site', async () => {
    const server = new FakeServer();
    const { router } = openPage('/sign-in?next=%2F%2Fevil.example', server);
    await waitFor(() => expect(router.state.location.pathname).toBe(`/teams/${clinic.team.id}/members`));
  });

  it('is asked for when a page of the portal is opened signed out', async () => {
    const { router } = openPage('/account', signedOut());
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
    expect(router.state.location.search).toEqual({ next: '/account' });
  });

  it('is asked for on the next click when the login has ended elsewhere', async () => {
    const server = new FakeServer();
    const { user, router } = openPage(`/teams/${clinic.team.id}/members`, server);
    await screen.findByText('Ben Whitfield');
    const ended = problem(401, 'not_signed_in');
    server.set('GET /api/v1/auth/logins', ended);
    server.set('GET /api/v1/me', ended);
    server.set('POST /api/v1/auth/logout', () => {
      server.set('GET /api/v1/me', ok(clinic.nobody));
      return { status: 204 };
    });
    await user.click(screen.getByRole('link', { name: 'Account' }));
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
    expect(router.state.location.search).toEqual({ next: '/account' });
  });

  it('by somebody else in another window leaves nothing here that the person before had loaded', async () => {
    const server = new FakeServer();
    openPage(`/teams/${clinic.team.id}/members`, server);
    await screen.findByText('Ben Whitfield');
    server.set('GET /api/v1/me', ok({ ...clinic.me, user: { ...clinic.user, id: 'usr_o', name: 'Other' } }));
    server.set(`GET /api/v1/teams/${clinic.team.id}/members`, problem(503, 'unavailable'));
    comeBackToTheWindow();
    await screen.findByText('Other');
    await screen.findByRole('alert');
    expect(screen.queryByText('Ben Whitfield')).toBeNull();
  });

  it('by somebody else in another window is told to the next request here, which is not done for him', async () => {
    const server = new FakeServer();
    const { user } = openPage(`/teams/${clinic.team.id}/members`, server);
    await screen.findByText('Ben Whitfield');
    server.set('GET /api/v1/me', ok({ ...clinic.me, user: { ...clinic.user, id: 'usr_o', name: 'Other' } }));
    server.set('GET /api/v1/auth/logins', ({ headers }) =>
      headers.get('Rolecall-User') === 'usr_o' ? ok({ items: [] }) : problem(401, 'other_account'),
    );
    await user.click(screen.getByRole('link', { name: 'Account' }));
    await screen.findByText('Other');
    const logins = () => server.asked.filter(({ path }) => path === '/api/v1/auth/logins');
    await waitFor(() => expect(logins().at(-1)?.headers.get('Rolecall-User')).toBe('usr_o'));
    expect(logins().at(0)?.headers.get('Rolecall-User')).toBe(clinic.user.id);
    expect(server.last('GET', '/api/v1/me')?.headers.has('Rolecall-User')).toBe(false);
    expect(server.last('POST', '/api/v1/auth/logout')).toBeUndefined();
  });

  it('says that the server cannot be reached and keeps what was typed', async () => {
    const server = signedOut();
    const { user } = openPage('/sign-in', server);
    const email = await screen.findByLabelText('E-mail address');
    await user.type(email, clinic.user.email);
    await user.type(screen.getByLabelText('Password'), 'correct horse battery');
    server.disconnect();
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('The server cannot be reached.');
    expect(email).toHaveValue(clinic.user.email);
  });
});

describe('verifying an address', () => {
  it('happens only when the button is pressed', async () => {
    const server = signedOut();
    server.set(
      'POST /api/v1/auth/verify',
      problem(410, 'verification_used', { detail: 'this link was used already' }),
    );
    const { user } = openPage('/verify/tok_1', server);
    await user.type(await screen.findByLabelText('Password'), 'correct horse battery');
    expect(server.last('POST', '/api/v1/auth/verify')).toBeUndefined();
    await user.click(screen.getByRole('button', { name: 'Confirm and sign in' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('This link was used already.');
    expect(server.last('POST', '/api/v1/auth/verify')?.body).toEqual({
      token: 'tok_1',
      password: 'correct horse battery',
    });
  });
});

describe('registering', () => {
  it('leads to the page that says to check the mail', async () => {
    const server = signedOut();
    server.set('POST /api/v1/auth/register', { status: 201, body: { email: clinic.user.email } });
    const { user } = openPage('/register', server);
    await user.type(await screen.findByLabelText('Your name'), 'Ada Okafor');
    await user.type(screen.getByLabelText('E-mail address'), clinic.user.email);
    await user.type(screen.getByLabelText('Password'), 'correct horse battery');
    await user.click(screen.getByRole('button', { name: 'Create account' }));
    expect(await screen.findByRole('heading', { name: 'Check your mail' })).toBeVisible();
    expect(screen.getByText(/ada\.okafor@northside\.example/)).toBeVisible();
  });

  it('puts the objection to a password on its field', async () => {
    const server = signedOut();
    server.set(
      'POST /api/v1/auth/register',
      problem(422, 'invalid', { errors: [{ pointer: '/password', detail: 'this password is well known' }] }),
    );
    const { user } = openPage('/register', server);
    await user.click(await screen.findByRole('button', { name: 'Create account' }));
    expect(await screen.findByText('This password is well known.')).toBeVisible();
    expect(screen.getByLabelText('Password')).toHaveAttribute('aria-invalid', 'true');
  });
});
