// The settings as fields that are edited one by one, named as the server names them in its errors.
import type { Settings, UpdateSettings } from '@/features/settings/api/settings';

export interface SettingsValues {
  'session_view.enabled': boolean;
  'session_view.audience_roles': string[];
  'session_view.audience_members': string[];
  'session_view.include_transcripts': boolean;
  require_mfa: boolean;
  'consent_prompt.enabled': boolean;
  'consent_prompt.text': string;
  content_footer: string;
  retention_days: number | null;
  emergency_access: boolean;
  sign_out_minutes: number | null;
}

export type SettingsField = keyof SettingsValues;

export const settingNames: Record<SettingsField, string> = {
  'session_view.enabled': 'Session View',
  'session_view.audience_roles': 'Roles that may read',
  'session_view.audience_members': 'Members by name',
  'session_view.include_transcripts': 'Transcripts too',
  require_mfa: 'Require two-factor sign-in',
  'consent_prompt.enabled': "Ask for the patient's consent",
  'consent_prompt.text': 'Text of the prompt',
  content_footer: 'Footer of documents',
  retention_days: 'Delete sessions after a time',
  emergency_access: 'Emergency access',
  sign_out_minutes: 'Sign members out automatically',
};

/** A shorter retention that waits is what the team has chosen, so the form holds that one. */
export function valuesOf({
  session_view: view,
  consent_prompt: prompt,
  ...settings
}: Settings): SettingsValues {
  return {
    'session_view.enabled': view.enabled,
    'session_view.audience_roles': view.audience_roles,
    'session_view.audience_members': view.audience_members,
    'session_view.include_transcripts': view.include_transcripts,
    require_mfa: settings.require_mfa,
    'consent_prompt.enabled': prompt.enabled,
    'consent_prompt.text': prompt.text,
    content_footer: settings.content_footer,
    retention_days: settings.retention_next?.days ?? settings.retention_days,
    emergency_access: settings.emergency_access,
    sign_out_minutes: settings.sign_out_minutes,
  };
}

function isUnder(path: string, field: string): boolean {
  return path === field || path.startsWith(`${field}.`);
}

type Errors = Readonly<Record<string, string>>;

const lists = ['audience_roles', 'audience_members'] as const;

/** Errors at the entries of lists by entry: the server names the place in what was `sent`, which may change meanwhile. */
export function errorsByEntry(
  errors: Errors,
  { session_view: sent }: UpdateSettings,
): Record<string, string> {
  const named = (path: string) => {
    const list = lists.find((one) => isUnder(path, `session_view.${one}`));
    const entry = list && sent?.[list]?.[Number(path.split('.')[2])];
    return entry === undefined ? path : `session_view.${list}.${entry}`;
  };
  return Object.fromEntries(Object.entries(errors).map(([path, words]) => [named(path), words]));
}

/** What stays wrong when a field becomes `to`: other fields, and the entries that it keeps. */
export function errorsAfter(errors: Errors, field: SettingsField, to: unknown): Record<string, string> {
  const kept = Array.isArray(to) ? to.map((entry) => `${field}.${entry}`) : [];
  return Object.fromEntries(
    Object.entries(errors).filter(([path]) => !isUnder(path, field) || kept.includes(path)),
  );
}

/** The lists among the values are sets: the server has an order of its own, and means nothing by it. */
export function isSame(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  const [these, those] = [new Set<unknown>(one), new Set<unknown>(other)];
  return these.size === those.size && [...these].every((entry) => those.has(entry));
}

/** The body of a change: only these fields, so that a change of one never overwrites another. */
export function changeOf(fields: Partial<SettingsValues>): UpdateSettings {
  const change: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(fields)) {
    const [field = '', part] = path.split('.');
    change[field] = part === undefined ? value : { ...(change[field] as object), [part]: value };
  }
  return change;
}
