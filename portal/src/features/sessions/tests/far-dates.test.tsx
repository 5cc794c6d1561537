import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { FakeServer } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';

it('who could open a session is not asked of a year of five digits', async () => {
  const server = new FakeServer();
  const { user } = openPage(`/teams/${clinic.team.id}/sessions/ses_mia`, server);
  await user.click(await screen.findByRole('tab', { name: 'Access' }));
  const moment = await screen.findByLabelText('At a past moment');
  fireEvent.change(moment, { target: { value: '20267-01-05T09:00' } });
  fireEvent.click(screen.getByRole('button', { name: 'Show' }));
  expect(await screen.findByText('Choose a day and a time.')).toBeVisible();
  expect(server.asked.some(({ search }) => search.has('at'))).toBe(false);
});
