import { Button, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';

interface FormStackProps {
  readonly onSubmit: () => void;
  readonly submit: string;
  readonly busy: boolean;
  readonly children: ReactNode;
}

/** The fields of a public page and its one button. */
export function FormStack({ onSubmit, submit, busy, children }: FormStackProps) {
  const handle = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form onSubmit={handle} noValidate>
      <Stack gap="md">
        {children}
        <Button type="submit" loading={busy} fullWidth mt="xs">
          {submit}
        </Button>
      </Stack>
    </form>
  );
}
