// Where the focus goes when a dialog, or a part of the page, goes away. For dialogs: Mantine's own return needs a dialog that
// was mounted while it was closed, and an opener that is still there; ours are often mounted open, and often end what opened
// them.
import { useLayoutEffect, useState } from 'react';

/** After the dialog has left the page, and after a page that was opened meanwhile has taken the focus. */
const settled_ms = 10;

/** What opened the dialog. An item of a menu is gone by then: the button of that menu stands for it. */
function openerOf(focused: Element | null): HTMLElement | null {
  const menu = focused?.closest('[role=menu]')?.getAttribute('aria-labelledby');
  const opener = menu ? document.getElementById(menu) : focused;
  return opener instanceof HTMLElement && opener !== document.body ? opener : null;
}

function focusOn(page: Document, opener: HTMLElement | null): void {
  const target = opener?.isConnected ? opener : page.querySelector<HTMLElement>('h1');
  target?.focus({ preventScroll: true });
}

/** Nothing has the focus: what had it left the page. */
function isLost(page: Document): boolean {
  return page.activeElement === null || page.activeElement === page.body;
}

/** Ends what was followed last. */
let stopFollowing = () => {};

/**
 * For a button that may leave the page after its act, maybe only once a list is loaded again: the focus goes to `next`, else to
 * the heading of the page, unless it moved on. Pressed again, only the last press counts.
 */
export function followLoss(button: HTMLElement, next: HTMLElement | null): void {
  stopFollowing();
  const observer = new MutationObserver(() => {
    if (button.isConnected) return;
    stop();
    if (isLost(document)) focusOn(document, next);
  });
  const stop = () => {
    observer.disconnect();
    document.removeEventListener('focusin', moved);
  };
  const moved = ({ target }: FocusEvent) => {
    if (target !== button) stop();
  };
  stopFollowing = stop;
  observer.observe(document.body, { childList: true, subtree: true });
  document.addEventListener('focusin', moved);
}

function giveBack(opener: HTMLElement | null): void {
  const page = document; // the global one may be gone by then
  const inDialog = page.activeElement;
  setTimeout(() => {
    if (isLost(page) || page.activeElement === inDialog) focusOn(page, opener);
  }, settled_ms);
}

/** Gives the focus back to what had it before the dialog opened, else to the heading of the page. */
export function useFocusReturn(opened: boolean): void {
  // Looked at while rendering: once the dialog is in the page, a menu whose item opened it is gone.
  const [last, setLast] = useState<{ opened: boolean; focused: Element | null }>({
    opened: false,
    focused: null,
  });
  if (last.opened !== opened) setLast({ opened, focused: document.activeElement });
  const { focused } = last;
  useLayoutEffect(() => {
    if (!opened) return;
    const opener = openerOf(focused);
    return () => giveBack(opener);
  }, [opened, focused]);
}

/** After an act that may have taken what had the focus off the page: it goes to `to`, else to the heading of the page. */
export function rescueFocus(to: HTMLElement | null): void {
  if (isLost(document)) focusOn(document, to);
}

/**
 * As something that has the focus leaves the page: it goes to the row, dialog or region around that, else to the heading. When
 * that is gone too, as a menu or a dialog is, whatever opened it gets the focus back by itself.
 */
export function passFocusOn(from: HTMLElement): void {
  const page = document; // as above
  const around = from.parentElement?.closest<HTMLElement>('[tabindex]:not(main)') ?? null;
  setTimeout(() => {
    if (isLost(page) && around?.isConnected !== false) focusOn(page, around);
  }, 2 * settled_ms);
}
