// The settings record as a form holds it, and the part of it that was changed.
import type { Settings, UpdateSettings } from '@/features/settings/api/settings';

export type SettingsValues = Omit<Settings, 'locks' | 'allowed_actions'>;

export function valuesOf({ locks, allowed_actions, ...values }: Settings): SettingsValues {
  return values;
}

/** Only the fields that differ, so that a change of one never overwrites another. */
export function changedPart(before: SettingsValues, after: SettingsValues): UpdateSettings {
  const changed = Object.entries(after).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof SettingsValues]),
  );
  return Object.fromEntries(changed) as UpdateSettings;
}
