// Forms in which something is typed that is not saved, each with its words and the refusal of a login that ended.
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect } from 'vitest';
import { type FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import type { OpenedPage } from '@/testing/open-page';
import { unlocked } from '@/testing/open-settings';
import { session, sessionAddress, sessionView, teamAddress } from '@/testing/workspace';

export type Changes = ConstructorParameters<typeof FakeServer>[0];
export type User = OpenedPage['user'];

const ended = problem(401, 'unauthenticated');

/** A form of the portal: how it is reached, typed into and sent, and where its words are found again. */
export interface Form {
  readonly name: string;
  readonly page: string;
  readonly answers: Changes;
  readonly type: (user: User) => Promise<void>;
  readonly field: (user: User) => Promise<HTMLElement>;
  readonly send: string;
  readonly title: string;
}

export const typed = 'Kept words';

async function change(user: User, button: string | RegExp, field: () => Promise<HTMLElement>) {
  const opener = () => screen.getByRole('button', { name: button });
  await waitFor(() => expect(opener()).not.toHaveAttribute('aria-disabled', 'true'));
  await user.click(opener());
  fireEvent.change(await field(), { target: { value: typed } });
}

const proposing = [...clinic.team.allowed_actions, 'template.propose' as const];
const footer = () => screen.findByLabelText('Footer of documents');
export const templateText = () => screen.findByRole('textbox', { name: 'Text' });

export const forms: readonly Form[] = [
  {
    name: 'the settings',
    page: 'settings',
    answers: {
      [`GET ${teamAddress}/settings`]: ok(unlocked, '"1"'),
      [`PATCH ${teamAddress}/settings`]: ended,
    },
    type: async () => void fireEvent.change(await footer(), { target: { value: typed } }),
    field: footer,
    send: 'Save settings',
    title: 'Team settings',
  },
  {
    name: 'a new template',
    page: 'templates',
    answers: { [`POST ${teamAddress}/templates`]: ended },
    type: (user) => change(user, 'New template', templateText),
    field: templateText,
    send: 'Create template',
    title: 'New template',
  },
  {
    name: 'a change of a template',
    page: 'templates',
    answers: { [`PATCH ${teamAddress}/templates/tpl_soap`]: ended },
    type: (user) => change(user, 'Open SOAP note', templateText),
    field: templateText,
    send: 'Save',
    title: 'Edit template',
  },
  {
    name: 'a proposal',
    page: 'templates',
    answers: {
      [`GET ${teamAddress}`]: ok({ ...clinic.team, allowed_actions: proposing }, '"1"'),
      [`POST ${teamAddress}/templates/proposals`]: ended,
    },
    type: async (user) => {
      await user.click(await screen.findByRole('button', { name: 'More about Referral letter' }));
      await user.click(await screen.findByRole('menuitem', { name: 'Propose to the team' }));
      fireEvent.change(await templateText(), { target: { value: typed } });
    },
    field: templateText,
    send: 'Propose',
    title: 'Propose to the team',
  },
  {
    name: 'a new session',
    page: 'sessions',
    answers: {
      [`GET ${teamAddress}/session-view`]: ok({
        ...sessionView,
        consent_prompt: { enabled: false, text: '' },
      }),
      [`POST ${teamAddress}/sessions`]: ended,
    },
    type: async (user) => {
      await change(user, 'New session', () => screen.findByRole('textbox', { name: 'Patient' }));
    },
    field: () => screen.findByRole('textbox', { name: 'Patient' }),
    send: 'Create session',
    title: 'New session',
  },
  {
    name: 'a pasted transcript',
    page: `sessions/${session.id}`,
    answers: { [`POST ${sessionAddress}/transcript/segments`]: ended },
    type: async (user) => {
      await user.click(await screen.findByRole('tab', { name: 'Transcript' }));
      await change(user, 'Paste', pastedText);
    },
    field: async (user) => {
      await user.click(await screen.findByRole('tab', { name: 'Transcript' }));
      return pastedText();
    },
    send: 'Add to the transcript',
    title: 'Pasted transcript',
  },
];

async function pastedText() {
  const dialog = await screen.findByRole('dialog', { name: 'Paste a transcript' });
  return within(dialog).getByRole('textbox', { name: 'Text' });
}
