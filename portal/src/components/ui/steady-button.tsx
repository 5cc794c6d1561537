import { useMergedRef } from '@mantine/hooks';
import { type ComponentProps, type MouseEvent, useLayoutEffect, useRef, useState } from 'react';
import { passFocusOn } from '@/components/ui/focus-return';

/**
 * What every button of the theme is made of: none leaves the focus nowhere. One that is disabled while it has the focus, for
 * example until its act is done, does nothing meanwhile and keeps it until the reader moves on; from one that leaves the page
 * the focus goes to what is around it, where nothing else takes it.
 */
export function SteadyButton({
  ref,
  type = 'button',
  disabled = false,
  onFocus,
  onBlur,
  onClick,
  ...rest
}: ComponentProps<'button'>) {
  const [hasFocus, setHasFocus] = useState(false);
  const own = useRef<HTMLButtonElement>(null);
  const refs = useMergedRef(ref, own);
  useLayoutEffect(() => {
    const button = own.current;
    return () => {
      if (button && document.activeElement === button) passFocusOn(button);
    };
  }, []);
  const isHeld = disabled && hasFocus;
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (isHeld) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      ref={refs}
      type={type}
      {...rest}
      disabled={disabled && !hasFocus}
      {...(isHeld ? { 'aria-disabled': true } : {})}
      onClick={press}
      onFocus={(event) => {
        setHasFocus(true);
        onFocus?.(event);
      }}
      onBlur={(event) => {
        // Another window takes the focus from the page, not from the button.
        if (document.activeElement !== event.currentTarget) setHasFocus(false);
        onBlur?.(event);
      }}
    />
  );
}
