import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { FakeServer, ok, refused } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';
import { billing, endedTrial, runningTrial, trialPreview } from '@/testing/oversight';

const address = `/teams/${clinic.team.id}/billing`;
const path = `/api/v1/teams/${clinic.team.id}/billing`;

function open(shown = billing) {
  const server = new FakeServer({ [`GET ${path}`]: ok(shown) });
  return { server, ...openPage(address, server) };
}

const trial = () => screen.findByRole('region', { name: 'Trial' });

describe('the billing page', () => {
  it('shows plan, seats, term, balance, and why a feature is closed', async () => {
    open();
    const plan = await screen.findByRole('region', { name: 'Pro' });
    expect(plan).toHaveTextContent(/5 seats/);
    expect(plan).toHaveTextContent(/A?\$542\.13 owed/);
    expect(screen.getByRole('region', { name: 'What the plan includes' })).toHaveTextContent(
      /Session View.*does not include Session View/,
    );
  });

  it('starts the trial after saying how it ends, and then shows the days left', async () => {
    vi.setSystemTime(clinic.now);
    const { server, user } = open();
    const warning = 'The team remembers to keep sessions for 30 days.';
    server.set(`POST ${path}/trial`, ({ search }) => {
      if (search.has('dry_run')) return ok({ ...trialPreview, warnings: [warning] });
      server.set(`GET ${path}`, ok(runningTrial));
      return { status: 201, body: runningTrial };
    });
    await user.click(within(await trial()).getByRole('button', { name: 'Start the trial' }));
    const dialog = await screen.findByRole('dialog', { name: 'Start the trial' });
    expect(dialog).toHaveTextContent(/When it ends nothing is deleted/);
    expect(await within(dialog).findByText(warning)).toBeVisible();
    const started = server.asked.filter(
      ({ path: of, search }) => of === `${path}/trial` && !search.has('dry_run'),
    );
    expect(started).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Start the trial' }));
    await waitFor(async () => expect(await trial()).toHaveTextContent('18 days left'));
    vi.useRealTimers();
  });

  it('says why the trial cannot be started when the server refuses it', async () => {
    const { server, user } = open();
    const why = {
      rule: 'trial_used',
      explanation: 'The trial of this team has been used already.',
      remedy: null,
    };
    server.set(`POST ${path}/trial`, refused(why));
    await user.click(within(await trial()).getByRole('button', { name: 'Start the trial' }));
    const dialog = await screen.findByRole('dialog', { name: 'Start the trial' });
    await user.click(within(dialog).getByRole('button', { name: 'Start the trial' }));
    expect(await within(dialog).findByText(/has been used already/)).toBeVisible();
  });

  it('says that a trial has ended and offers no second one', async () => {
    open(endedTrial);
    expect(await trial()).toHaveTextContent(/The trial ended on .* is remembered/);
    expect(within(await trial()).queryByRole('button')).toBeNull();
  });

  it('says that there is none to start once it is used', async () => {
    open({ ...billing, trial: { available: false, started_at: null, ends_at: null } });
    expect(await trial()).toHaveTextContent(/There is no trial to start/);
  });

  it('offers the trial only to who may start it', async () => {
    open({ ...billing, allowed_actions: ['billing.read'] });
    expect(within(await trial()).queryByRole('button')).toBeNull();
  });
});
