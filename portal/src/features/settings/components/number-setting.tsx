import { NumberInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';

interface NumberSettingProps {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly readOnly: boolean;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly error: ReactNode;
}

/**
 * A whole number of the settings. An emptied field stands for none, so the number of before holds; one out of range is
 * not bent into it.
 */
export function NumberSetting({ value, onChange, ...field }: NumberSettingProps) {
  const [isEmpty, setEmpty] = useState(false);
  return (
    <NumberInput
      {...field}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="none"
      maw={140}
      value={isEmpty ? '' : value}
      onChange={(typed) => {
        setEmpty(typed === '');
        if (typed !== '') onChange(Number(typed));
      }}
      onBlur={() => setEmpty(false)}
    />
  );
}
