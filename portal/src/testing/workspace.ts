// The clinical side of the small clinic: sessions with what hangs on them, templates, and what a healthy server answers.
import type { Note, TextDocument } from '@/features/sessions/api/texts';
import type { Transcript } from '@/features/sessions/api/transcript';
import type { ListedSession, Session, SessionView } from '@/features/sessions/api/session-types';
import type { Template } from '@/features/templates/api/templates';
import type { Asked, Reply } from '@/testing/fake-server';
import { ada, ben, team } from '@/testing/fixtures';
import type { Action } from '@/lib/allowed';

export const teamAddress = `/api/v1/teams/${team.id}`;
export const sessionAddress = `${teamAddress}/sessions/ses_mia`;

const self = { id: ada.id, name: ada.name ?? '' };
const colleague = { id: ben.id, name: ben.name ?? '' };

export function listedSession(
  part: Partial<ListedSession> & { id: string; patientName?: string },
): ListedSession {
  const { patientName = 'Mia Lindgren', ...rest } = part;
  return {
    clinician: self,
    patient: { name: patientName, date_of_birth: '1984-05-17', identifier: 'NFC-2041' },
    started_at: '2026-09-15T08:30:00Z',
    status: 'in_progress',
    restricted: false,
    legal_hold: false,
    created_at: '2026-09-15T08:29:00Z',
    updated_at: '2026-09-15T08:29:00Z',
    ...rest,
  };
}

export const sessions: ListedSession[] = [
  listedSession({ id: 'ses_mia' }),
  listedSession({
    id: 'ses_tom',
    patientName: 'Tomás Aguirre',
    status: 'completed',
    restricted: true,
    started_at: '2026-09-14T13:00:00Z',
  }),
  listedSession({
    id: 'ses_ivy',
    patientName: 'Ivy Chen',
    status: 'draft',
    clinician: colleague,
    started_at: '2026-09-12T09:15:00Z',
  }),
];

const everything: Action[] = [
  'session.read',
  'session.update',
  'session.delete',
  'session.share',
  'session.unshare',
  'session.restrict',
  'session.access.read',
  'audit.read_own',
  'session.record',
  'transcript.read',
  'transcript.update',
  'note.create',
  'document.create',
];

export const session: Session = {
  ...listedSession({ id: 'ses_mia' }),
  patient: { name: 'Mia Lindgren', date_of_birth: '1984-05-17', identifier: 'NFC-2041' },
  context: 'Follow-up after six weeks of physiotherapy.',
  consent: { confirmed_by: ada.id, confirmed_at: '2026-09-15T08:30:00Z' },
  own: true,
  refused: {},
  allowed_actions: everything,
};

export const notOwn = {
  rule: 'not_own',
  explanation: 'Only the clinician of the session can do this.',
  remedy: { text: 'Ask Ben Whitfield to share the session with you.', who: ['clinician'], action: null },
};

export const viewedSession: Session = {
  ...session,
  clinician: colleague,
  own: false,
  refused: {
    'session.update': notOwn,
    'session.delete': notOwn,
    'session.restrict': notOwn,
    'session.share': notOwn,
    'session.record': notOwn,
    'transcript.update': notOwn,
    'note.create': notOwn,
  },
  allowed_actions: ['session.read', 'transcript.read', 'document.create', 'session.access.read'],
};

export const sessionView: SessionView = {
  enabled: false,
  viewable: false,
  by: [],
  more: 0,
  consent_prompt: { enabled: true, text: 'May we record this consultation to write your notes?' },
  sign_out_minutes: null,
};

export const viewable: SessionView = {
  ...sessionView,
  enabled: true,
  viewable: true,
  by: [{ ...colleague, actions: ['session.read', 'note.read', 'document.read'] }],
};

export const transcript: Transcript = {
  session: 'ses_mia',
  segments: [
    {
      position: 1,
      speaker: 'Clinician',
      text: 'How has the knee been since June?',
      start_ms: 0,
      end_ms: 4200,
    },
    {
      position: 2,
      speaker: 'Patient',
      text: 'Better. Stairs still hurt a little.',
      start_ms: 4800,
      end_ms: 9100,
    },
  ],
  allowed_actions: ['transcript.read', 'transcript.update', 'session.record'],
  refused: {},
};

const authoring: Action[] = ['note.read', 'note.update', 'note.delete', 'note.sign'];

export const note: Note = {
  id: 'nte_1',
  session: 'ses_mia',
  author: self,
  template: null,
  title: 'Follow-up',
  body: '## Findings\n\nFull **extension**, no effusion.\n\n- Stairs provoke pain\n- Walking is free\n',
  version: 3,
  authored: true,
  signed: null,
  addenda: [],
  refused: {},
  allowed_actions: authoring,
  created_at: '2026-09-15T08:40:00Z',
  updated_at: '2026-09-15T08:55:00Z',
};

