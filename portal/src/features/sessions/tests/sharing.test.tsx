import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { endOfLocalDay } from '@/lib/dates';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';
import { benShare, fayShare, sharePreview } from '@/testing/sharing';
import { notOwn, session, sessionAddress, viewedSession } from '@/testing/workspace';

const address = `/teams/${clinic.team.id}/sessions/ses_mia`;
const sharePath = (member: string) => `${sessionAddress}/shares/${member}`;

async function openShares(changes: ConstructorParameters<typeof FakeServer>[0] = {}) {
  const server = new FakeServer(changes);
  const opened = openPage(address, server);
  await opened.user.click(await screen.findByRole('button', { name: 'Share' }));
  const dialog = await screen.findByRole('dialog');
  return { server, dialog, ...opened };
}

function saved(server: FakeServer, member: string) {
  return server.asked.findLast(
    ({ method, path, search }) => method === 'PUT' && path === sharePath(member) && !search.has('dry_run'),
  );
}

async function chooseChloe({ user, dialog }: Awaited<ReturnType<typeof openShares>>) {
  await user.click(await within(dialog).findByRole('button', { name: 'Add a colleague' }));
  await user.click(within(dialog).getByRole('combobox', { name: 'Colleague' }));
  await user.click(await screen.findByRole('option', { name: 'Chloé Marchetti' }));
}

describe('the shares of a session', () => {
  it('stand with level, giver and end, and what was passed on under its own share', async () => {
    const { dialog } = await openShares();
    const shares = await within(dialog).findByRole('group', { name: 'Shared with' });
    expect(shares).toHaveTextContent('Ben Whitfield Fullgiven by Ada Okafor, without end');
    const onwards = within(shares).getByRole('list', { name: 'Passed on by Ben Whitfield' });
    expect(onwards).toHaveTextContent(/Fay Nakamura Viewgiven by Ben Whitfield, until .*2026/);
    expect(within(dialog).getByText(/what was passed on from it is lowered or ends with it/)).toBeVisible();
  });

  it('can be changed by who gave them, and ended by who may end them', async () => {
    const { dialog } = await openShares();
    expect(await within(dialog).findByRole('button', { name: /Change the share with Ben/ })).toBeVisible();
    expect(within(dialog).queryByRole('button', { name: /Change the share with Fay/ })).toBeNull();
    expect(within(dialog).getByRole('button', { name: /End the share with Fay/ })).toBeVisible();
  });

  it('may be none', async () => {
    const { dialog } = await openShares({ [`GET ${sessionAddress}/shares`]: ok({ items: [] }) });
    expect(await within(dialog).findByText('This session is shared with nobody.')).toBeVisible();
  });

  it('are not read by who may only pass the session on, and the reason is said', async () => {
    const passing = {
      ...session,
      own: false,
      refused: { 'session.access.read': notOwn },
      allowed_actions: ['session.read', 'session.share'],
    };
    const { server, dialog } = await openShares({ [`GET ${sessionAddress}`]: ok(passing, '"1"') });
    expect(within(dialog).getByText(/Only the clinician of the session can do this/)).toBeVisible();
    expect(within(dialog).getByRole('button', { name: 'Add a colleague' })).toBeVisible();
    expect(server.last('GET', `${sessionAddress}/shares`)).toBeUndefined();
  });

  it('cannot be opened where sharing is refused: the button says why', async () => {
    const server = new FakeServer({ [`GET ${sessionAddress}`]: ok(viewedSession, '"1"') });
    const { user } = openPage(address, server);
    const button = await screen.findByRole('button', { name: 'Share' });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    await user.hover(button);
    expect(await screen.findByRole('tooltip')).toHaveTextContent('Only the clinician of the session');
  });
});

