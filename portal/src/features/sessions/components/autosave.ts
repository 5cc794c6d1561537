// Keeps what somebody writes: saves it a moment after the last key, one request at a time, and never drops a letter
// because a request failed or because somebody else saved first.
import type { Saved, Written } from '@/features/sessions/api/texts';
import { type Held, Listeners, type SaveState, type Unsaved } from '@/features/drafts/components/held';
import { wholeOf } from '@/features/sessions/components/text-words';
import { hasStatus, isPassing, NetworkFailure } from '@/lib/problem';

export interface Draft {
  readonly written: Written;
  readonly state: SaveState;
  /** Why the last attempt failed. */
  readonly error: unknown;
}

/** Sends what is written, based on `etag`, until `signal` gives it up; answers the next ETag. */
export type Save = (written: Saved, etag: string, signal: AbortSignal) => Promise<string>;

const pause_ms = 1000;
/** A browser does not always tell that its connection is back. */
const retry_ms = 10_000;
/** A request that takes longer counts as lost. */
const most_ms = 30_000;

export class Autosave implements Held {
  #draft: Draft;
  #etag: string;
  /** What stands is replaced as a whole: nobody has typed his way there. */
  #keepsWhatStands = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;
  #sending: Promise<void> = Promise.resolve();
  /** Sent without an answer: the server may have taken any of them. */
  readonly #unanswered = new Set<Written>();
  readonly #save: Save;
  readonly #listeners = new Listeners();

  constructor(written: Written, etag: string, save: Save) {
    this.#draft = { written, state: 'saved', error: null };
    this.#etag = etag;
    this.#save = save;
  }

  readonly subscribe = this.#listeners.subscribe;
  readonly draft = (): Draft => this.#draft;

  /** The version that what is written is based on; when everything is saved, the one that holds it. */
  get etag(): string {
    return this.#etag;
  }

  readonly unsaved = (): Unsaved | null => {
    const { written, state, error } = this.#draft;
    return state === 'saved' ? null : { title: written.title, text: wholeOf(written), state, error };
  };

  write(part: Partial<Written>): void {
    const { state, written, error } = this.#draft;
    const next = state === 'saving' || state === 'stale' ? state : 'unsaved';
    this.#isStopped = false;
    this.#become({ written: { ...written, ...part }, state: next, error });
    this.#saveAfter(pause_ms);
  }

  /** A version that is stale waits for a choice. */
  readonly saveNow = (): Promise<void> => {
    clearTimeout(this.#timer);
    const { state } = this.#draft;
    if (state === 'unsaved' || state === 'failed') this.#sending = this.#send();
    return this.#sending;
  };

  /** What is on its way is not followed by anything, unless somebody writes on. */
  readonly stop = (): void => {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  };

  async #send(): Promise<void> {
    const { written, error: before } = this.#draft;
    this.#become({ written, state: 'saving', error: before });
    try {
      this.#etag = await this.#saveInTime(
        this.#keepsWhatStands ? { ...written, new_version: true } : written,
      );
      this.#keepsWhatStands = false;
    } catch (error) {
      this.#become({ ...this.#draft, state: hasStatus(error, 412) ? 'stale' : 'failed', error });
      if (isPassing(error)) {
        this.#unanswered.add(written);
        this.#saveAfter(retry_ms);
      }
      return;
    }
    this.#unanswered.clear();
    const changedMeanwhile = this.#draft.written !== written;
    this.#become({ ...this.#draft, state: changedMeanwhile ? 'unsaved' : 'saved', error: null });
    if (changedMeanwhile && !this.#isStopped) await this.#send();
  }

  async #saveInTime(written: Saved): Promise<string> {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(new NetworkFailure()), most_ms);
    try {
      return await this.#save(written, this.#etag, limit.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Whether this is what we wrote ourselves, saved by a request whose answer was lost. */
  isOurs(text: Written): boolean {
    return [...this.#unanswered].some((sent) => wholeOf(sent) === wholeOf(text));
  }

  /** What the server has now: taken over unless something of ours is not saved yet. */
  follow(written: Written, etag: string): void {
    if (this.#draft.state !== 'saved' || etag === this.#etag) return;
    this.replace(written, etag);
  }

  /** Gives up what is written for the text of `etag`. */
  replace(written: Written, etag: string): void {
    clearTimeout(this.#timer);
    this.#unanswered.clear();
    this.#etag = etag;
    this.#keepsWhatStands = false;
    this.#become({ written, state: 'saved', error: null });
  }

  /** Saves an earlier text as a new version, once what was typed is saved; nothing while that cannot be. */
  async restore(earlier: Written): Promise<void> {
    await this.saveNow();
    if (this.#draft.state !== 'saved') return;
    this.#keepsWhatStands = true;
    this.write(earlier);
    await this.saveNow();
  }

  /** Saves what is written over the version of `etag`, which the writer has seen and which stays. */
  async saveOver(etag: string): Promise<void> {
    this.#etag = etag;
    this.#keepsWhatStands = true;
    this.#become({ ...this.#draft, state: 'unsaved', error: null });
    await this.saveNow();
  }

  #saveAfter(wait_ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#isStopped) this.#timer = setTimeout(() => void this.saveNow(), wait_ms);
  }

  #become(draft: Draft): void {
    this.#draft = draft;
    this.#listeners.tell();
  }
}
