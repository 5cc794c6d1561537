import { PasswordInput, type PasswordInputProps } from '@mantine/core';

/** A password; tells assistive technology when it is wrong, which the input below it does not. */
export function PasswordField(props: PasswordInputProps) {
  return <PasswordInput aria-invalid={Boolean(props.error)} required {...props} />;
}
