import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useMemberChoices } from '@/features/team/api/members';
import { memberName } from '@/features/team/components/member-name';

interface MemberSelectProps {
  readonly team: string;
  readonly label: string;
  /** The accessible name where no label is shown. */
  readonly name?: string;
  readonly description?: string;
  readonly placeholder?: string;
  /** Members who cannot be chosen. */
  readonly except?: string | readonly string[];
  /** Only who holds this role. */
  readonly role?: string;
  readonly value: string | null;
  readonly onChange: (member: string | null) => void;
  readonly error?: React.ReactNode;
  readonly required?: boolean;
}

/** Chooses one active member; typing asks the server, so that large teams can be searched too. */
export function MemberSelect({ team, except = [], role, onChange, name, ...rest }: MemberSelectProps) {
  const [query, setQuery] = useState('');
  const [asked] = useDebouncedValue(query, 250);
  const choices = useMemberChoices(team, asked, role);
  const members = (choices.data?.items ?? []).filter((member) => ![except].flat().includes(member.id));
  return (
    <Select
      searchable
      clearable
      data={members.map((member) => ({ value: member.id, label: memberName(member) }))}
      filter={({ options }) => options}
      onSearchChange={setQuery}
      onChange={onChange}
      nothingFoundMessage={choices.isPending ? 'Loading…' : 'No active member found'}
      comboboxProps={{ withinPortal: true }}
      {...(name ? { 'aria-label': name } : {})}
      {...rest}
    />
  );
}
