import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import {
  createContext,
  type FormEvent,
  type ReactNode,
  useCallback,
  useContext,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useFocusReturn } from '@/components/ui/focus-return';
import classes from '@/components/ui/dialog.module.css';

const TypedContext = createContext<(typed: boolean) => void>(() => {});

/** While something is typed in the dialog around us, Escape, a click beside it and its cross ask before they drop it. */
export function useAskBeforeClosing(typed: boolean): void {
  const tell = useContext(TypedContext);
  useLayoutEffect(() => {
    tell(typed);
    return () => tell(false);
  }, [tell, typed]);
}

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
  // Not a state: Escape right after the last letter must already find it.
  const typed = useRef(false);
  const [asking, setAsking] = useState(false);
  const tell = useCallback((now: boolean) => {
    typed.current = now;
    if (!now) setAsking(false);
  }, []);
  return (
    <Modal
      title={title}
      opened={opened}
      onClose={() => (typed.current ? setAsking(true) : onClose())}
      returnFocus={false}
      size={size}
      fullScreen={phone}
      radius={phone ? 0 : 'lg'}
      // A header in a dialog would be the page's banner to assistive technology.
      attributes={{ header: { role: 'presentation' } }}
      styles={{ title: { fontWeight: 600, fontSize: '1.125rem' } }}
    >
      {asking && <DiscardQuestion onStay={() => setAsking(false)} onDiscard={onClose} />}
      <TypedContext value={tell}>{children}</TypedContext>
    </Modal>
  );
}

/** Asked before what was typed is dropped; who goes on writing has the focus again where it was. */
export function DiscardQuestion({ onStay, onDiscard }: { onStay: () => void; onDiscard: () => void }) {
  const [writing] = useState(() => document.activeElement);
  const goOn = () => {
    if (writing instanceof HTMLElement) writing.focus();
    onStay();
  };
  return (
    <Alert role="alert" color="red" title="Discard what you typed?" className={classes['question'] ?? ''}>
      <Group gap="xs" p={4}>
        <Button size="xs" autoFocus onClick={goOn}>
          Go on writing
        </Button>
        <Button size="xs" variant="default" onClick={onDiscard}>
          Discard it
        </Button>
      </Group>
    </Alert>
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