export const signedNote: Note = {
  ...note,
  signed: { at: '2026-09-15T09:10:00Z', by: self },
  addenda: [{ id: 'add_1', author: self, body: 'X-ray is normal.', created_at: '2026-09-15T10:00:00Z' }],
  allowed_actions: ['note.read', 'note.addend'],
  refused: {
    'note.update': {
      rule: 'note_signed',
      explanation: 'This note is signed and cannot be changed any more.',
      remedy: { text: 'Write an addendum instead.', who: ['clinician'], action: 'note.addend' },
    },
  },
};

export const letter: TextDocument = {
  id: 'doc_1',
  session: 'ses_mia',
  author: self,
  template: null,
  title: 'Referral to orthopaedics',
  body: 'Dear colleague,\n\nthank you for seeing Mia Lindgren.\n',
  version: 1,
  authored: true,
  refused: {},
  allowed_actions: ['document.read', 'document.update', 'document.delete'],
  created_at: '2026-09-15T09:00:00Z',
  updated_at: '2026-09-15T09:00:00Z',
};

export const teamTemplate: Template = {
  id: 'tpl_soap',
  visibility: 'team',
  kind: 'note',
  name: 'SOAP note',
  body: '# {{patient.name}}\n\n## Subjective\n\n{{transcript}}\n',
  version: 4,
  author: colleague,
  copied_from: null,
  refused: {},
  allowed_actions: ['template.use', 'template.team.update', 'template.team.delete'],
  created_at: '2026-06-01T08:00:00Z',
  updated_at: '2026-08-01T08:00:00Z',
};

export const personalTemplate: Template = {
  ...teamTemplate,
  id: 'tpl_mine',
  visibility: 'personal',
  kind: 'document',
  name: 'Referral letter',
  body: 'Dear colleague,\n\n{{note}}\n\n{{clinician.name}}\n',
  author: self,
  copied_from: { template: 'tpl_letter', version: 2, behind: 2 },
  allowed_actions: ['template.use', 'template.personal.manage'],
};

const ok = (body: unknown, etag?: string): Reply => ({
  status: 200,
  body,
  ...(etag ? { headers: { ETag: etag } } : {}),
});
const items = (list: readonly unknown[]) => ok({ items: list, next_cursor: null });
const withoutBody = ({ body: _, ...rest }: Note | TextDocument) => rest;

/** As the server: patients whose name contains the words, of the clinician that is asked for. */
function list({ search }: Asked): Reply {
  const clinician = search.get('clinician') ?? 'me';
  const words = (search.get('query') ?? '').toLowerCase();
  const found = sessions.filter(
    (one) =>
      (clinician === 'all' || one.clinician.id === (clinician === 'me' ? self.id : clinician)) &&
      (search.get('status') ?? one.status) === one.status &&
      (one.patient?.name.toLowerCase().includes(words) ?? false),
  );
  return ok({ items: found, why_not_all: null, next_cursor: null });
}

export const workspaceAnswers: Record<string, Reply | ((asked: Asked) => Reply)> = {
  [`GET ${teamAddress}/sessions`]: list,
  [`GET ${teamAddress}/session-view`]: ok(sessionView),
  [`POST ${teamAddress}/sessions`]: { status: 201, body: session },
  [`GET ${sessionAddress}`]: ok(session, '"1"'),
  [`PATCH ${sessionAddress}`]: ok(session, '"2"'),
  [`DELETE ${sessionAddress}`]: { status: 204 },
  [`PUT ${sessionAddress}/restriction`]: { status: 204 },
  [`DELETE ${sessionAddress}/restriction`]: { status: 204 },
  [`GET ${sessionAddress}/transcript`]: ok(transcript, '"5"'),
  [`GET ${sessionAddress}/notes`]: items([withoutBody(note)]),
  [`GET ${sessionAddress}/notes/nte_1`]: ok(note, '"3"'),
  [`GET ${sessionAddress}/documents`]: items([withoutBody(letter)]),
  [`GET ${sessionAddress}/documents/doc_1`]: ok(letter, '"1"'),
  [`GET ${teamAddress}/templates`]: items([teamTemplate, personalTemplate]),
  [`GET ${teamAddress}/templates/tpl_soap`]: ok(teamTemplate, '"4"'),
  [`GET ${teamAddress}/templates/tpl_mine`]: ok(personalTemplate, '"1"'),
  [`GET ${teamAddress}/templates/proposals`]: items([]),
  [`GET ${teamAddress}/templates/placeholders`]: items([
    { name: 'patient.name', sentence: 'The name of the patient' },
    { name: 'session.date', sentence: 'The day of the session' },
    { name: 'transcript', sentence: 'What was said' },
    { name: 'clinician.name', sentence: 'The name of the clinician' },
  ]),
  [`POST ${teamAddress}/templates/preview`]: ok({
    errors: [],
    rendered: '# Jo Example\n\n## Subjective\n\nThe knee is better.',
  }),
};
