// Shapes of sessions and of what hangs on them. Instants are RFC 3339 in UTC.
import type { Action, HasAllowedActions } from '@/lib/allowed';
import type { Why } from '@/lib/problem';

export interface PersonRef {
  readonly id: string;
  readonly name: string;
}

export type SessionStatus = 'draft' | 'in_progress' | 'completed';

export interface Patient {
  readonly name: string;
  /** YYYY-MM-DD, or empty. */
  readonly date_of_birth: string;
  readonly identifier: string;
}

/** What a page offers: the actions that are allowed, and why others are not. */
export interface Offered extends HasAllowedActions {
  readonly allowed_actions: readonly Action[];
  readonly refused: Partial<Record<Action, Why>>;
}

export interface ListedSession {
  readonly id: string;
  readonly clinician: PersonRef;
  /** Null when what is stored cannot be read any more. */
  readonly patient: Patient | null;
  readonly started_at: string;
  readonly status: SessionStatus;
  readonly restricted: boolean;
  readonly legal_hold: boolean;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface Session extends ListedSession, Offered {
  readonly patient: Patient;
  readonly context: string;
  readonly consent: { readonly confirmed_by: string; readonly confirmed_at: string } | null;
  readonly own: boolean;
}

export interface SessionPage {
  readonly items: readonly ListedSession[];
  /** Why colleagues' sessions are not shown; null when they are. */
  readonly why_not_all: Why | null;
  readonly next_cursor: string | null;
}

export interface NewSession {
  readonly patient: Patient;
  readonly context: string;
  readonly started_at: string;
  readonly status: SessionStatus;
  readonly clinician?: string;
  readonly consent_confirmed?: boolean;
}

export interface SessionChange {
  readonly patient?: Patient;
  readonly context?: string;
  readonly started_at?: string;
  readonly status?: SessionStatus;
  readonly consent_confirmed?: boolean;
}

/** Who can read our sessions now, and what the team asks of everybody who works on sessions. */
export interface SessionView {
  readonly enabled: boolean;
  readonly viewable: boolean;
  readonly by: readonly PersonRef[];
  readonly include_transcripts: boolean;
  readonly consent_prompt: { readonly enabled: boolean; readonly text: string };
  readonly sign_out_minutes: number | null;
}
