import { Alert, Button, getDefaultZIndex, Group, Modal, Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import {
  createContext,
  type FormEvent,
  type ReactNode,
  useCallback,
  useContext,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useFocusReturn } from '@/components/ui/focus-return';
import classes from '@/components/ui/dialog.module.css';

/** Whether what is typed is kept when the dialog goes away with its page. */
type Stays = 'in_tab' | 'while_open';

const TypedContext = createContext<(typed: boolean, stays: Stays) => void>(() => {});

/** Takes the title of a dialog in which something is typed that stays only while it is open; null when nothing is. */
export const LosableContext = createContext<(dialog: string, title: string | null) => void>(() => {});

/** While something is typed in the dialog around us, Escape, a click beside it, its cross and another page ask before they drop it. */
export function useAskBeforeClosing(typed: boolean, stays: Stays = 'while_open'): void {
  const tell = useContext(TypedContext);
  useLayoutEffect(() => {
    tell(typed, stays);
    return () => tell(false, stays);
  }, [tell, typed, stays]);
}

/** The dialogs that are open, the uppermost last. */
const openDialogs: string[] = [];

/** Puts a dialog above those that are open already. Escape reaches all of them, and is meant for the uppermost. */
function usePlaceAmongDialogs(id: string, opened: boolean) {
  const [last, setLast] = useState({ opened: false, under: 0 });
  if (last.opened !== opened) setLast({ opened, under: openDialogs.length });
  useLayoutEffect(() => {
    if (!opened) return;
    openDialogs.push(id);
    return () => void openDialogs.splice(openDialogs.indexOf(id), 1);
  }, [id, opened]);
  return {
    zIndex: Number(getDefaultZIndex('modal')) + last.under,
    isUppermost: () => openDialogs.at(-1) === id,
  };
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
  const id = useId();
  const place = usePlaceAmongDialogs(id, opened);
  const tellLosable = useContext(LosableContext);
  const tell = useCallback(
    (now: boolean, stays: Stays) => {
      typed.current = now;
      if (!now) setAsking(false);
      tellLosable(id, now && stays === 'while_open' ? title : null);
    },
    [id, title, tellLosable],
  );
  // Its content stays for a moment while it fades.
  useLayoutEffect(() => {
    if (!opened) tellLosable(id, null);
  }, [id, opened, tellLosable]);
  const close = () => {
    if (!place.isUppermost()) return;
    if (typed.current) setAsking(true);
    else onClose();
  };
  return (
    <Modal
      title={title}
      opened={opened}
      onClose={close}
      zIndex={place.zIndex}
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
    <Alert role="alert" color="red" title="Discard what you changed?" className={classes['question'] ?? ''}>
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
