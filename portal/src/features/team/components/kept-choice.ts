// A choice in a dialog about a member whom others change meanwhile: it outlives a refresh, the page and the login, and what they
// saved is not overwritten unseen.
import { useMemo, useState } from 'react';
import { useAskBeforeClosing } from '@/components/ui/dialog';
import { useKept, useTypedForm } from '@/features/drafts/components/kept-form';
import type { Member } from '@/features/team/api/members';
import { basedOn, type Edit, edited, isOvertaken, isUnsaved } from '@/lib/edit';

export interface KeptChoice<Value> {
  readonly value: Value;
  /** Whether somebody else saved something else since the reader began to choose. */
  readonly isOvertaken: boolean;
  readonly set: (value: Value) => void;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
}

/** What is kept of a choice. */
export interface ChosenFor<Value> {
  readonly member: Member;
  readonly edit: Edit<Value>;
}

interface ChoiceOptions<Value> {
  readonly member: Member;
  /** Under which the choice is kept on the page of the members. */
  readonly key: string;
  readonly title: string;
  readonly saved: Value;
  readonly isSame: (one: Value, other: Value) => boolean;
  readonly words: (value: Value) => string;
}

export function useKeptChoice<Value>(options: ChoiceOptions<Value>): KeptChoice<Value> {
  const { member, key, title, saved, isSame, words } = options;
  const draft = useTypedForm<ChosenFor<Value>>('members', key, title, (chosen) => words(chosen.edit.to));
  const [edit, setEdit] = useState<Edit<Value> | null>(() => {
    const kept = draft.content();
    return kept?.member.id === member.id ? kept.edit : null;
  });
  const isChosen = edit !== null && isUnsaved(edit, saved, isSame);
  useKept(
    draft,
    useMemo(() => (isChosen ? { member, edit } : null), [isChosen, member, edit]),
  );
  useAskBeforeClosing(isChosen, 'in_tab');
  return {
    value: edit ? edit.to : saved,
    isOvertaken: edit !== null && isOvertaken(edit, saved, isSame),
    set: (to) => setEdit((before) => edited(before, saved, to)),
    keepMine: () => setEdit((before) => before && basedOn(saved, before)),
    takeTheirs: () => setEdit(null),
  };
}
