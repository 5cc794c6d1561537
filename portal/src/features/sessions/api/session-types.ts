// Shapes of sessions and of what hangs on them, as the contract has them. Instants are RFC 3339 in UTC.
import type { components } from '@/lib/api-types';

type Schemas = components['schemas'];
export type PersonRef = Schemas['Person'];
export type SessionStatus = Schemas['SessionStatus'];
export type Patient = Schemas['Patient'];
/** The patient is null when what is stored cannot be read any more. */
export type ListedSession = Schemas['ListedSession'];
export type Session = Schemas['Session'];
/** `why_not_all`: why colleagues' sessions are not shown; null when they are. */
export type SessionPage = Schemas['SessionPage'];
export type NewSession = Schemas['NewSession'];
export type SessionChange = Schemas['SessionPatch'];
/** Who can read our sessions now, and what the team asks of everybody who works on sessions. */
export type SessionView = Schemas['SessionViewState'];
export type SessionViewer = Schemas['SessionViewer'];
