import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';
import { proposal, templateAnswers } from '@/testing/templates';
import { personalTemplate, teamAddress, teamTemplate } from '@/testing/workspace';

const path = `${teamAddress}/templates`;
const proposals = `${path}/proposals`;
const allowed = [...clinic.team.allowed_actions, 'template.propose' as const];

function open(changes: ConstructorParameters<typeof FakeServer>[0] = {}) {
  const server = new FakeServer({
    ...templateAnswers,
    [`GET ${teamAddress}`]: ok({ ...clinic.team, allowed_actions: allowed }, '"1"'),
    ...changes,
  });
  return { server, ...openPage(`/teams/${clinic.team.id}/templates`, server) };
}

async function openProposal({ user }: ReturnType<typeof open>, name = 'SOAP note') {
  await user.click(await screen.findByRole('button', { name: `Open the proposal ${name}` }));
  return screen.findByRole('dialog', { name });
}

async function choose({ user }: ReturnType<typeof open>, template: string, item: string) {
  await user.click(await screen.findByRole('button', { name: `More about ${template}` }));
  await user.click(await screen.findByRole('menuitem', { name: item }));
  return screen.findByRole('dialog', { name: 'Propose to the team' });
}

describe('proposing a template', () => {
  it('proposes a change of a team template with a message', async () => {
    const closed = { ...teamTemplate, allowed_actions: ['template.use'] };
    const page = open({
      [`GET ${path}`]: ok({ items: [closed], next_cursor: null }),
      [`POST ${proposals}`]: { status: 201, body: proposal },
    });
    const dialog = await choose(page, 'SOAP note', 'Propose a change');
    await page.user.type(within(dialog).getByLabelText('Message'), 'Please');
    await page.user.click(within(dialog).getByRole('button', { name: 'Propose' }));
    await waitFor(() =>
      expect(page.server.last('POST', proposals)?.body).toEqual({
        kind: 'note',
        name: 'SOAP note',
        body: teamTemplate.body,
        message: 'Please',
        template: 'tpl_soap',
        version: teamTemplate.version,
      }),
    );
  });

  it('names the version that a copy began as', async () => {
    const page = open({ [`POST ${proposals}`]: { status: 201, body: proposal } });
    const dialog = await choose(page, 'Referral letter', 'Propose to the team');
    await page.user.click(within(dialog).getByRole('button', { name: 'Propose' }));
    const { template, version } = personalTemplate.copied_from ?? {};
    await waitFor(() =>
      expect(page.server.last('POST', proposals)?.body).toMatchObject({ template, version }),
    );
  });

  it('proposes an own copy as a change of what it was copied from, or as a new template', async () => {
    const page = open({ [`POST ${proposals}`]: { status: 201, body: proposal } });
    const dialog = await choose(page, 'Referral letter', 'Propose to the team');
    expect(within(dialog).getByRole('radio', { name: /A change of the template/ })).toBeChecked();
    await page.user.click(within(dialog).getByRole('radio', { name: 'A new template of the team' }));
    await page.user.click(within(dialog).getByRole('button', { name: 'Propose' }));
    await waitFor(() =>
      expect(page.server.last('POST', proposals)?.body).toMatchObject({
        template: null,
        body: personalTemplate.body,
      }),
    );
  });

  it('asks before Escape drops what was written', async () => {
    const page = open();
    const dialog = await choose(page, 'Referral letter', 'Propose to the team');
    await page.user.type(within(dialog).getByLabelText('Message'), 'Please');
    await page.user.keyboard('{Escape}');
    await page.user.click(await within(dialog).findByRole('button', { name: 'Go on writing' }));
    expect(within(dialog).getByLabelText('Message')).toHaveValue('Please');
    expect(within(dialog).getByLabelText('Message')).toHaveFocus();
  });

  it('is not offered where the template can be changed at once', async () => {
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'More about SOAP note' }));
    expect(await screen.findByRole('menuitem', { name: 'Versions' })).toBeVisible();
    expect(screen.queryByRole('menuitem', { name: 'Propose a change' })).toBeNull();
  });
});

