// Keeps what somebody writes: saves it a moment after the last key, one request at a time, and never drops a letter
// because a request failed or because somebody else saved first.
import type { Written } from '@/features/sessions/api/texts';
import { hasStatus } from '@/lib/problem';

/** `stale`: somebody else saved meanwhile, and the writer has to choose. */
export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed' | 'stale';

export interface Draft {
  readonly written: Written;
  readonly state: SaveState;
  /** Why the last attempt failed. */
  readonly error: unknown;
}

/** Sends what is written, based on `etag`; answers the next ETag. */
export type Save = (written: Written, etag: string) => Promise<string>;

const pause_ms = 1000;

export class Autosave {
  #draft: Draft;
  #etag: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> = Promise.resolve();
  readonly #save: Save;
  readonly #listeners = new Set<() => void>();

  constructor(written: Written, etag: string, save: Save) {
    this.#draft = { written, state: 'saved', error: null };
    this.#etag = etag;
    this.#save = save;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly draft = (): Draft => this.#draft;

  write(part: Partial<Written>): void {
    const { state, written, error } = this.#draft;
    const next = state === 'saving' || state === 'stale' ? state : 'unsaved';
    this.#become({ written: { ...written, ...part }, state: next, error });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.saveNow(), pause_ms);
  }

  /** Saves what is not saved yet and waits for what is on its way; a version that is stale waits for a choice. */
  saveNow(): Promise<void> {
    clearTimeout(this.#timer);
    const { state } = this.#draft;
    if (state === 'unsaved' || state === 'failed') this.#sending = this.#send();
    return this.#sending;
  }

  /** Nothing is saved any more: the text is gone or locked. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  async #send(): Promise<void> {
    const { written } = this.#draft;
    this.#become({ written, state: 'saving', error: null });
    try {
      this.#etag = await this.#save(written, this.#etag);
    } catch (error) {
      this.#become({ ...this.#draft, state: hasStatus(error, 412) ? 'stale' : 'failed', error });
      return;
    }
    const changedMeanwhile = this.#draft.written !== written;
    this.#become({ ...this.#draft, state: changedMeanwhile ? 'unsaved' : 'saved', error: null });
    if (changedMeanwhile) await this.#send();
  }

  /** What the server has now: taken over unless something of ours is not saved yet. */
  follow(written: Written, etag: string): void {
    if (this.#draft.state !== 'saved' || etag === this.#etag) return;
    this.replace(written, etag);
  }

  /** Gives up what is written for the text of `etag`. */
  replace(written: Written, etag: string): void {
    clearTimeout(this.#timer);
    this.#etag = etag;
    this.#become({ written, state: 'saved', error: null });
  }

  /** Saves what is written over the version of `etag`, which the writer has seen. */
  async saveOver(etag: string): Promise<void> {
    this.#etag = etag;
    this.#become({ ...this.#draft, state: 'unsaved', error: null });
    await this.saveNow();
  }

  #become(draft: Draft): void {
    this.#draft = draft;
    this.#listeners.forEach((listener) => listener());
  }
}

/** The drafts of a page by the id of their text: they outlive the editor that shows one of them. */
export class Drafts {
  readonly #drafts = new Map<string, Autosave>();

  of(id: string, written: Written, etag: string, save: Save): Autosave {
    const known = this.#drafts.get(id);
    if (known) return known;
    const draft = new Autosave(written, etag, save);
    this.#drafts.set(id, draft);
    return draft;
  }

  forget(id: string): void {
    this.#drafts.get(id)?.stop();
    this.#drafts.delete(id);
  }

  hasUnsaved(): boolean {
    return [...this.#drafts.values()].some((draft) => draft.draft().state !== 'saved');
  }

  async saveNow(): Promise<void> {
    await Promise.all([...this.#drafts.values()].map((draft) => draft.saveNow()));
  }
}
