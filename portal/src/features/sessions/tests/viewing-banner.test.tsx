import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { SessionViewer } from '@/features/sessions/api/session-types';
import { FakeServer, ok } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';
import { session, sessionAddress, teamAddress, viewable, viewedSession } from '@/testing/workspace';

const readings: SessionViewer['actions'] = ['session.read', 'transcript.read', 'note.read', 'document.read'];
const notesAndDocuments: SessionViewer['actions'] = ['session.read', 'note.read', 'document.read'];
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

  const told = async (by: readonly SessionViewer[], more = 0) => {
    open(list, { [`GET ${teamAddress}/session-view`]: ok({ ...viewable, by, more }) });
    return (await screen.findByRole('note', { name: 'Session View' })).textContent;
  };

  it.each<[SessionViewer['actions'], string]>([
    [readings, 'Ada can read the notes, documents, and transcripts of your sessions.'],
    [notesAndDocuments, 'Ada can read the notes and documents of your sessions, not the transcripts.'],
    [
      ['session.read', 'note.read'],
      'Ada can read the notes of your sessions, not the documents and transcripts.',
    ],
    [
      ['document.read'],
      'Ada can read the documents of your sessions, not the details, notes, and transcripts.',
    ],
    [['session.read'], 'Ada can read only the details of your sessions.'],
  ])('says of who may %s just that', async (actions, sentence) => {
    expect(await told([{ id: 'mem_ada', name: 'Ada', actions }])).toBe(
      `Session View is on: ${sentence} A session that you restrict stays hidden.`,
    );
  });

  it('names together who can read the same', async () => {
    const by = [
      { id: 'mem_cem', name: 'Cem Yilmaz', actions: ['session.read'] },
      { id: 'mem_ada', name: 'Ada Brook', actions: notesAndDocuments },
      { id: 'mem_ben', name: 'Ben Whitfield', actions: notesAndDocuments },
    ] satisfies SessionViewer[];
    expect(await told(by)).toContain(
      'Ada Brook and Ben Whitfield can read the notes and documents of your sessions, not the transcripts. ' +
        'Cem Yilmaz can read only the details.',
    );
  });

  const people = (first: number, last: number, actions: SessionViewer['actions']) =>
    Array.from({ length: last - first + 1 }, (_, index) => ({
      id: `mem_${first + index}`,
      name: `Person ${first + index}`,
      actions,
    }));

  it('names the first five of many and counts the others', async () => {
    expect(await told(people(1, 12, readings), 30)).toContain(
      'Person 1, Person 2, Person 3, Person 4, Person 5, and 7 others can read the notes, documents, and ' +
        'transcripts of your sessions. 30 others can read some or all of this.',
    );
  });

  it('names no more than five in all of several groups', async () => {
    expect(
      await told([
        ...people(1, 4, readings),
        ...people(5, 7, notesAndDocuments),
        ...people(8, 8, ['note.read']),
      ]),
    ).toContain(
      'Person 1, Person 2, Person 3, and Person 4 can read the notes, documents, and transcripts of your sessions. ' +
        'Person 5 and 2 others can read the notes and documents, not the transcripts. ' +
        '1 other can read the notes, not the details, documents, and transcripts.',
    );
  });
});