describe('the proposals', () => {
  it('show what they would change and why, and are accepted', async () => {
    const page = open({ [`POST ${proposals}/prp_1/accept`]: ok({ ...proposal, state: 'accepted' }) });
    const dialog = await openProposal(page);
    expect(dialog).toHaveTextContent(/Proposed by Ben Whitfield.*The plan was missing\./);
    const change = await within(dialog).findByRole('region', { name: 'Proposed change' });
    expect(change.querySelector('ins')).toHaveTextContent('## Plan');
    await page.user.click(within(dialog).getByRole('button', { name: 'Accept' }));
    await waitFor(() => expect(page.server.last('POST', `${proposals}/prp_1/accept`)).toBeDefined());
  });

  it('tell that the template was changed since, and are accepted over the version that is shown', async () => {
    const version = (proposal.version ?? 0) + 2;
    const page = open({
      [`GET ${path}/tpl_soap`]: ok({ ...teamTemplate, version }, '"9"'),
      [`POST ${proposals}/prp_1/accept`]: ok({ ...proposal, state: 'accepted' }),
    });
    const dialog = await openProposal(page);
    expect(await within(dialog).findByText(/2 versions further than the one that was changed/)).toBeVisible();
    await page.user.click(within(dialog).getByRole('button', { name: 'Accept' }));
    await waitFor(() =>
      expect(page.server.last('POST', `${proposals}/prp_1/accept`)?.body).toEqual({ version }),
    );
  });

  it('are declined with an answer', async () => {
    const page = open({ [`POST ${proposals}/prp_1/decline`]: ok({ ...proposal, state: 'declined' }) });
    const dialog = await openProposal(page);
    await page.user.type(within(dialog).getByLabelText('Answer when it is declined'), 'Not now');
    await page.user.click(within(dialog).getByRole('button', { name: 'Decline' }));
    await waitFor(() =>
      expect(page.server.last('POST', `${proposals}/prp_1/decline`)?.body).toEqual({ answer: 'Not now' }),
    );
  });

  it('ask before Escape drops an answer, and do not without one', async () => {
    const page = open();
    const dialog = await openProposal(page);
    const answer = within(dialog).getByLabelText('Answer when it is declined');
    await page.user.type(answer, 'Not now');
    await page.user.keyboard('{Escape}');
    await page.user.click(await within(dialog).findByRole('button', { name: 'Go on writing' }));
    await page.user.clear(answer);
    await page.user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('are withdrawn by who made them, who decides nothing', async () => {
    const own = { ...proposal, allowed_actions: ['template.propose'] };
    const page = open({
      [`GET ${proposals}`]: ok({ items: [own], next_cursor: null }),
      [`DELETE ${proposals}/prp_1`]: { status: 204 },
    });
    const dialog = await openProposal(page);
    expect(within(dialog).queryByRole('button', { name: 'Accept' })).toBeNull();
    await page.user.click(within(dialog).getByRole('button', { name: 'Withdraw' }));
    await waitFor(() => expect(page.server.last('DELETE', `${proposals}/prp_1`)).toBeDefined());
  });

  it('say what was answered, and ask for the decided ones only on request', async () => {
    const page = open();
    const section = await screen.findByRole('region', { name: 'Proposals' });
    expect(page.server.last('GET', proposals)?.search.get('state')).toBe('waiting');
    await page.user.click(within(section).getByRole('radio', { name: 'All' }));
    await waitFor(() => expect(page.server.last('GET', proposals)?.search.get('state')).toBeNull());
    const dialog = await openProposal(page, 'Sick note');
    expect(dialog).toHaveTextContent(/Declined by Ada Okafor.*We have one in the practice software/);
    expect(within(dialog).queryByRole('button', { name: 'Decline' })).toBeNull();
  });

  it('say when somebody else was faster', async () => {
    const detail = 'this proposal no longer waits; look at it again';
    const page = open({ [`POST ${proposals}/prp_1/accept`]: problem(409, 'proposal_decided', { detail }) });
    const dialog = await openProposal(page);
    await page.user.click(within(dialog).getByRole('button', { name: 'Accept' }));
    expect(await within(dialog).findByText(/no longer waits/)).toBeVisible();
  });
});
