import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { deviceName } from '@/features/account/components/device-name';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';

describe('the account page', () => {
  it('sets up two-factor sign-in in three steps', async () => {
    const server = new FakeServer({
      'POST /api/v1/auth/mfa/totp': ok({
        secret: 'JBSWY3DP',
        otpauth_uri: 'otpauth://totp/x',
        qr_svg: '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      }),
      'POST /api/v1/auth/mfa/totp/confirm': ok({ recovery_codes: ['aaaa-bbbb', 'cccc-dddd'] }),
    });
    const { user } = openPage('/account', server);
    await user.click(await screen.findByRole('button', { name: 'Set up' }));
    await user.type(await screen.findByLabelText('Your password'), 'correct horse battery');
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    const code = await screen.findByRole('img', { name: 'QR code for the authenticator app' });
    expect(code).toHaveAttribute('src', expect.stringMatching(/^data:image\/svg\+xml,%3Csvg/));
    expect(code.tagName).toBe('IMG');
    await user.type(screen.getByLabelText('Code'), '123456');
    await user.click(screen.getByRole('button', { name: 'Turn on' }));
    expect(await screen.findByText('cccc-dddd')).toBeVisible();
  });

  it('ends another login but not the one in use', async () => {
    const server = new FakeServer({ 'DELETE /api/v1/auth/logins/*': { status: 204 } });
    const { user } = openPage('/account', server);
    expect(await screen.findByText('This browser')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'End the login on Safari on iOS' }));
    await waitFor(() => expect(server.last('DELETE', '/api/v1/auth/logins/lgn_2')).toBeDefined());
  });

  it('says why an owner cannot delete the account', async () => {
    const server = new FakeServer({
      'DELETE /api/v1/me': problem(409, 'owns_team', { detail: 'you own `Northside Family Clinic`' }),
    });
    const { user } = openPage('/account', server);
    await user.click(await screen.findByRole('button', { name: 'Delete my account' }));
    await user.type(await screen.findByLabelText('Your password'), 'correct horse battery');
    await user.click(screen.getByRole('button', { name: 'Delete account' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('You own Northside Family Clinic.');
  });
});

describe('device names', () => {
  it('come from the user agent and never fail', () => {
    expect(deviceName(clinic.logins[0]?.user_agent ?? null)).toBe('Firefox on Linux');
    expect(deviceName(null)).toBe('Unknown device');
  });
});
