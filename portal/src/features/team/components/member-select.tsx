import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { Failure } from '@/components/ui/failure';
import {
  type ChoiceFilter,
  type Member,
  type MemberStatus,
  useMember,
  useMemberChoices,
} from '@/features/team/api/members';
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
  /** Only who is in one of these states; active ones where none is given. */
  readonly status?: readonly MemberStatus[];
  readonly value: string | null;
  readonly onChange: (member: string | null) => void;
  readonly error?: React.ReactNode;
  readonly required?: boolean;
}

const active: readonly MemberStatus[] = ['active'];

/** The chosen member is always among the choices, also when the server's first ones do not hold it. */
function useChoices(team: string, filter: ChoiceFilter, value: string | null) {
  const choices = useMemberChoices(team, filter);
  const found = choices.data?.items ?? [];
  const isMissing = choices.isSuccess && value !== null && !found.some(({ id }) => id === value);
  const chosen = useMember(team, isMissing ? value : null).data?.value;
  return { ...choices, found: chosen ? [chosen, ...found] : found };
}

function labelOf(member: Member): string {
  return member.status === 'active' ? memberName(member) : `${memberName(member)} (${member.status})`;
}

function nothingFound({ isPending, isError }: { isPending: boolean; isError: boolean }): string {
  if (isPending) return 'Loading…';
  return isError ? 'The members could not be loaded' : 'No member found';
}

/** Chooses one member; typing asks the server, so that large teams can be searched too. */
export function MemberSelect({
  team,
  except = [],
  role,
  status = active,
  value,
  onChange,
  name,
  ...rest
}: MemberSelectProps) {
  const [query, setQuery] = useState('');
  const [asked] = useDebouncedValue(query, 250);
  const choices = useChoices(team, { query: asked, status, role }, value);
  const members = choices.found.filter((member) => ![except].flat().includes(member.id));
  return (
    <>
      <Select
        searchable
        clearable
        data={members.map((member) => ({ value: member.id, label: labelOf(member) }))}
        filter={({ options }) => options}
        onSearchChange={setQuery}
        value={value}
        onChange={onChange}
        nothingFoundMessage={nothingFound(choices)}
        comboboxProps={{ withinPortal: true }}
        {...(name ? { 'aria-label': name } : {})}
        {...rest}
      />
      <Failure error={choices.error} onRetry={() => void choices.refetch()} />
    </>
  );
}
