// A choice in a form about what others change meanwhile: it outlives a refresh, and what they saved is not overwritten unseen.
import { useState } from 'react';

export interface KeptChoice<Value> {
  readonly value: Value;
  /** Whether somebody else saved something else since the reader began to choose. */
  readonly isOvertaken: boolean;
  readonly set: (value: Value) => void;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
}

interface Edit<Value> {
  /** What was saved when the reader began to choose. */
  readonly from: Value;
  readonly to: Value;
}

export function useKeptChoice<Value>(
  saved: Value,
  isSame: (one: Value, other: Value) => boolean,
): KeptChoice<Value> {
  const [edit, setEdit] = useState<Edit<Value> | null>(null);
  return {
    value: edit ? edit.to : saved,
    isOvertaken: edit !== null && !isSame(edit.from, saved) && !isSame(edit.to, saved),
    set: (to) => setEdit((before) => ({ from: before ? before.from : saved, to })),
    keepMine: () => setEdit((before) => before && { from: saved, to: before.to }),
    takeTheirs: () => setEdit(null),
  };
}
