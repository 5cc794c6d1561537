import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { IdempotencyKey } from '@/lib/idempotency';
import { NetworkFailure } from '@/lib/problem';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';

const address = `/teams/${clinic.team.id}/members`;
const team = `/api/v1/teams/${clinic.team.id}`;
const ben = `${team}/members/${clinic.ben.id}`;

const receipt = {
  member: clinic.ben.id,
  at: '2026-09-15T10:30:00Z',
  sessions_moved: [
    { id: 'ses_ivy', to: 'mem_fay' },
    { id: 'ses_tom', to: 'mem_fay' },
  ],
  templates_moved: [{ id: 'tpl_mine', to: 'mem_fay' }],
  logins_ended: 2,
  api_keys_ended: 0,
  invitations_revoked: 1,
  orphans: 0,
  credit_minor: 0,
};

const needed = problem(409, 'handover_needed', { sessions: 2, templates: 1 });
const byHeir = (heir: string | undefined) => (heir === undefined ? needed : ok(receipt));
const heirIn = (body: unknown) => (body as { handover_to?: string } | undefined)?.handover_to;

async function askedForHeir(user: ReturnType<typeof openPage>['user'], dialog: HTMLElement) {
  const heir = await within(dialog).findByRole('combobox', { name: /Hand over to/ });
  expect(heir).toHaveAccessibleDescription(/2 sessions and 1 personal template need somebody responsible/);
  await user.click(heir);
  const offered = (await screen.findAllByRole('option')).map((option) => option.textContent);
  await user.click(screen.getByRole('option', { name: 'Fay Nakamura' }));
  return offered;
}

describe('handing over', () => {
  it('asks for an heir when a member with sessions is removed, neither of the two, and shows the receipt', async () => {
    const server = new FakeServer({ [`DELETE ${ben}`]: ({ body }) => byHeir(heirIn(body)) });
    const { user } = openPage(address, server);
    await user.click(await screen.findByRole('button', { name: 'Actions for Ben Whitfield' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Remove from team' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Remove' }));
    const offered = await askedForHeir(user, dialog);
    expect(offered).toContain('Chloé Marchetti');
    expect(offered).not.toContain('Ben Whitfield');
    expect(offered).not.toContain('Ada Okafor');
    await user.click(within(dialog).getByRole('button', { name: 'Remove' }));
    const table = await within(dialog).findByRole('table', { name: 'Receipt' });
    expect(table).toHaveTextContent(/Sessions handed over2Templates handed over1Logins ended2/);
    expect(table).toHaveTextContent('Left without anybody responsible0');
    expect(server.last('DELETE', ben)?.body).toEqual({ handover_to: 'mem_fay' });
  });

  it('keeps asking when the heir cannot hold sessions', async () => {
    const detail = 'expected another active member who may hold own sessions';
    const refused = problem(422, 'invalid', { errors: [{ pointer: '/handover_to', detail }] });
    const server = new FakeServer({
      [`DELETE ${ben}`]: ({ body }) => (heirIn(body) === undefined ? needed : refused),
    });
    const { user } = openPage(address, server);
    await user.click(await screen.findByRole('button', { name: 'Actions for Ben Whitfield' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Remove from team' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Remove' }));
    await askedForHeir(user, dialog);
    await user.click(within(dialog).getByRole('button', { name: 'Remove' }));
    expect(await within(dialog).findByText(/Expected another active member/)).toBeVisible();
    expect(within(dialog).getByRole('combobox', { name: /Hand over to/ })).toHaveAccessibleDescription(
      /2 sessions/,
    );
  });

  it('asks for an heir when somebody leaves, shows the receipt, and ends no login', async () => {
    const key = new IdempotencyKey();
    await expect(key.send('body', () => Promise.reject(new NetworkFailure()))).rejects.toThrow();
    const me = { ...clinic.ben, allowed_actions: [] };
    const allowed = ['member.list', 'team.leave'] as const;
    const server = new FakeServer({
      [`GET ${team}`]: ok({ ...clinic.team, my_member: me, allowed_actions: allowed }, '"1"'),
      [`POST ${team}/leave`]: ({ body }) => byHeir(heirIn(body)),
    });
    const { user, router } = openPage(address, server);
    await user.click(await screen.findByRole('button', { name: 'Actions for Ben Whitfield' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Leave team' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Leave' }));
    await askedForHeir(user, dialog);
    await user.click(within(dialog).getByRole('button', { name: 'Leave' }));
    expect(await within(dialog).findByRole('table', { name: 'Receipt' })).toBeVisible();
    await waitFor(() =>
      expect(server.last('POST', `${team}/leave`)?.body).toEqual({ handover_to: 'mem_fay' }),
    );
    server.asked.length = 0;
    await user.click(within(dialog).getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/teams'));
    await waitFor(() => expect(server.last('GET', '/api/v1/me')).toBeDefined());
    expect(key.mayHaveGoneThrough()).toBe(false);
  });
});
