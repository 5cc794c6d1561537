import { Stack, Switch } from '@mantine/core';
import { type ReactNode, type Ref, useId } from 'react';
import { LockedSetting } from '@/features/settings/components/locked-setting';
import type { Why } from '@/lib/problem';

interface SettingSwitchProps {
  readonly label: string;
  readonly description: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** Why the switch is locked; null when it is not. */
  readonly lock: Why | null;
  readonly error?: ReactNode;
  readonly ref?: Ref<HTMLInputElement>;
  readonly children?: ReactNode;
}

/** A switch of the settings. A locked one stays visible, keeps its place in the tab order, and says why. */
export function SettingSwitch({
  label,
  description,
  checked,
  onChange,
  lock,
  error,
  ref,
  children,
}: SettingSwitchProps) {
  const reason = useId();
  return (
    <Stack gap="sm">
      <Switch
        ref={ref}
        label={label}
        // The label of the switch encloses its description; the name is the label alone.
        aria-label={label}
        description={description}
        checked={checked}
        onChange={(event) => lock === null && onChange(event.currentTarget.checked)}
        aria-disabled={lock !== null}
        aria-describedby={lock ? reason : undefined}
        error={error}
        styles={lock ? { track: { opacity: 0.5, cursor: 'not-allowed' } } : {}}
      />
      {lock && <LockedSetting why={lock} id={reason} />}
      {children}
    </Stack>
  );
}
