import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { endOfLocalDay, startOfLocalDay } from '@/lib/dates';
import { FakeServer, ok, refused } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';

const address = `/teams/${clinic.team.id}/audit`;
const path = `/api/v1/teams/${clinic.team.id}/audit`;

describe('the audit page', () => {
  it('opens a row to what was before and after', async () => {
    const { user } = openPage(address, new FakeServer());
    await user.click(await screen.findByRole('button', { name: /Ada Okafor.*role\.assign/ }));
    expect(await screen.findByRole('cell', { name: 'administrator, clinician' })).toBeVisible();
  });

  it('marks refused attempts and counts equal ones', async () => {
    openPage(address, new FakeServer());
    const row = await screen.findByRole('button', { name: /member\.invite/ });
    expect(row).toHaveTextContent('Refused');
    expect(row).toHaveTextContent('3 times');
  });

  it('asks with the filter of its address, days in the zone of the reader', async () => {
    const server = new FakeServer();
    openPage(`${address}?action=role.assign&from=2026-09-01`, server);
    await screen.findByText('role.assign');
    const search = server.last('GET', path)?.search;
    expect(search?.get('action')).toBe('role.assign');
    expect(search?.get('from')).toBe(startOfLocalDay('2026-09-01'));
  });

  it.each(['20267-01-05', '2026-02-31', '2026-09-01T10:00', 'soon'])(
    'does not search from %s, which is no day, and says so',
    async (from) => {
      const server = new FakeServer();
      openPage(`${address}?from=${from}`, server);
      await screen.findByText('role.assign');
      expect(server.last('GET', path)?.search.has('from')).toBe(false);
      expect(screen.getByText('There is no such day.')).toBeVisible();
    },
  );

  it('takes no day of a year of five digits from its fields', async () => {
    const server = new FakeServer();
    openPage(address, server);
    fireEvent.change(await screen.findByLabelText('Until'), { target: { value: '20267-01-05' } });
    expect(await screen.findByText('There is no such day.')).toBeVisible();
    expect(server.last('GET', path)?.search.has('to')).toBe(false);
    fireEvent.change(screen.getByLabelText('Until'), { target: { value: '2026-09-30' } });
    await waitFor(() => expect(server.last('GET', path)?.search.get('to')).toBe(endOfLocalDay('2026-09-30')));
    expect(screen.queryByText('There is no such day.')).toBeNull();
  });

  it('shows why the audit is closed to the reader', async () => {
    const server = new FakeServer();
    server.set(
      `GET ${path}`,
      refused({ ...clinic.noGrant, explanation: 'None of your roles reads the audit.' }),
    );
    openPage(address, server);
    expect(await screen.findByRole('alert')).toHaveTextContent('None of your roles reads the audit.');
  });

  it('offers the export to whoever may have it', async () => {
    const server = new FakeServer();
    server.set(
      `GET /api/v1/teams/${clinic.team.id}`,
      ok({ ...clinic.team, allowed_actions: ['audit.read', 'audit.export'] }, '"1"'),
    );
    const { user } = openPage(address, server);
    await user.click(await screen.findByRole('button', { name: 'Export' }));
    const link = await screen.findByRole('menuitem', { name: /JSON lines/ });
    expect(link).toHaveAttribute('href', `${path}/export?format=jsonl`);
  });
});