describe('sharing with a colleague', () => {
  it('shows what is gained before anything is given', async () => {
    const opened = await openShares();
    await chooseChloe(opened);
    const preview = await within(opened.dialog).findByRole('region', { name: 'What changes' });
    expect(within(preview).getByText('Chloé Marchetti gains 1 permission')).toBeVisible();
    expect(within(preview).getByText('Fay Nakamura loses 1 permission')).toBeVisible();
    expect(within(preview).getByText(/passed on from this one will end/)).toBeVisible();
    const asked = opened.server.last('PUT', sharePath('mem_chloe'));
    expect(asked?.search.get('dry_run')).toBe('true');
    expect(saved(opened.server, 'mem_chloe')).toBeUndefined();
  });

  it('gives the chosen level until the end of the last day', async () => {
    const opened = await openShares();
    await chooseChloe(opened);
    const { user, dialog, server } = opened;
    await user.click(within(dialog).getByRole('radio', { name: 'Edit' }));
    fireEvent.change(within(dialog).getByLabelText(/Ends after/), { target: { value: '2027-03-01' } });
    await user.click(within(dialog).getByRole('button', { name: 'Share' }));
    await waitFor(() =>
      expect(saved(server, 'mem_chloe')?.body).toEqual({
        level: 'edit',
        expires_at: endOfLocalDay('2027-03-01'),
      }),
    );
    expect(await within(dialog).findByRole('group', { name: 'Shared with' })).toBeVisible();
  });

  it('refuses a day of no calendar at its field, and shows nothing to give until then', async () => {
    const opened = await openShares();
    await chooseChloe(opened);
    const { user, dialog, server } = opened;
    await within(dialog).findByRole('region', { name: 'What changes' });
    const day = within(dialog).getByLabelText(/Ends after/);
    expect(day).toHaveAttribute('max', '9999-12-31');
    fireEvent.change(day, { target: { value: '20267-12-31' } });
    expect(within(dialog).queryByRole('region', { name: 'What changes' })).toBeNull();
    await user.click(within(dialog).getByRole('button', { name: 'Share' }));
    expect(await within(dialog).findByText('Choose a day, or none.')).toBeVisible();
    expect(saved(server, 'mem_chloe')).toBeUndefined();
  });

  it('keeps the keyboard in the dialog from step to step', async () => {
    const { user, dialog } = await openShares();
    await user.click(await within(dialog).findByRole('button', { name: 'Add a colleague' }));
    await waitFor(() => expect(dialog).toContainElement(document.activeElement as HTMLElement));
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    await within(dialog).findByRole('group', { name: 'Shared with' });
    await waitFor(() => expect(dialog).toContainElement(document.activeElement as HTMLElement));
  });

  it('asks for a colleague first', async () => {
    const { user, dialog, server } = await openShares();
    await user.click(await within(dialog).findByRole('button', { name: 'Add a colleague' }));
    await user.click(within(dialog).getByRole('button', { name: 'Share' }));
    expect(await within(dialog).findByText('Choose a colleague.')).toBeVisible();
    expect(server.asked.some(({ method }) => method === 'PUT')).toBe(false);
  });

  it('puts what the server refuses at its field', async () => {
    const opened = await openShares({
      [`PUT ${sharePath('mem_chloe')}`]: problem(422, 'invalid', {
        errors: [{ pointer: '/expires_at', detail: 'expected an instant in the future' }],
      }),
    });
    await chooseChloe(opened);
    await opened.user.click(within(opened.dialog).getByRole('button', { name: 'Share' }));
    const day = within(opened.dialog).getByLabelText(/Ends after/);
    await waitFor(() => expect(day).toHaveAttribute('aria-invalid', 'true'));
    expect(within(opened.dialog).getByText('Expected an instant in the future.')).toBeVisible();
  });
});

describe('changing a share', () => {
  it('warns that what was passed on is lowered with it', async () => {
    const { user, dialog, server } = await openShares();
    await user.click(await within(dialog).findByRole('button', { name: /Change the share with Ben/ }));
    expect(within(dialog).getByText(/Ben Whitfield has passed this session on/)).toBeVisible();
    expect(within(dialog).getByRole('button', { name: 'Save' })).toBeDisabled();
    await user.click(within(dialog).getByRole('radio', { name: 'View' }));
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(saved(server, clinic.ben.id)?.body).toEqual({ level: 'view', expires_at: null }),
    );
    expect(saved(server, clinic.ben.id)?.headers.get('If-Match')).toBe(benShare.etag);
  });

  it('leaves an end alone that was not touched, whatever the hour', async () => {
    const mine = { ...fayShare, allowed_actions: ['session.share'] };
    const { user, dialog, server } = await openShares({
      [`GET ${sessionAddress}/shares`]: ok({ items: [mine] }),
    });
    await user.click(await within(dialog).findByRole('button', { name: /Change the share with Fay/ }));
    await user.click(within(dialog).getByRole('radio', { name: 'Edit' }));
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(saved(server, 'mem_fay')?.body).toEqual({ level: 'edit', expires_at: fayShare.expires_at }),
    );
  });
});

