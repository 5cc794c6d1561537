import { Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { IconSearch } from '@/components/ui/icons';
import { OptionGroup } from '@/components/ui/option-group';
import type { GrantSentence } from '@/features/roles/api/custom-roles';
import { count } from '@/lib/plural';
import classes from '@/features/roles/components/grants-picker.module.css';

interface GrantsPickerProps {
  readonly choices: readonly GrantSentence[];
  /** Keys of the chosen ones, as `grantKey` makes them. */
  readonly value: readonly string[];
  readonly onChange: (keys: string[]) => void;
  readonly error?: ReactNode;
}

export function grantKey({ action, scope }: Pick<GrantSentence, 'action' | 'scope'>): string {
  return `${action} ${scope}`;
}

const titles: Record<string, string> = {
  api_key: 'API keys',
  audit: 'Audit',
  billing: 'Billing',
  emergency: 'Emergency access',
  legal_hold: 'Legal hold',
  team: 'Team',
};

/** "session.create" belongs to "Sessions". */
function groupOf({ action }: GrantSentence): string {
  const kind = action.split('.')[0] ?? action;
  return titles[kind] ?? `${kind.charAt(0).toUpperCase()}${kind.slice(1).replaceAll('_', ' ')}s`;
}

function grouped(choices: readonly GrantSentence[]): [string, GrantSentence[]][] {
  const groups = new Map<string, GrantSentence[]>();
  for (const choice of choices) {
    const group = groupOf(choice);
    groups.set(group, [...(groups.get(group) ?? []), choice]);
  }
  return [...groups];
}

/** Permissions to tick, each with its sentence, grouped by what they are about. */
export function GrantsPicker({ choices, value, onChange, error }: GrantsPickerProps) {
  const [query, setQuery] = useState('');
  const wanted = query.trim().toLowerCase();
  const shown = choices.filter((choice) => choice.sentence.toLowerCase().includes(wanted));
  const toggle = (key: string) =>
    onChange(value.includes(key) ? value.filter((chosen) => chosen !== key) : [...value, key]);
  return (
    <Stack gap="sm">
      <TextInput
        label="Permissions"
        description="Only what you may do yourself, and what fits into a custom role, can be chosen."
        placeholder="Search the permissions"
        type="search"
        leftSection={<IconSearch size={16} />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        error={error}
      />
      <div className={classes['list']} tabIndex={0} role="group" aria-label="Permissions to choose">
        {grouped(shown).map(([title, members]) => (
          <OptionGroup key={title} title={title}>
            <Stack gap={10}>
              {members.map((choice) => (
                <Checkbox
                  key={grantKey(choice)}
                  label={choice.sentence}
                  checked={value.includes(grantKey(choice))}
                  onChange={() => toggle(grantKey(choice))}
                />
              ))}
            </Stack>
          </OptionGroup>
        ))}
        {shown.length === 0 && <Text size="sm">No permission matches this search.</Text>}
      </div>
      <Text size="sm" c="dimmed" role="status">
        {count(value.length, 'permission')} chosen
      </Text>
    </Stack>
  );
}
