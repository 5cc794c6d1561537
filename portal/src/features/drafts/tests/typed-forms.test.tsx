import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { comeBackToTheWindow, openInBrowser, signIn } from '@/testing/open-page';
import { unlocked } from '@/testing/open-settings';
import { type Form, forms, mayHave, templateText, typed, typeInto } from '@/testing/typed-forms';
import { session, sessionAddress, teamAddress, teamTemplate, transcript } from '@/testing/workspace';

function asksBeforeClosing(): boolean {
  return !fireEvent(window, new Event('beforeunload', { cancelable: true }));
}

const question = () => screen.findByRole('dialog', { name: 'Not everything is saved' });

/** As a link does that is inside of the form. */
function follow({ router }: ReturnType<typeof openInBrowser>) {
  void router.navigate({ to: '/teams/$team/billing', params: { team: clinic.team.id } });
}

const other = { ...clinic.me, user: { ...clinic.user, id: 'usr_other', name: 'Other Person' } };

describe.each(forms)('what is typed into $name', (form) => {
  it('stops the way to another page, and stays with who stays', async () => {
    const opened = await typeInto(form);
    follow(opened);
    expect(await question()).toHaveTextContent(form.title);
    await opened.user.click(screen.getByRole('button', { name: 'Stay here' }));
    expect(await form.field(opened.user)).toHaveValue(typed);
    expect(opened.router.state.location.pathname).toContain(form.page);
  });

  it('is kept for who leaves all the same, and found again there', async () => {
    const opened = await typeInto(form);
    follow(opened);
    await opened.user.click(within(await question()).getByRole('button', { name: 'Leave this page' }));
    await screen.findByRole('heading', { name: 'Billing' });
    expect(asksBeforeClosing()).toBe(true);
    await opened.user.click(await screen.findByRole('link', { name: 'Go back to it' }));
    expect(await form.field(opened.user)).toHaveValue(typed);
  });

  it('makes the browser ask before the tab is closed', async () => {
    await typeInto(form);
    expect(asksBeforeClosing()).toBe(true);
  });

  it('survives the end of the login, in memory only, for who signs in again', async () => {
    const { server, user } = await typeInto(form);
    server.set('GET /api/v1/me', ok(clinic.nobody));
    await user.click(screen.getByRole('button', { name: form.send }));
    expect(await screen.findByText(/sign in again to save it/)).toBeVisible();
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain(typed);
    await signIn(server, user, clinic.me);
    expect(await form.field(user)).toHaveValue(typed);
    expect(screen.queryByText(mayHave)).toBeNull();
  });

  it('is not shown to somebody else who signs in', async () => {
    const { server, user } = await typeInto(form);
    server.set('GET /api/v1/me', ok(clinic.nobody));
    await user.click(screen.getByRole('button', { name: form.send }));
    await signIn(server, user, other);
    await screen.findByRole('navigation', { name: 'Main' });
    await screen.findByRole('heading', { level: 1 });
    expect(screen.queryByDisplayValue(typed)).toBeNull();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is not shown to somebody else who signs in from another window', async () => {
    const { server } = await typeInto(form);
    server.set('GET /api/v1/me', ok(other));
    comeBackToTheWindow();
    await screen.findByText('Other Person');
    await screen.findByRole('heading', { level: 1 });
    expect(screen.queryByDisplayValue(typed)).toBeNull();
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('what is typed into a form', () => {
  it('is given up by who discards it in its dialog', async () => {
    const template = forms[1] as Form;
    const { user } = await typeInto(template);
    await user.keyboard('{Escape}');
    await user.click(await screen.findByRole('button', { name: 'Discard it' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asksBeforeClosing()).toBe(false);
    await user.click(screen.getByRole('button', { name: 'New template' }));
    expect(await templateText()).toHaveValue('');
  });

  it('is not asked about once it is saved', async () => {
    const settings = forms[0] as Form;
    const saved = ok({ ...unlocked, content_footer: typed }, '"2"');
    const opened = await typeInto(settings, {
      ...settings.answers,
      [`PATCH ${teamAddress}/settings`]: ({ search }) =>
        search.has('dry_run') ? ok({ ...clinic.preview, warnings: [] }) : saved,
    });
    opened.server.set(`GET ${teamAddress}/settings`, saved);
    await opened.user.click(screen.getByRole('button', { name: 'Save settings' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Save settings' })).toBeNull());
    expect(asksBeforeClosing()).toBe(false);
    follow(opened);
    expect(await screen.findByRole('heading', { name: 'Billing' })).toBeVisible();
  });

  it('is not sent twice by who comes back after its answer was lost', async () => {
    const template = forms[1] as Form;
    const { server, user, ...opened } = await typeInto(template);
    fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Mine' } });
    const create = () => server.last('POST', `${teamAddress}/templates`)?.headers.get('Idempotency-Key');
    server.set(`POST ${teamAddress}/templates`, problem(503, 'unavailable'));
    await user.click(screen.getByRole('button', { name: template.send }));
    await waitFor(() => expect(create()).toBeTruthy());
    const first = create();
    follow({ user, ...opened });
    await user.click(within(await question()).getByRole('button', { name: 'Leave this page' }));
    await user.click(await screen.findByRole('link', { name: 'Go back to it' }));
    await templateText();
    server.asked.length = 0;
    await user.click(screen.getByRole('button', { name: template.send }));
    await waitFor(() => expect(create()).toBe(first));
  });

  it('goes on from the version that it was based on', async () => {
    const edit = forms[2] as Form;
    const { server, user } = await typeInto(edit);
    server.set('GET /api/v1/me', ok(clinic.nobody));
    await user.click(screen.getByRole('button', { name: edit.send }));
    await screen.findByRole('heading', { name: 'Sign in' });
    server.set(`GET ${teamAddress}/templates/tpl_soap`, ok({ ...teamTemplate, body: 'Theirs' }, '"9"'));
    await signIn(server, user, clinic.me);
    await templateText();
    server.set(`PATCH ${teamAddress}/templates/tpl_soap`, problem(412, 'stale'));
    await user.click(screen.getByRole('button', { name: edit.send }));
    const differences = await screen.findByRole('region', { name: /From what is saved/ });
    expect(server.last('PATCH', `${teamAddress}/templates/tpl_soap`)?.headers.get('If-Match')).toBe('"4"');
    expect(within(differences).getByText('Theirs')).toHaveProperty('tagName', 'DEL');
  });

  it('is kept with an address that was only begun', async () => {
    const members = `${teamAddress}/members`;
    const server = new FakeServer();
    const { user } = openInBrowser(`/teams/${clinic.team.id}/members`, server);
    const email = () => screen.findByRole('textbox', { name: 'E-mail address' });
    await user.click(await screen.findByRole('button', { name: 'Add team member' }));
    await user.type(await email(), 'hana@north');
    server.set('GET /api/v1/me', ok(clinic.nobody));
    server.set(`GET ${members}`, problem(401, 'unauthenticated'));
    comeBackToTheWindow();
    await screen.findByRole('heading', { name: 'Sign in' });
    server.set(`GET ${members}`, ok({ items: clinic.members, next_cursor: null }));
    await signIn(server, user, clinic.me);
    expect(await email()).toHaveValue('hana@north');
  });

  it('is kept where roles are chosen, for the member they are meant for', async () => {
    const roles = `${teamAddress}/members/${clinic.ben.id}/roles`;
    const server = new FakeServer();
    const { user } = openInBrowser(`/teams/${clinic.team.id}/members`, server);
    await user.click(await screen.findByRole('button', { name: 'Roles of Ben Whitfield: Clinician' }));
    await user.click(await screen.findByRole('checkbox', { name: 'Administrator' }));
    server.set('GET /api/v1/me', ok(clinic.nobody));
    server.set(`PUT ${roles}`, problem(401, 'unauthenticated'));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await signIn(server, user, clinic.me);
    const dialog = await screen.findByRole('dialog', { name: 'Roles of Ben Whitfield' });
    expect(await within(dialog).findByRole('checkbox', { name: 'Administrator' })).toBeChecked();
  });

  it('can be taken along when its member is out of reach', async () => {
    const title = forms.find(({ name }) => name === 'the title of a member') as Form;
    const { server, user } = await typeInto(title);
    server.set('GET /api/v1/me', ok(clinic.nobody));
    await user.click(screen.getByRole('button', { name: title.send }));
    await screen.findByRole('heading', { name: 'Sign in' });
    server.set(`GET ${teamAddress}/members/${clinic.ben.id}`, problem(404, 'not_found'));
    await signIn(server, user, clinic.me);
    const dialog = within(await screen.findByRole('dialog', { name: title.title }));
    expect(await dialog.findByRole('textbox', { name: `What you wrote: ${title.title}` })).toHaveValue(typed);
    await user.click(dialog.getByRole('button', { name: 'Discard' }));
    expect(asksBeforeClosing()).toBe(false);
  });

  it('can be taken along when the roles of its member are out of reach', async () => {
    const ben = `${teamAddress}/members/${clinic.ben.id}`;
    const server = new FakeServer();
    const { user } = openInBrowser(`/teams/${clinic.team.id}/members`, server);
    await user.click(await screen.findByRole('button', { name: 'Roles of Ben Whitfield: Clinician' }));
    await user.click(await screen.findByRole('checkbox', { name: 'Administrator' }));
    server.set(`GET ${ben}`, problem(404, 'not_found'));
    comeBackToTheWindow();
    const kept = await screen.findByRole('textbox', { name: 'What you wrote: Roles of Ben Whitfield' });
    expect(kept).toHaveValue('Administrator and Clinician');
  });

  it('can be taken along when no role may be defined any more', async () => {
    const role = forms.find(({ name }) => name === 'a new role') as Form;
    const { server, user } = await typeInto(role);
    server.set('GET /api/v1/me', ok(clinic.nobody));
    await user.click(screen.getByRole('button', { name: role.send }));
    await screen.findByRole('heading', { name: 'Sign in' });
    server.set(`GET ${teamAddress}/roles`, ok({ items: clinic.roles, definition: null }));
    await signIn(server, user, clinic.me);
    const kept = await screen.findByRole('textbox', { name: 'What you wrote: Create role' });
    expect(kept).toHaveValue(`${typed}\nClinician roles\nCreate own sessions`);
  });

  it('can be taken along when the settings may not be opened any more', async () => {
    const settings = forms[0] as Form;
    const { server, user } = await typeInto(settings);
    server.set('GET /api/v1/me', ok(clinic.nobody));
    await user.click(screen.getByRole('button', { name: settings.send }));
    await screen.findByRole('heading', { name: 'Sign in' });
    server.set(`GET ${teamAddress}/settings`, problem(403, 'denied', { ...clinic.noGrant }));
    await signIn(server, user, clinic.me);
    const kept = await screen.findByRole('textbox', { name: 'What you wrote: Team settings' });
    expect(kept).toHaveValue(`Footer of documents: ${typed}`);
  });

  it('can be taken along when the transcript takes nothing more', async () => {
    const paste = forms[5] as Form;
    const { server, user } = await typeInto(paste);
    server.set('GET /api/v1/me', ok(clinic.nobody));
    await user.click(screen.getByRole('button', { name: paste.send }));
    await screen.findByRole('heading', { name: 'Sign in' });
    server.set(`GET ${sessionAddress}/transcript`, ok({ ...transcript, allowed_actions: [] }, '"1"'));
    await signIn(server, user, clinic.me);
    await user.click(await screen.findByRole('tab', { name: 'Transcript' }));
    expect(await screen.findByRole('textbox', { name: 'What you wrote: Pasted transcript' })).toHaveValue(
      typed,
    );
  });

  it('is named as lost where a dialog does not keep it', async () => {
    const opened = openInBrowser(`/teams/${clinic.team.id}/sessions/${session.id}`, new FakeServer());
    await opened.user.click(await screen.findByRole('button', { name: 'More actions' }));
    await opened.user.click(await screen.findByRole('menuitem', { name: 'Edit details' }));
    fireEvent.change(await screen.findByLabelText(/^Context/), { target: { value: typed } });
    expect(asksBeforeClosing()).toBe(true);
    follow(opened);
    expect(await question()).toHaveTextContent('What you typed under “Edit details” is lost when you leave.');
    await opened.user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Not everything is saved' })).toBeNull());
    expect(screen.queryByText('Discard what you changed?')).toBeNull();
    expect(screen.getByLabelText(/^Context/)).toHaveValue(typed);
    follow(opened);
    await opened.user.click(within(await question()).getByRole('button', { name: 'Leave this page' }));
    await screen.findByRole('heading', { name: 'Billing' });
    expect(asksBeforeClosing()).toBe(false);
  });
});
