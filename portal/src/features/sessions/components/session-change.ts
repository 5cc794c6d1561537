// The details of a session as a form holds them, and what of them was changed in it.
import type { Session, SessionChange, SessionStatus } from '@/features/sessions/api/session-types';
import { bodyOf, type SessionValues, valuesOf } from '@/features/sessions/components/session-fields';
import { statusWords } from '@/features/sessions/components/session-words';

export interface DetailValues extends SessionValues {
  status: SessionStatus;
}

export function detailsOf(session: Session): DetailValues {
  const { patient, context, started_at } = valuesOf(session);
  const { name, date_of_birth, identifier } = patient;
  return { patient: { name, date_of_birth, identifier }, context, started_at, status: session.status };
}

type Field = keyof DetailValues;
const fields: readonly Field[] = ['patient', 'context', 'started_at', 'status'];

function changedFields(values: DetailValues, base: DetailValues): readonly Field[] {
  return fields.filter((field) => JSON.stringify(values[field]) !== JSON.stringify(base[field]));
}

/** What `values` changes of `base`, as the server wants it. */
export function changeOf(values: DetailValues, base: DetailValues): SessionChange {
  const body = bodyOf(values);
  return Object.fromEntries(changedFields(values, base).map((field) => [field, body[field]]));
}

/** `theirs` with what `values` changes of `base`. */
export function withChange(theirs: DetailValues, values: DetailValues, base: DetailValues): DetailValues {
  const changed = changedFields(values, base).map((field) => [field, values[field]]);
  return { ...theirs, ...(Object.fromEntries(changed) as Partial<DetailValues>) };
}

/** The details as one text, to compare versions by. */
export function detailWords({ patient, context, started_at, status }: DetailValues): string {
  return [
    `Patient: ${patient.name}`,
    `Date of birth: ${patient.date_of_birth}`,
    `Identifier: ${patient.identifier}`,
    `Begins: ${started_at.replace('T', ' ')}`,
    `Status: ${statusWords[status]}`,
    `Context: ${context}`,
  ].join('\n');
}

/** The session as one text: its details with what no form of them holds. */
export function sessionWords(session: Session): string {
  return [
    detailWords(detailsOf(session)),
    `Clinician: ${session.clinician.name}`,
    `Restricted: ${session.restricted ? 'yes' : 'no'}`,
    `Legal hold: ${session.legal_hold ? 'yes' : 'no'}`,
  ].join('\n');
}
