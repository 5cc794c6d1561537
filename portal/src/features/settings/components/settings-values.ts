// The settings record as a form holds it, and the part of it that was changed.
import type { Settings, UpdateSettings } from '@/features/settings/api/settings';

export type SettingsValues = Omit<Settings, 'locks' | 'allowed_actions' | 'retention_next'>;

/** A shorter retention that waits is what the team has chosen, so the form holds that one. */
export function valuesOf({ locks, allowed_actions, retention_next, ...values }: Settings): SettingsValues {
  return { ...values, retention_days: retention_next?.days ?? values.retention_days };
}

/** Only the fields that differ, so that a change of one never overwrites another. */
export function changedPart(before: SettingsValues, after: SettingsValues): UpdateSettings {
  const changed = Object.entries(after).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof SettingsValues]),
  );
  return Object.fromEntries(changed) as UpdateSettings;
}
