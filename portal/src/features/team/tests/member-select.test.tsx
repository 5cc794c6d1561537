import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';

const members = `/api/v1/teams/${clinic.team.id}/members`;
const address = `/teams/${clinic.team.id}/sessions`;
const suspended = clinic.member({ id: 'mem_yuki', name: 'Yuki Tanaka', status: 'suspended' });

/** As many active colleagues as the server shows first, none of them the one that is asked for. */
function crowd() {
  return new FakeServer({
    [`GET ${members}`]: ({ search }) => {
      const wanted = search.getAll('status').join().split(',');
      const items = wanted.includes('suspended') ? [clinic.ada, suspended] : [clinic.ada];
      return ok({ items, next_cursor: 'next' });
    },
    [`GET ${members}/${clinic.ben.id}`]: ok(clinic.ben, '"1"'),
  });
}

describe('the choice of a colleague', () => {
  it('shows the chosen one also when the first members do not hold him', async () => {
    openPage(`${address}?clinician=${clinic.ben.id}`, crowd());
    await waitFor(() =>
      expect(screen.getByRole('combobox', { name: 'Colleague' })).toHaveValue('Ben Whitfield'),
    );
  });

  it('says that the members could not be loaded, and asks for them again', async () => {
    const server = new FakeServer({ [`GET ${members}`]: problem(503, 'unavailable') });
    const { user } = openPage(`${address}?clinician=colleague`, server);
    const again = await screen.findByRole('button', { name: 'Try again' });
    await user.click(screen.getByRole('combobox', { name: 'Colleague' }));
    expect(await screen.findByText('The members could not be loaded')).toBeVisible();
    expect(screen.queryByText('No member found')).toBeNull();
    server.set(`GET ${members}`, ok({ items: [clinic.ben], next_cursor: null }));
    await user.click(again);
    await user.click(screen.getByRole('combobox', { name: 'Colleague' }));
    expect(await screen.findByRole('option', { name: 'Ben Whitfield' })).toBeVisible();
  });

  it('offers a suspended colleague, and says that he is', async () => {
    const { user } = openPage(`${address}?clinician=colleague`, crowd());
    await user.click(await screen.findByRole('combobox', { name: 'Colleague' }));
    expect(await screen.findByRole('option', { name: 'Yuki Tanaka (suspended)' })).toBeVisible();
  });
});
