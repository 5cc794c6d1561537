import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer, ok } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';
import { session, sessionAddress, teamAddress, viewable, viewedSession } from '@/testing/workspace';

const list = `/teams/${clinic.team.id}/sessions`;

function open(address: string, changes: ConstructorParameters<typeof FakeServer>[0]) {
  openPage(address, new FakeServer({ [`GET ${teamAddress}/session-view`]: ok(viewable), ...changes }));
}

const banner = () => screen.queryByRole('note', { name: 'Session View' });
const shown = () => screen.findByRole('heading', { name: session.patient.name });

describe('the banner of Session View', () => {
  it('stands on an own session', async () => {
    open(`${list}/ses_mia`, {});
    await shown();
    expect(await screen.findByRole('note', { name: 'Session View' })).toHaveTextContent(
      /Ben Whitfield can read/,
    );
  });

  it.each([
    ['a restricted session, which stays hidden', { ...session, restricted: true }],
    ["a colleague's session", viewedSession],
  ])('does not stand on %s', async (_, one) => {
    open(`${list}/ses_mia`, { [`GET ${sessionAddress}`]: ok(one, '"1"') });
    await shown();
    await screen.findByDisplayValue('Follow-up');
    expect(banner()).toBeNull();
  });

  it('says so when transcripts are included', async () => {
    open(list, { [`GET ${teamAddress}/session-view`]: ok({ ...viewable, include_transcripts: true }) });
    expect(await screen.findByRole('note', { name: 'Session View' })).toHaveTextContent(
      'notes, documents and transcripts of your sessions',
    );
  });

  it('names the first five of many and counts the others', async () => {
    const by = Array.from({ length: 12 }, (_, index) => ({
      id: `mem_${index}`,
      name: `Person ${index + 1}`,
    }));
    open(list, { [`GET ${teamAddress}/session-view`]: ok({ ...viewable, by, more: 30 }) });
    const note = await screen.findByRole('note', { name: 'Session View' });
    expect(note).toHaveTextContent(
      'Person 1, Person 2, Person 3, Person 4, Person 5, and 37 others can read',
    );
  });
});
