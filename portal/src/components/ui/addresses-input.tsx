import { Pill, PillsInput } from '@mantine/core';
import { type ClipboardEvent, type FocusEvent, type KeyboardEvent, type ReactNode, useRef } from 'react';

interface AddressesInputProps {
  readonly label: string;
  readonly description: string;
  readonly value: readonly string[];
  readonly onChange: (addresses: string[]) => void;
  /** What is typed of an address that is not among them yet. */
  readonly begun: string;
  readonly onBegun: (typed: string) => void;
  readonly error?: ReactNode;
}

const separators = /[\s,;]+/;

function added(value: readonly string[], text: string): string[] {
  return [...new Set([...value, ...text.split(separators).filter(Boolean)])];
}

/** Several e-mail addresses in one field: Enter, comma, space or leaving the field ends one. */
export function AddressesInput(props: AddressesInputProps) {
  const { label, description, value, onChange, begun: text, onBegun, error } = props;

  const take = (typed: string) => {
    onBegun('');
    if (typed.trim() !== '') onChange(added(value, typed));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter' && text.trim() !== '') {
      event.preventDefault();
      take(text);
    }
    if (event.key === 'Backspace' && text === '') onChange(value.slice(0, -1));
  };
  // The question whether to drop it takes the focus: whoever goes on writing goes on with what was begun.
  const interrupted = useRef<string | null>(null);
  const onBlur = ({ relatedTarget }: FocusEvent) => {
    const isAsked = relatedTarget?.closest('[role=alert]');
    interrupted.current = isAsked && text.trim() !== '' ? text : null;
    take(text);
  };
  const onFocus = () => {
    if (interrupted.current === null || value.at(-1) !== interrupted.current) return;
    onChange(value.slice(0, -1));
    onBegun(interrupted.current);
    interrupted.current = null;
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData('text');
    if (!separators.test(pasted.trim())) return;
    event.preventDefault();
    take(`${text} ${pasted}`);
  };
  return (
    <PillsInput label={label} description={description} error={error}>
      <Pill.Group>
        {value.map((address) => (
          <Pill
            key={address}
            withRemoveButton
            removeButtonProps={{ 'aria-label': `Take ${address} out`, 'aria-hidden': false, tabIndex: 0 }}
            onRemove={() => onChange(value.filter((other) => other !== address))}
          >
            {address}
          </Pill>
        ))}
        <PillsInput.Field
          inputMode="email"
          autoComplete="off"
          data-autofocus
          placeholder={value.length === 0 ? 'name@clinic.example' : ''}
          value={text}
          onChange={({ currentTarget: { value: typed } }) =>
            separators.test(typed) ? take(typed) : onBegun(typed)
          }
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={onBlur}
          onFocus={onFocus}
        />
      </Pill.Group>
    </PillsInput>
  );
}
