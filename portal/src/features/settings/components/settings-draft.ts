// What was edited and is not saved yet. It outlives a refresh of the settings: others change the team meanwhile, and a
// trial or another plan opens switches, while somebody is writing. It outlives the page too.
import { useState } from 'react';
import { useKept, useTypedForm } from '@/features/drafts/components/kept-form';
import type { Settings, UpdateSettings } from '@/features/settings/api/settings';
import {
  changeOf,
  errorsAfter,
  isSame,
  settingNames,
  type SettingsField,
  type SettingsValues,
  valuesOf,
} from '@/features/settings/components/settings-values';
import { basedOn, type Edit, edited, isOvertaken, isUnsaved } from '@/lib/edit';

type Edits = Partial<Record<SettingsField, Edit<unknown>>>;

/** A field that somebody else saved meanwhile, otherwise than it is edited here. */
export interface Conflict {
  readonly field: SettingsField;
  readonly theirs: unknown;
  readonly mine: unknown;
}

export interface SettingsDraft {
  readonly values: SettingsValues;
  readonly errors: Readonly<Record<string, string>>;
  readonly setErrors: (errors: Record<string, string>) => void;
  readonly set: <Field extends SettingsField>(field: Field, value: SettingsValues[Field]) => void;
  /** What differs from what is saved now; empty when nothing does. */
  readonly change: UpdateSettings;
  readonly conflicts: readonly Conflict[];
  readonly keepMine: (field: SettingsField) => void;
  readonly takeTheirs: (field: SettingsField) => void;
  readonly discard: () => void;
  /** `change` is saved now; what was edited while it was sent stays. */
  readonly settle: () => void;
}

function entriesOf(edits: Edits): [SettingsField, Edit<unknown>][] {
  return Object.entries(edits) as [SettingsField, Edit<unknown>][];
}

function without<T extends object>(record: T, field: string): T {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== field)) as T;
}

function wordsOf(edits: Edits): string {
  return entriesOf(edits)
    .map(([field, { to }]) => `${settingNames[field]}: ${String(to)}`)
    .join('\n');
}

/** What is left of the edits once `sent` is saved. */
function after(edits: Edits, sent: Partial<SettingsValues>): Edits {
  const left = entriesOf(edits).filter(([field, { to }]) => !(field in sent && isSame(to, sent[field])));
  return Object.fromEntries(
    left.map(([field, { from, to }]) => [field, { from: field in sent ? sent[field] : from, to }]),
  );
}

export function useSettingsDraft(loaded: Settings): SettingsDraft {
  const draft = useTypedForm<Edits>('settings', 'form', 'Team settings', wordsOf);
  const [edits, setEdits] = useState<Edits>(() => draft.content() ?? {});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const saved = valuesOf(loaded);
  const unsaved = entriesOf(edits).filter(([field, edit]) => isUnsaved(edit, saved[field], isSame));
  const mine = Object.fromEntries(unsaved.map(([field, { to }]) => [field, to])) as Partial<SettingsValues>;
  useKept(draft, unsaved.length > 0 ? edits : null);
  const drop = (field: SettingsField) => setEdits((before) => without(before, field));

  return {
    values: { ...saved, ...mine },
    errors,
    setErrors,
    set: (field, to) => {
      setErrors((before) => errorsAfter(before, field, to));
      setEdits((before) => ({ ...before, [field]: edited(before[field], saved[field], to) }));
    },
    change: changeOf(mine),
    conflicts: unsaved
      .filter(([field, edit]) => isOvertaken(edit, saved[field], isSame))
      .map(([field, { to }]) => ({ field, theirs: saved[field], mine: to })),
    keepMine: (field) =>
      setEdits((before) => {
        const edit = before[field];
        return edit ? { ...before, [field]: basedOn(saved[field], edit) } : before;
      }),
    takeTheirs: drop,
    discard: () => {
      setErrors({});
      setEdits({});
    },
    settle: () => setEdits((before) => after(before, mine)),
  };
}
