import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';
import { letter, sessionAddress, viewedSession } from '@/testing/workspace';

const address = `/teams/${clinic.team.id}/sessions/ses_mia`;

function open(changes: ConstructorParameters<typeof FakeServer>[0] = {}) {
  const server = new FakeServer(changes);
  return { server, ...openPage(address, server) };
}

describe('a document', () => {
  it('is downloaded as PDF and as text', async () => {
    const { user } = open({ [`GET ${sessionAddress}/documents/${letter.id}.txt`]: ok('Dear colleague') });
    await user.click(await screen.findByRole('tab', { name: 'Documents' }));
    const pdf = await screen.findByRole('link', { name: 'PDF' });
    expect(pdf).toHaveAttribute('href', `${sessionAddress}/documents/${letter.id}.pdf`);
    const address = vi.fn((file: Blob) => `blob:${file.size}`);
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: address, revokeObjectURL: vi.fn() }));
    const kept = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      expect(this.download).toBe(`${letter.id}.txt`);
    });
    await user.click(screen.getByRole('link', { name: 'Text' }));
    await waitFor(() => expect(kept).toHaveBeenCalledOnce());
    expect(await address.mock.lastCall?.[0].text()).toContain('Dear colleague');
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it('says what the server says where it makes no PDF', async () => {
    const detail = 'the title holds letters that are written from right to left: take it as plain text';
    const { user } = open({
      [`GET ${sessionAddress}/documents/${letter.id}.pdf`]: problem(409, 'not_printable', { detail }),
    });
    await user.click(await screen.findByRole('tab', { name: 'Documents' }));
    await user.click(await screen.findByRole('link', { name: 'PDF' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The title holds letters that are written from right to left: take it as plain text.',
    );
    expect(screen.getByRole('link', { name: 'Text' })).toBeVisible();
  });

  it('can be created by a viewer of the session', async () => {
    const { server, user } = open({
      [`GET ${sessionAddress}`]: ok(viewedSession, '"1"'),
      [`POST ${sessionAddress}/documents`]: { status: 201, body: letter, headers: { ETag: '"1"' } },
    });
    await user.click(await screen.findByRole('tab', { name: 'Documents' }));
    await user.click(await screen.findByRole('button', { name: 'New document' }));
    const dialog = await screen.findByRole('dialog', { name: 'New document' });
    await user.click(within(dialog).getByRole('button', { name: 'Create document' }));
    expect(within(dialog).getByText('Enter a title, or choose a template.')).toBeVisible();
    expect(server.last('POST', `${sessionAddress}/documents`)).toBeUndefined();
    await user.type(within(dialog).getByRole('textbox', { name: 'Title' }), 'Referral');
    await user.click(within(dialog).getByRole('button', { name: 'Create document' }));
    await waitFor(() =>
      expect(server.last('POST', `${sessionAddress}/documents`)?.body).toEqual({ title: 'Referral' }),
    );
  });
});
