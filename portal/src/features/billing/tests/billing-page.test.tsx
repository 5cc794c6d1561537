import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { FakeServer, ok, problem, refused } from '@/testing/fake-server';
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
    open({ ...billing, trial: { available: false, running: false, started_at: null, ends_at: null } });
    expect(await trial()).toHaveTextContent(/There is no trial to start/);
  });

  it('says who may start the trial to who may not', async () => {
    const { user } = open({ ...billing, allowed_actions: ['billing.read'] });
    const button = within(await trial()).getByRole('button', { name: 'Start the trial' });
    await user.click(button);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(await screen.findByText(/None of your roles allows/)).toBeVisible();
  });

  it('takes the word of the server for whether the trial runs, not the clock of the reader', async () => {
    vi.setSystemTime(clinic.now + 100 * 86_400_000);
    open(runningTrial);
    expect(await trial()).toHaveTextContent('0 days left');
    vi.useRealTimers();
  });

  it('shows that it loads', async () => {
    const { server } = open();
    server.set(`GET ${path}`, problem(503, 'unavailable'));
    expect(await screen.findByRole('status', { name: 'Loading the billing' })).toBeVisible();
  });

  it('says that it could not be read, and asks again', async () => {
    const server = new FakeServer({ [`GET ${path}`]: problem(503, 'unavailable') });
    const { user } = openPage(address, server);
    expect(await screen.findByText(/server is busy/)).toBeVisible();
    server.set(`GET ${path}`, ok(billing));
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('region', { name: 'Pro' })).toBeVisible();
  });

  it('says why it is closed to who may not see it, and who can change that', async () => {
    const why = {
      rule: 'no_grant',
      explanation: 'None of your roles allows this.',
      remedy: {
        text: 'An administrator can give a role that includes this.',
        who: [],
        action: 'role.assign',
      },
    };
    openPage(address, new FakeServer({ [`GET ${path}`]: refused(why) }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('None of your roles allows this.');
    expect(alert).toHaveTextContent('An administrator can give a role that includes this.');
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });
});
