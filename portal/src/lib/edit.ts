// A value that is edited while somebody else may save another one: neither is lost unseen.

export interface Edit<Value> {
  /** What was saved when its writer began. */
  readonly from: Value;
  readonly to: Value;
}

type IsSame<Value> = (one: Value, other: Value) => boolean;

/** The next step of an edit; its first one is based on what is saved. */
export function edited<Value>(before: Edit<Value> | null | undefined, saved: Value, to: Value): Edit<Value> {
  return { from: before ? before.from : saved, to };
}

/** Whether it would change what is saved. */
export function isUnsaved<Value>({ to }: Edit<Value>, saved: Value, isSame: IsSame<Value>): boolean {
  return !isSame(to, saved);
}

/** Whether somebody else saved something else than both what it began with and what it is now. */
export function isOvertaken<Value>(edit: Edit<Value>, saved: Value, isSame: IsSame<Value>): boolean {
  return isUnsaved(edit, saved, isSame) && !isSame(edit.from, saved);
}

/** The same edit, of what is saved now: its writer has seen that. */
export function basedOn<Value>(saved: Value, { to }: Edit<Value>): Edit<Value> {
  return { from: saved, to };
}
