import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';

function meWith(part: Partial<(typeof clinic.me.memberships)[number]>): FakeServer {
  const membership = { ...clinic.me.memberships[0], ...part };
  return new FakeServer({ 'GET /api/v1/me': ok({ ...clinic.me, memberships: [membership] }) });
}

async function links() {
  const navigation = await screen.findByRole('navigation', { name: 'Main' });
  return within(navigation)
    .getAllByRole('link')
    .map((link) => link.textContent)
    .filter((text) => text !== '');
}

describe('the shell', () => {
  it('links to the pages that the server opens and to no other', async () => {
    openPage('/account', meWith({ allowed_actions: ['team.read', 'audit.read'] }));
    await waitFor(async () =>
      expect(await links()).toEqual(['Sessions', 'Templates', 'Team', 'API keys', 'Audit', 'Account']),
    );
  });

  it('says so when there is no team yet, and offers to create one', async () => {
    const server = new FakeServer({
      'GET /api/v1/me': ok({ ...clinic.me, memberships: [] }),
      'GET /api/v1/teams': ok({ items: [], next_cursor: null }),
    });
    const { user } = openPage('/', server);
    expect(await screen.findByRole('heading', { name: 'You are in no team yet' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Create team' }));
    expect(await screen.findByRole('heading', { name: 'Create team' })).toBeVisible();
  });

  it('warns of a development clock', async () => {
    const server = new FakeServer({
      'GET /api/v1/me': ok({ ...clinic.me, dev_clock: true }),
      'GET /dev/clock': ok({ now: '2030-01-01T00:00:00Z' }),
    });
    openPage('/account', server);
    expect(await screen.findByText(/Development clock: it is .*20(29|30)/)).toBeVisible();
  });

  it('says so inside its one frame when only a part of the address is unknown', async () => {
    openPage(`/teams/${clinic.team.id}/nowhere`, new FakeServer());
    expect(await screen.findByRole('heading', { name: 'Not found' })).toBeVisible();
    expect(screen.getAllByRole('main')).toHaveLength(1);
    expect(screen.getByRole('link', { name: 'Go to your team' })).toBeVisible();
  });

  it("leads on from a team that is not the reader's", async () => {
    const server = new FakeServer({ [`GET /api/v1/teams/${clinic.team.id}`]: problem(404, 'not_found') });
    openPage(`/teams/${clinic.team.id}/members`, server);
    expect(await screen.findByRole('alert')).toHaveTextContent('Not found');
    expect(screen.getByRole('link', { name: 'Your teams' })).toHaveAttribute('href', '/teams');
  });

  it('says that an unknown address leads nowhere', async () => {
    openPage('/nowhere', new FakeServer());
    expect(await screen.findByRole('heading', { name: 'Not found' })).toBeVisible();
  });
});
