import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer, ok } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';
import { note, sessionAddress } from '@/testing/workspace';

describe('the notes of a session', () => {
  it('are chosen from all pages of the list, and one that cannot be read hides no other', async () => {
    const server = new FakeServer({
      [`GET ${sessionAddress}/notes`]: ({ search }) =>
        search.get('cursor') === 'second'
          ? ok({ items: [{ ...note, id: 'nte_2', title: null }], next_cursor: null })
          : ok({ items: [note], next_cursor: 'second' }),
    });
    const { user } = openPage(`/teams/${clinic.team.id}/sessions/ses_mia`, server);
    await user.click(await screen.findByRole('combobox', { name: 'Choose a note' }));
    expect(await screen.findByRole('option', { name: note.title })).toBeVisible();
    expect(screen.getByRole('option', { name: 'Cannot be read' })).toBeVisible();
  });
});
