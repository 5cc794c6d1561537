import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer, ok, problem, type Reply } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';
import { letterTemplate, templateAnswers } from '@/testing/templates';
import { personalTemplate, teamAddress, teamTemplate } from '@/testing/workspace';

const path = `${teamAddress}/templates`;

function open(changes: ConstructorParameters<typeof FakeServer>[0] = {}) {
  const server = new FakeServer({ ...templateAnswers, ...changes });
  return { server, ...openPage(`/teams/${clinic.team.id}/templates`, server) };
}

async function openVersions({ user }: ReturnType<typeof open>) {
  await user.click(await screen.findByRole('button', { name: 'More about SOAP note' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Versions' }));
  return screen.findByRole('dialog', { name: 'Version history' });
}

async function choose({ user }: ReturnType<typeof open>, dialog: HTMLElement, version: RegExp) {
  await user.click(await within(dialog).findByRole('combobox', { name: 'Version' }));
  await user.click(await screen.findByRole('option', { name: version }));
}

function marked(differences: HTMLElement, tag: 'ins' | 'del'): string {
  return [...differences.querySelectorAll(tag)].map((part) => part.textContent).join('');
}

describe('the versions of a template', () => {
  it('show what each changed, and bring an old one back with the ETag of what stands', async () => {
    const page = open();
    const dialog = await openVersions(page);
    const changed = await within(dialog).findByRole('region', { name: 'What changed' });
    expect(changed.querySelector('del')).toHaveTextContent('3');
    expect(changed.querySelector('ins')).toHaveTextContent('4');
    expect(within(dialog).queryByRole('button', { name: /Restore/ })).toBeNull();
    await choose(page, dialog, /^2: Ben Whitfield/);
    const restore = await within(dialog).findByRole('button', { name: 'Restore version 2' });
    await waitFor(() => expect(restore).toBeEnabled());
    await page.user.click(restore);
    await waitFor(() => expect(page.server.last('POST', `${path}/tpl_soap/restore`)).toBeDefined());
    expect(page.server.last('POST', `${path}/tpl_soap/restore`)?.body).toEqual({ version: 2 });
    expect(page.server.last('POST', `${path}/tpl_soap/restore`)?.headers.get('If-Match')).toBe('"4"');
    expect(page.server.last('POST', `${path}/tpl_soap/restore`)?.headers.get('Idempotency-Key')).toBeTruthy();
  });

  it('are asked for again where one could not be loaded, with the others in reach', async () => {
    const page = open({ [`GET ${path}/tpl_soap/versions/1`]: problem(503, 'unavailable') });
    const dialog = await openVersions(page);
    await choose(page, dialog, /^2: Ben Whitfield/);
    const again = await within(dialog).findByRole('button', { name: 'Try again' });
    await choose(page, dialog, /^4: Ben Whitfield/);
    expect(await within(dialog).findByText('What changed since version 3')).toBeVisible();
    await choose(page, dialog, /^2: Ben Whitfield/);
    page.server.set(
      `GET ${path}/tpl_soap/versions/1`,
      templateAnswers[`GET ${path}/tpl_soap/versions/1`] as Reply,
    );
    await page.user.click(await within(dialog).findByRole('button', { name: 'Try again' }));
    expect(again).not.toBeInTheDocument();
    expect(await within(dialog).findByText('What changed since version 1')).toBeVisible();
  });

  it('offer no way back to who may not change the template', async () => {
    const closed = { ...teamTemplate, allowed_actions: ['template.use'] };
    const page = open({ [`GET ${path}`]: ok({ items: [closed], next_cursor: null }) });
    const dialog = await openVersions(page);
    await choose(page, dialog, /^2: Ben Whitfield/);
    expect(await within(dialog).findByText('What changed since version 1')).toBeVisible();
    expect(within(dialog).queryByRole('button', { name: /Restore/ })).toBeNull();
  });
});

describe('a copy that is behind', () => {
  async function compare({ user }: ReturnType<typeof open>) {
    await user.click(await screen.findByRole('button', { name: 'Compare Referral letter' }));
    return screen.findByRole('dialog', { name: "Your copy and the team's template" });
  }

  it("shows what the team changed since, and how the own text differs from the team's", async () => {
    const page = open();
    const dialog = await compare(page);
    expect(await within(dialog).findByText(/Your copy is 2 versions behind Referral letter/)).toBeVisible();
    const since = await within(dialog).findByRole('region', { name: 'What the team changed' });
    expect(marked(since, 'ins')).toContain('thank you for seeing');
    await page.user.click(within(dialog).getByRole('radio', { name: 'From your text' }));
    const own = await within(dialog).findByRole('region', { name: "From your text to the team's" });
    expect(marked(own, 'del')).toContain('clinician.name');
  });

  it("takes the team's text over, or keeps the own one as up to date", async () => {
    const page = open();
    const sent = () => page.server.last('PATCH', `${path}/tpl_letter`);
    const dialog = await compare(page);
    await page.user.click(await within(dialog).findByRole('button', { name: "Take the team's text" }));
    await waitFor(() => expect(sent()?.body).toEqual({ name: 'Referral letter', body: letterTemplate.body }));
    expect(sent()?.search.get('copy')).toBe('true');
    expect(sent()?.headers.get('If-Match')).toBe('"6"');
    const again = await compare(page);
    await page.user.click(await within(again).findByRole('button', { name: 'Keep my text' }));
    await waitFor(() =>
      expect(sent()?.body).toEqual({ name: 'Referral letter', body: personalTemplate.body }),
    );
  });
});

describe('an own copy', () => {
  it('is made of a template of the team', async () => {
    const { server, user } = open({
      [`POST ${path}/tpl_soap/copy`]: { status: 201, body: personalTemplate },
    });
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'New template' })).not.toHaveAttribute('aria-disabled'),
    );
    await user.click(await screen.findByRole('button', { name: 'More about SOAP note' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Make my own copy' }));
    await waitFor(() => expect(server.last('POST', `${path}/tpl_soap/copy`)).toBeDefined());
    expect(server.last('POST', `${path}/tpl_soap/copy`)?.headers.get('Idempotency-Key')).toBeTruthy();
  });
});