describe('ending a share', () => {
  it('names whom else it takes the session from, and asks first', async () => {
    const { user, dialog, server } = await openShares();
    await user.click(await within(dialog).findByRole('button', { name: /End the share with Ben/ }));
    expect(within(dialog).getByText(/passed on from it ends too: Fay Nakamura/)).toBeVisible();
    expect(server.last('DELETE', sharePath(clinic.ben.id))).toBeUndefined();
    server.set(`GET ${sessionAddress}/shares`, ok({ items: [] }));
    await user.click(within(dialog).getByRole('button', { name: 'End share' }));
    expect(await within(dialog).findByText('This session is shared with nobody.')).toBeVisible();
    expect(server.last('DELETE', sharePath(clinic.ben.id))?.headers.get('If-Match')).toBe(benShare.etag);
  });

  it('names nobody else when nothing was passed on', async () => {
    const { user, dialog } = await openShares({
      [`GET ${sessionAddress}/shares`]: ok({ items: [benShare] }),
    });
    await user.click(await within(dialog).findByRole('button', { name: /End the share with Ben/ }));
    expect(within(dialog).queryByText(/ends too/)).toBeNull();
  });
});

describe('a share that somebody else changed meanwhile', () => {
  const stale = problem(412, 'stale');
  const list = `GET ${sessionAddress}/shares`;
  const byClara = {
    ...benShare,
    id: 'shr_clara',
    etag: '"both"',
    granted_by: { id: 'mem_clara', name: 'Clara Sund' },
    allowed_actions: ['session.unshare'],
  };
  const both = ok({ items: [{ ...benShare, etag: '"both"' }, byClara] });
  /** Takes what was seen with both shares only. */
  const onlyWithBoth =
    (answer: ReturnType<typeof ok>) => (asked: { headers: Headers; search: URLSearchParams }) => {
      if (asked.search.has('dry_run')) return ok(sharePreview);
      return asked.headers.get('If-Match') === '"both"' ? answer : stale;
    };

  it('is changed only after the difference was shown, from where the form stands', async () => {
    const { user, dialog, server } = await openShares({
      [`PUT ${sharePath(clinic.ben.id)}`]: onlyWithBoth(ok(benShare)),
    });
    await user.click(await within(dialog).findByRole('button', { name: /Change the share with Ben/ }));
    await user.click(within(dialog).getByRole('radio', { name: 'View' }));
    server.set(list, both);
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    const differences = await within(dialog).findByRole('region', { name: 'What was changed meanwhile' });
    expect(differences).toHaveTextContent('given by Clara Sund');
    expect(within(dialog).getByRole('radio', { name: 'View' })).toBeChecked();
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Shared with Ben Whitfield.')).toBeVisible();
  });

  it('is ended only after the difference was shown', async () => {
    const { user, dialog, server } = await openShares({
      [`DELETE ${sharePath(clinic.ben.id)}`]: onlyWithBoth(ok({ ended: 2 })),
    });
    await user.click(await within(dialog).findByRole('button', { name: /End the share with Ben/ }));
    server.set(list, both);
    await user.click(within(dialog).getByRole('button', { name: 'End share' }));
    await within(dialog).findByRole('region', { name: 'What was changed meanwhile' });
    expect(within(dialog).getByText(/has it from several people/)).toBeVisible();
    await user.click(within(dialog).getByRole('button', { name: 'End share' }));
    expect(await screen.findByText('The session is not shared with Ben Whitfield any more.')).toBeVisible();
  });

  it('may have ended, which is said', async () => {
    const { user, dialog, server } = await openShares({ [`PUT ${sharePath(clinic.ben.id)}`]: stale });
    await user.click(await within(dialog).findByRole('button', { name: /Change the share with Ben/ }));
    await user.click(within(dialog).getByRole('radio', { name: 'View' }));
    server.set(list, ok({ items: [] }));
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('it ended meanwhile');
    await user.click(within(dialog).getByRole('button', { name: 'Back to all shares' }));
    expect(await within(dialog).findByText('This session is shared with nobody.')).toBeVisible();
  });
});
