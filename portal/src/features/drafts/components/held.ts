// What somebody has written and the server does not have yet, as the page of its session and the way out of it see it.

/** `stale`: somebody else saved meanwhile, and the writer has to choose. */
export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed' | 'stale';

export interface Unsaved {
  /** What it is, for example the title of a note. */
  readonly title: string;
  readonly text: string;
  readonly state: SaveState;
  /** Why the last attempt to save it failed. */
  readonly error: unknown;
}

/** One thing that is being written. */
export interface Held {
  readonly subscribe: (listener: () => void) => () => void;
  /** Null when everything is saved. */
  readonly unsaved: () => Unsaved | null;
  /** Saves what may be saved without asking, and waits for what is on its way. */
  readonly saveNow: () => Promise<void>;
  /** Nothing is saved by itself any more: the text is gone, locked or given up. */
  readonly stop: () => void;
}

export class Listeners {
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  tell(): void {
    this.#listeners.forEach((listener) => listener());
  }
}
