import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';
import { personalTemplate, teamAddress, teamTemplate } from '@/testing/workspace';

const address = `/teams/${clinic.team.id}/templates`;
const path = `${teamAddress}/templates`;

function open(changes: ConstructorParameters<typeof FakeServer>[0] = {}) {
  const server = new FakeServer(changes);
  return { server, ...openPage(address, server) };
}

describe('the templates page', () => {
  it('lists own templates with how far they are behind, and those of the team', async () => {
    open();
    const own = await screen.findByRole('region', { name: 'My templates' });
    expect(own).toHaveTextContent('2 versions behind the template of the team');
    expect(screen.getByRole('region', { name: 'Team templates' })).toHaveTextContent('SOAP note');
  });

  it('puts placeholders in and shows how the text comes out', async () => {
    const { server, user } = open();
    await user.click(await screen.findByRole('button', { name: 'Open SOAP note' }));
    const dialog = await screen.findByRole('dialog', { name: 'Edit template' });
    const text = await within(dialog).findByLabelText('Text');
    await user.clear(text);
    await user.type(text, 'For : hello');
    (text as HTMLTextAreaElement).setSelectionRange(4, 4);
    await user.click(await within(dialog).findByRole('button', { name: 'Insert placeholder' }));
    await user.click(await screen.findByRole('menuitem', { name: /patient\.name/ }));
    expect(text).toHaveValue('For {{patient.name}}: hello');
    await waitFor(() => expect((text as HTMLTextAreaElement).selectionStart).toBe(20));
    expect(await within(dialog).findByRole('region', { name: 'Preview' })).toHaveTextContent('Jo Example');
    await waitFor(() =>
      expect(server.last('POST', `${path}/preview`)?.body).toEqual({
        kind: 'note',
        body: 'For {{patient.name}}: hello',
      }),
    );
  });

  it('names line and column of an unknown placeholder, shows the place, and goes there', async () => {
    const body = 'Dear 👋\nI saw 👋 {{patient.shoe}} today';
    const wrong = { line: 2, column: 9, placeholder: 'patient.shoe', detail: 'there is no such placeholder' };
    const { user } = open({
      [`GET ${path}/tpl_soap`]: ok({ ...teamTemplate, body }, '"4"'),
      [`POST ${path}/preview`]: ok({ errors: [wrong], rendered: '' }),
    });
    await user.click(await screen.findByRole('button', { name: 'Open SOAP note' }));
    const problem = await screen.findByRole('button', { name: /Line 2, column 9: there is no/ });
    expect(problem.querySelector('mark')).toHaveTextContent('{{patient.shoe}}');
    expect(problem).toHaveTextContent('I saw 👋 {{patient.shoe}} today');
    await user.click(problem);
    const text = screen.getByLabelText<HTMLTextAreaElement>('Text');
    expect(text.value.slice(text.selectionStart, text.selectionEnd)).toBe('{{patient.shoe}}');
    expect(text).toHaveFocus();
  });

  it('saves a change of a team template as an own copy where the team template is closed', async () => {
    const why = { ...clinic.noGrant, explanation: 'None of your roles changes team templates.' };
    const closed = {
      ...teamTemplate,
      allowed_actions: ['template.use'],
      refused: { 'template.team.update': why },
    };
    const { server, user } = open({
      [`GET ${path}/tpl_soap`]: ok(closed, '"4"'),
      [`PATCH ${path}/tpl_soap`]: ok(personalTemplate, '"1"'),
    });
    await user.click(await screen.findByRole('button', { name: 'Open SOAP note' }));
    expect(await screen.findByText(/None of your roles changes team templates/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Save as my copy' }));
    await waitFor(() => expect(server.last('PATCH', `${path}/tpl_soap`)?.search.get('copy')).toBe('true'));
  });

  it('keeps what is written when the server refuses the text', async () => {
    const detail = 'line 1, column 1: there is no such placeholder';
    const { user } = open({
      [`POST ${path}`]: problem(422, 'invalid', { errors: [{ pointer: '/body', detail }] }),
    });
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'New template' })).not.toHaveAttribute('aria-disabled'),
    );
    await user.click(screen.getByRole('button', { name: 'New template' }));
    await user.type(await screen.findByLabelText('Name'), 'Mine');
    await user.type(screen.getByLabelText('Text'), 'Written');
    await user.click(screen.getByRole('button', { name: 'Create template' }));
    expect(await screen.findByText(/Line 1, column 1/)).toBeVisible();
    expect(screen.getByLabelText('Text')).toHaveValue('Written');
  });

  async function changeText(changes: ConstructorParameters<typeof FakeServer>[0]) {
    const opened = open(changes);
    fireEvent.click(await screen.findByRole('button', { name: 'Open SOAP note' }));
    const dialog = await screen.findByRole('dialog', { name: 'Edit template' });
    const text = await within(dialog).findByLabelText('Text');
    fireEvent.change(text, { target: { value: 'Mine' } });
    return { ...opened, dialog, text };
  }

  it("shows somebody else's text before it is overwritten", async () => {
    const { server, dialog, text } = await changeText({ [`PATCH ${path}/tpl_soap`]: problem(412, 'stale') });
    server.set(`GET ${path}/tpl_soap`, ok({ ...teamTemplate, body: 'Theirs' }, '"9"'));
    fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    const differences = await within(dialog).findByRole('region', { name: /From what is saved/ });
    expect(within(differences).getByText('Theirs')).toHaveProperty('tagName', 'DEL');
    expect(text).toHaveValue('Mine');
    server.set(`PATCH ${path}/tpl_soap`, ok(teamTemplate, '"10"'));
    fireEvent.click(within(dialog).getByRole('button', { name: 'Save mine' }));
    await waitFor(() =>
      expect(server.last('PATCH', `${path}/tpl_soap`)?.headers.get('If-Match')).toBe('"9"'),
    );
  });

  it("does not show an old text as somebody else's where theirs cannot be loaded", async () => {
    const { server, user, dialog, text } = await changeText({
      [`PATCH ${path}/tpl_soap`]: problem(412, 'stale'),
    });
    server.set(`GET ${path}/tpl_soap`, problem(503, 'unavailable'));
    fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    const again = await within(dialog).findByRole('button', { name: 'Try again' });
    expect(within(dialog).queryByRole('region', { name: /From what is saved/ })).toBeNull();
    expect(text).toHaveValue('Mine');
    server.set(`GET ${path}/tpl_soap`, ok({ ...teamTemplate, body: 'Theirs' }, '"9"'));
    await user.click(again);
    const differences = await within(dialog).findByRole('region', { name: /From what is saved/ });
    expect(within(differences).getByText('Theirs')).toHaveProperty('tagName', 'DEL');
  });

  it('asks before Escape drops what was written', async () => {
    const { user, dialog, text } = await changeText({});
    await user.keyboard('{Escape}');
    expect(await within(dialog).findByText('Discard what you changed?')).toBeVisible();
    expect(text).toHaveValue('Mine');
  });

  it('says what hangs on a template before it is deleted', async () => {
    const { user } = open({
      [`GET ${path}/tpl_soap/impact`]: ok({
        personal_copies: 3,
        notes: 40,
        documents: 0,
        waiting_proposals: 2,
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'More about SOAP note' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    expect(await screen.findByText(/40 notes, 0 documents, and 3 personal copies began as/)).toBeVisible();
    expect(screen.getByText(/Waiting to change it: 2 proposals\./)).toBeVisible();
  });

  it('does not delete a template before that is known', async () => {
    const { server, user } = open({ [`GET ${path}/tpl_soap/impact`]: problem(503, 'unavailable') });
    await user.click(await screen.findByRole('button', { name: 'More about SOAP note' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete template' }));
    const again = await dialog.findByRole('button', { name: 'Try again' });
    await waitFor(() => expect(server.last('GET', `${path}/tpl_soap`)).toBeDefined());
    expect(dialog.getByRole('button', { name: 'Delete template' })).toBeDisabled();
    server.set(`GET ${path}/tpl_soap/impact`, ok({ personal_copies: 0, notes: 1, documents: 0 }));
    await user.click(again);
    expect(await dialog.findByText(/1 note, 0 documents/)).toBeVisible();
    await waitFor(() => expect(dialog.getByRole('button', { name: 'Delete template' })).toBeEnabled());
  });

  it('does not delete a template that that somebody else changed meanwhile before that was seen', async () => {
    const { server, user } = open({
      [`GET ${path}/tpl_soap/impact`]: ok({
        personal_copies: 0,
        notes: 0,
        documents: 0,
        waiting_proposals: 0,
      }),
      [`DELETE ${path}/tpl_soap`]: ({ headers }) =>
        headers.get('If-Match') === '"5"' ? { status: 204 } : problem(412, 'stale'),
    });
    await user.click(await screen.findByRole('button', { name: 'More about SOAP note' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete template' }));
    const confirm = dialog.getByRole('button', { name: 'Delete template' });
    await waitFor(() => expect(confirm).toBeEnabled());
    server.set(`GET ${path}/tpl_soap`, ok({ ...teamTemplate, name: 'Progress' }, '"5"'));
    await user.click(confirm);
    expect(await dialog.findByRole('region', { name: 'What was changed meanwhile' })).toHaveTextContent(
      'Progress',
    );
    expect(server.last('DELETE', `${path}/tpl_soap`)?.headers.get('If-Match')).toBe('"4"');
    await user.click(confirm);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});
