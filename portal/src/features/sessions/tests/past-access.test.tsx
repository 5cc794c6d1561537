import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { formatDateTime, localMinute } from '@/lib/dates';
import { ok, problem, type Reply } from '@/testing/fake-server';
import { accessPage, openAccess } from '@/testing/open-access';
import { nonOpener, openers } from '@/testing/sharing';
import { session, sessionAddress } from '@/testing/workspace';

describe('who could open a session', () => {
  const moment = localMinute(Date.parse(session.created_at) + 60_000);

  /** What the server says of the past, and after the choice of a moment. */
  async function openPast(past: Reply | object) {
    const opened = await openAccess({
      [`GET ${sessionAddress}/access`]: ({ search }) =>
        search.has('at')
          ? 'status' in past
            ? (past as Reply)
            : accessPage({ can_open: [], cannot: [nonOpener], ...past })
          : accessPage({ can_open: openers, cannot: [] }),
    });
    await choose(moment);
    return opened;
  }
  async function choose(value: string) {
    const field = await screen.findByLabelText('At a past moment');
    fireEvent.change(field, { target: { value } });
    fireEvent.click(screen.getByRole('button', { name: 'Show' }));
  }

  it('is asked of the moment in the zone of the reader, and led back to now', async () => {
    const { server, user } = await openPast({});
    expect(await screen.findByText('Nobody.')).toBeVisible();
    expect(server.last('GET', `${sessionAddress}/access`)?.search.get('at')).toBe(
      new Date(moment).toISOString(),
    );
    expect(
      screen.getByRole('heading', { name: `As it was on ${formatDateTime(new Date(moment).toISOString())}` }),
    ).toBeVisible();
    expect(screen.queryByText(/with the reason for each person/)).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Back to now' }));
    expect(await screen.findByRole('list', { name: 'Can open it' })).toHaveTextContent('Ben Whitfield');
    expect(screen.queryByRole('heading', { name: /As it was/ })).toBeNull();
    expect(screen.getByLabelText('At a past moment')).toHaveFocus();
  });

  it('is asked of the making of a session for the minute in which it was made', async () => {
    const created_at = '2026-09-15T08:29:27.300Z';
    const { server } = await openAccess({
      [`GET ${sessionAddress}`]: ok({ ...session, created_at }, '"1"'),
    });
    const minute = localMinute(Date.parse(created_at));
    expect(await screen.findByLabelText('At a past moment')).toHaveAttribute('min', minute);
    await choose(minute);
    await waitFor(() =>
      expect(server.last('GET', `${sessionAddress}/access`)?.search.get('at')).toBe(created_at),
    );
  });

  it('says when the rules were others', async () => {
    await openPast({ policy_changed: true });
    expect(await screen.findByRole('note')).toHaveTextContent('The rules of Rolecall were others then');
  });

  it('says why a moment cannot be answered, and keeps the way back', async () => {
    await openPast(
      problem(422, 'invalid', {
        errors: [{ pointer: '/at', detail: 'what the plans opened then was not kept' }],
      }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent('What the plans opened then was not kept.');
    expect(screen.getByRole('button', { name: 'Back to now' })).toBeVisible();
  });

  describe('in the hour over which the clocks were put back', () => {
    const zone = process.env['TZ'];
    afterEach(() => {
      process.env['TZ'] = zone;
    });

    async function openInBerlin(created_at = '2025-01-01T08:00:00Z') {
      process.env['TZ'] = 'Europe/Berlin';
      const opened = await openAccess({ [`GET ${sessionAddress}`]: ok({ ...session, created_at }, '"1"') });
      const asked = () => opened.server.last('GET', `${sessionAddress}/access`)?.search.get('at');
      return { ...opened, asked };
    }

    it('is asked of the one of two moments that is chosen, and says which', async () => {
      const { asked, user } = await openInBerlin();
      await choose('2025-10-26T02:30');
      await waitFor(() => expect(asked()).toBe('2025-10-26T00:30:00.000Z'));
      const turns = screen.getByRole('radiogroup', { name: 'The clocks showed this time twice' });
      expect(within(turns).getByRole('radio', { name: /^First, / })).toBeChecked();
      const first = screen.getByRole('heading', { name: /As it was on/ }).textContent;
      await user.click(within(turns).getByRole('radio', { name: /^Second, / }));
      await user.click(screen.getByRole('button', { name: 'Show' }));
      await waitFor(() => expect(asked()).toBe('2025-10-26T01:30:00.000Z'));
      expect(screen.getByRole('heading', { name: /As it was on/ }).textContent).not.toBe(first);
    });

    it('offers no choice where the clocks showed a moment once', async () => {
      const { asked } = await openInBerlin();
      await choose('2025-10-26T03:30');
      await waitFor(() => expect(asked()).toBe('2025-10-26T02:30:00.000Z'));
      expect(screen.queryByRole('radiogroup')).toBeNull();
    });

    it('is not asked of the first moment of a session that was made in the second', async () => {
      const { asked, user } = await openInBerlin('2025-10-26T01:30:20.000Z');
      await choose('2025-10-26T02:30');
      expect(await screen.findByText(/^The session was made on /)).toBeVisible();
      await user.click(screen.getByRole('radio', { name: /^Second, / }));
      await user.click(screen.getByRole('button', { name: 'Show' }));
      await waitFor(() => expect(asked()).toBe('2025-10-26T01:30:20.000Z'));
    });
  });

  it('is not asked of what is no past moment of the session', async () => {
    const { server } = await openAccess();
    await choose('');
    expect(await screen.findByText('Choose a day and a time.')).toBeVisible();
    await choose('2999-01-01T00:00');
    expect(await screen.findByText('Choose a moment in the past.')).toBeVisible();
    await choose('2020-01-01T00:00');
    expect(await screen.findByText(/^The session was made on /)).toBeVisible();
    expect(server.last('GET', `${sessionAddress}/access`)?.search.has('at')).toBe(false);
  });
});
