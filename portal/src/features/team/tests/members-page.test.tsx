import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer, ok, problem, refused } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';

const address = `/teams/${clinic.team.id}/members`;
const team = `/api/v1/teams/${clinic.team.id}`;

describe('the members page', () => {
  it('lists members with title, role label and state', async () => {
    openPage(address, new FakeServer());
    const row = (await screen.findByText('Ben Whitfield')).closest('tr');
    expect(row).not.toBeNull();
    const ben = within(row as HTMLElement);
    expect(ben.getByText('Doctor')).toBeVisible();
    expect(ben.getByRole('button', { name: 'Roles of Ben Whitfield: Clinician' })).toBeVisible();
    expect(ben.getByText('Active')).toBeVisible();
  });

  it('offers in the row menu only what the server allows', async () => {
    const { user } = openPage(address, new FakeServer());
    await user.click(
      await screen.findByRole('button', { name: 'Actions for devika.raman@northside.example' }),
    );
    const items = (await screen.findAllByRole('menuitem')).map((item) => item.textContent);
    expect(items).toEqual(['Change roles', 'Change title', 'Resend invitation', 'Revoke invitation']);
  });

  it('shows the other pages of the list when asked', async () => {
    const server = new FakeServer();
    server.set(`GET ${team}/members`, ({ search }) =>
      search.get('cursor') === 'c2'
        ? ok({ items: [clinic.ben], next_cursor: null })
        : ok({ items: [clinic.ada], next_cursor: 'c2' }),
    );
    const { user } = openPage(address, server);
    await user.click(await screen.findByRole('button', { name: 'Load more' }));
    expect(await screen.findByText('Ben Whitfield')).toBeVisible();
    expect(screen.getByText('2 members')).toBeVisible();
  });

  it('lets the first rows of a long list give way, and leads back to them', async () => {
    const server = new FakeServer();
    server.set(`GET ${team}/members`, ({ search }) => {
      const place = Number(search.get('cursor') ?? 1);
      const person = { ...clinic.ben, id: `mbr_${place}`, name: `Person ${place}` };
      return ok({ items: [person], next_cursor: String(place + 1) });
    });
    const { user } = openPage(address, server);
    for (let place = 2; place <= 7; place += 1) {
      await user.click(await screen.findByRole('button', { name: 'Load more' }));
      expect(await screen.findByText(`Person ${place}`)).toBeVisible();
    }
    expect(screen.queryByText('Person 1')).toBeNull();
    expect(screen.getByText('Members 2 to 7 shown')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Back to the first' }));
    expect(await screen.findByText('Person 1')).toBeVisible();
    expect(screen.queryByText('Person 7')).toBeNull();
    expect(screen.getByRole('heading', { level: 1 })).toHaveFocus();
  });

  it('keeps the button in place and says why when adding is not allowed', async () => {
    const server = new FakeServer();
    server.set(`GET ${team}`, ok({ ...clinic.team, allowed_actions: ['member.list'] }, '"1"'));
    const { user } = openPage(address, server);
    const button = await screen.findByRole('button', { name: 'Add team member' });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    await user.hover(button);
    expect(
      await screen.findByText(/None of your roles allows adding members\. Ask an administrator/),
    ).toBeVisible();
    const questions = server.asked
      .filter(({ path }) => path === '/access/v1/evaluation')
      .map(({ body }) => body);
    expect(questions).toContainEqual({
      subject: { type: 'member', id: clinic.ada.id },
      action: { name: 'member.invite' },
      resource: { type: 'team', id: clinic.team.id },
    });
  });

  it('says so when a search finds nobody', async () => {
    const server = new FakeServer();
    server.set(`GET ${team}/members`, ok({ items: [], next_cursor: null }));
    openPage(`${address}?query=zzz`, server);
    expect(await screen.findByRole('heading', { name: 'Nobody found' })).toBeVisible();
    expect(server.last('GET', `${team}/members`)?.search.get('query')).toBe('zzz');
  });

  it('says that the server cannot be reached and tries again', async () => {
    const server = new FakeServer();
    server.set(`GET ${team}/members`, problem(503, 'unavailable'));
    const { user } = openPage(address, server);
    const retry = await screen.findByRole('button', { name: 'Try again' });
    server.set(`GET ${team}/members`, ok({ items: [clinic.ben], next_cursor: null }));
    await user.click(retry);
    expect(await screen.findByText('Ben Whitfield')).toBeVisible();
  });

  it('shows nothing of a team that is no longer ours', async () => {
    const server = new FakeServer();
    server.set(`GET ${team}`, problem(404, 'not_found'));
    openPage(address, server);
    expect(await screen.findByText(/does not exist, or it is not yours to see/)).toBeVisible();
    expect(screen.queryByText('Ben Whitfield')).toBeNull();
  });

  it('suspends nobody until a day in a year of five digits', async () => {
    const server = new FakeServer();
    const { user } = openPage(address, server);
    await user.click(await screen.findByRole('button', { name: 'Actions for Ben Whitfield' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Suspend' }));
    const day = await screen.findByLabelText('Returns on (optional)');
    fireEvent.change(day, { target: { value: '20267-01-05' } });
    await user.click(screen.getByRole('button', { name: 'Suspend' }));
    expect(await screen.findByText('Choose a day, or leave it empty.')).toBeVisible();
    expect(server.last('POST', `${team}/members/${clinic.ben.id}/suspend`)).toBeUndefined();
  });

  it('shows the refusal of an act with its remedy', async () => {
    const server = new FakeServer();
    server.set(`POST ${team}/members/${clinic.ben.id}/suspend`, refused(clinic.noGrant));
    const { user } = openPage(address, server);
    await user.click(await screen.findByRole('button', { name: 'Actions for Ben Whitfield' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Suspend' }));
    await user.click(await screen.findByRole('button', { name: 'Suspend' }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('None of your roles allows adding members.');
    expect(alert).toHaveTextContent('Ask an administrator of the team.');
  });
});
