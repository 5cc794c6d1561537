import { Button, type ButtonProps, Tooltip } from '@mantine/core';
import { type ReactElement, type ReactNode, useState } from 'react';
import type { Why } from '@/lib/problem';
import { useWhy, type Question } from '@/lib/why';

/** Tells the reason for a disabled control, asked from the server once the reader points at it or tabs to it. */
export function WhyTooltip({ question, children }: { question: Question; children: ReactElement }) {
  const [wanted, setWanted] = useState(false);
  const reason = useWhy(question, wanted);
  // Not onMouseEnter: React misses it when what was under the pointer before has gone from the page.
  return (
    <span
      onMouseOver={() => setWanted(true)}
      onFocus={() => setWanted(true)}
      onTouchStart={() => setWanted(true)}
    >
      <Tooltip label={reason}>{children}</Tooltip>
    </span>
  );
}

interface ActionButtonProps extends ButtonProps {
  readonly allowed: boolean;
  readonly question: Question;
  readonly onClick: () => void;
  /** The accessible name, where the words on the button say too little. */
  readonly label?: string;
  readonly children: ReactNode;
}

/** A button for an action: when the server does not allow it, it stays in place, does nothing and says why. */
export function ActionButton({ allowed, question, onClick, label, ...look }: ActionButtonProps) {
  const rest = label === undefined ? look : { ...look, 'aria-label': label };
  if (allowed) return <Button {...rest} onClick={onClick} />;
  return (
    <WhyTooltip question={question}>
      <Button {...rest} data-disabled aria-disabled="true" onClick={(event) => event.preventDefault()} />
    </WhyTooltip>
  );
}

interface LockableButtonProps extends ButtonProps {
  /** Why it is refused, where the server has said so already; null when it is not. */
  readonly locked: Why | null;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** A button that stays in place, does nothing and says why while it is locked. */
export function LockableButton({ locked, onClick, ...rest }: LockableButtonProps) {
  if (!locked) return <Button {...rest} onClick={onClick} />;
  return (
    <Tooltip label={[locked.explanation, locked.remedy?.text].filter(Boolean).join(' ')}>
      <Button {...rest} data-disabled aria-disabled="true" onClick={(event) => event.preventDefault()} />
    </Tooltip>
  );
}
