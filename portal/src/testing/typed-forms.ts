// Forms in which something is typed that is not saved, each with its words and the refusal of a login that ended.
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect } from 'vitest';
import { FakeServer, ok, problem } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { type OpenedPage, openInBrowser } from '@/testing/open-page';
import { unlocked } from '@/testing/open-settings';
import { enabledTeam, reviewedTeam, waitingAccess } from '@/testing/oversight';
import { session, sessionAddress, sessionView, signedNote, teamAddress } from '@/testing/workspace';

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
  /** Where its writer is told to look after an attempt without an answer; null where sending it again does nothing twice. */
  readonly check: string | null;
}

export const typed = 'Kept words';

/** Said of an attempt without an answer. */
export const mayHave = 'The last attempt may have gone through';

export async function typeInto(form: Form, answers: Changes = form.answers) {
  const server = new FakeServer(answers);
  const opened = openInBrowser(`/teams/${clinic.team.id}/${form.page}`, server);
  await form.type(opened.user);
  return { server, ...opened };
}

async function change(user: User, button: string | RegExp, field: () => Promise<HTMLElement>) {
  const opener = () => screen.getByRole('button', { name: button });
  await waitFor(() => expect(opener()).not.toHaveAttribute('aria-disabled', 'true'));
  await user.click(opener());
  fireEvent.change(await field(), { target: { value: typed } });
}

const proposing = [...clinic.team.allowed_actions, 'template.propose' as const];
const footer = () => screen.findByLabelText('Footer of documents');
export const templateText = () => screen.findByRole('textbox', { name: 'Text' });

const memberTitle = () => screen.findByRole('textbox', { name: 'Title (optional)' });
const titled = { ...clinic.ben, allowed_actions: ['member.update' as const] };
const titleOfBen = () => screen.findByRole('textbox', { name: 'Title' });
const addendum = () => screen.findByRole('textbox', { name: 'Addendum' });
const roleName = () => screen.findByRole('textbox', { name: 'Name' });
const keyName = () => screen.findByRole('textbox', { name: /^Name/ });
const emergencyReason = () => screen.findByRole('textbox', { name: /^Reason/ });
const reviewComment = () => screen.findByRole('textbox', { name: 'Comment' });

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
    check: null,
  },
  {
    name: 'a new template',
    page: 'templates',
    answers: { [`POST ${teamAddress}/templates`]: ended },
    type: (user) => change(user, 'New template', templateText),
    field: templateText,
    send: 'Create template',
    title: 'New template',
    check: 'the list of templates',
  },
  {
    name: 'a change of a template',
    page: 'templates',
    answers: { [`PATCH ${teamAddress}/templates/tpl_soap`]: ended },
    type: (user) => change(user, 'Open SOAP note', templateText),
    field: templateText,
    send: 'Save',
    title: 'Edit template',
    check: null,
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
    check: 'the proposals',
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
    check: 'the list of sessions',
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
    check: 'the transcript',
  },
  {
    name: 'an invitation',
    page: 'members',
    answers: { [`POST ${teamAddress}/members`]: ended },
    type: async (user) => {
      await change(user, 'Add team member', memberTitle);
      await user.type(
        screen.getByRole('textbox', { name: 'E-mail address' }),
        'hana@northside.example{Enter}',
      );
    },
    field: memberTitle,
    send: 'Save',
    title: 'Add team member',
    check: 'the list of members',
  },
  {
    name: 'the title of a member',
    page: 'members',
    answers: {
      [`GET ${teamAddress}/members`]: ok({ items: [titled], next_cursor: null }),
      [`PATCH ${teamAddress}/members/${clinic.ben.id}`]: ended,
    },
    type: async (user) => {
      await user.click(await screen.findByRole('button', { name: 'Actions for Ben Whitfield' }));
      await user.click(await screen.findByRole('menuitem', { name: 'Change title' }));
      fireEvent.change(await titleOfBen(), { target: { value: typed } });
    },
    field: titleOfBen,
    send: 'Save',
    title: 'Title of Ben Whitfield',
    check: null,
  },
  {
    name: 'an addendum',
    page: `sessions/${session.id}`,
    answers: {
      [`GET ${sessionAddress}/notes/${signedNote.id}`]: ok(signedNote, '"5"'),
      [`POST ${sessionAddress}/notes/${signedNote.id}/addenda`]: ended,
    },
    type: async () => void fireEvent.change(await addendum(), { target: { value: typed } }),
    field: addendum,
    send: 'Add to the note',
    title: `Addendum to ${signedNote.title}`,
    check: 'the addenda above',
  },
  {
    name: 'a new role',
    page: 'roles',
    answers: { [`POST ${teamAddress}/roles`]: ended },
    type: async (user) => {
      await screen.findByRole('button', { name: 'Create role' });
      await change(user, 'Create role', roleName);
      await user.click(screen.getByRole('checkbox', { name: 'Create own sessions' }));
    },
    field: roleName,
    send: 'Save',
    title: 'Create role',
    check: 'the list of roles',
  },
  {
    name: 'a change of a role',
    page: 'roles',
    answers: {
      [`GET ${teamAddress}/roles`]: ok({
        items: [...clinic.roles, clinic.locum],
        definition: clinic.definition,
      }),
      [`PATCH ${teamAddress}/roles/${clinic.locum.id}`]: ended,
    },
    type: async (user) => {
      await screen.findByRole('button', { name: 'Edit Locum' });
      await change(user, 'Edit Locum', roleName);
    },
    field: roleName,
    send: 'Save',
    title: 'Edit role',
    check: null,
  },
  {
    name: 'a new API key',
    page: 'api-keys',
    answers: { [`POST ${teamAddress}/api-keys`]: ended },
    type: (user) => change(user, 'Create API key', keyName),
    field: keyName,
    send: 'Create',
    title: 'Create API key',
    check: 'the list of keys',
  },
  {
    name: 'an emergency access',
    page: 'emergency',
    answers: {
      [`GET ${teamAddress}`]: ok(enabledTeam, '"1"'),
      [`POST ${teamAddress}/emergency`]: ended,
    },
    type: async (user) => {
      await screen.findByRole('button', { name: "Open a patient's sessions" });
      await change(user, "Open a patient's sessions", emergencyReason);
      const dialog = within(screen.getByRole('dialog', { name: 'Emergency access' }));
      await user.type(dialog.getByLabelText(/Identifier of the patient/), 'NFC-2041');
      await user.type(dialog.getByLabelText(/Date of birth/), '1984-05-17');
    },
    field: emergencyReason,
    send: 'Open the sessions',
    title: 'Emergency access',
    check: 'the list of sessions',
  },
  {
    name: 'a review',
    page: 'emergency',
    answers: {
      [`GET ${teamAddress}`]: ok(reviewedTeam, '"1"'),
      [`GET ${teamAddress}/emergency`]: ok({ items: [waitingAccess], next_cursor: null }),
      [`POST ${teamAddress}/emergency/${waitingAccess.id}/review`]: ended,
    },
    type: async (user) => {
      await screen.findByRole('button', { name: /^Review the access/ });
      await change(user, /^Review the access/, reviewComment);
      await user.click(screen.getByRole('radio', { name: 'Justified' }));
    },
    field: reviewComment,
    send: 'Record the review',
    title: 'Review',
    check: null,
  },
];

async function pastedText() {
  const dialog = await screen.findByRole('dialog', { name: 'Paste a transcript' });
  return within(dialog).getByRole('textbox', { name: 'Text' });
}
