import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { FormEvent, ReactNode } from 'react';
import { useFocusReturn } from '@/components/ui/focus-return';
import classes from '@/components/ui/dialog.module.css';

interface DialogProps {
  readonly title: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly size?: 'md' | 'lg' | 'xl';
  readonly children: ReactNode;
}

/** A dialog; it fills the screen of a phone. */
export function Dialog({ title, opened, onClose, size = 'md', children }: DialogProps) {
  useFocusReturn(opened);
  const phone = useMediaQuery('(max-width: 36em)') ?? false;
  return (
    <Modal
      title={title}
      opened={opened}
      onClose={onClose}
      returnFocus={false}
      size={size}
      fullScreen={phone}
      radius={phone ? 0 : 'lg'}
      styles={{ title: { fontWeight: 600, fontSize: '1.125rem' } }}
    >
      {children}
    </Modal>
  );
}

interface DialogFormProps {
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
  readonly submit: string;
  readonly busy: boolean;
  readonly disabled?: boolean;
  readonly tone?: 'plain' | 'danger';
  /** Stays in sight above the buttons, for example the price. */
  readonly summary?: ReactNode;
  readonly children: ReactNode;
}

/** Content of a dialog that ends in Cancel and one act. */
export function DialogForm(props: DialogFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        {props.children}
        <div className={classes['footer']}>
          {props.summary}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={props.onCancel}>
              Cancel
            </Button>
            <Button
              type="submit"
              loading={props.busy}
              disabled={props.disabled ?? false}
              {...(props.tone === 'danger' ? { color: 'red' } : {})}
            >
              {props.submit}
            </Button>
          </Group>
        </div>
      </Stack>
    </form>
  );
}
