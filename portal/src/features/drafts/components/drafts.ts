// What is being written in this tab, by person and page. It lives in memory only: clinical text never goes into the
// browser's storage. It outlives the page that shows it until it is saved or given up, so that a refused request, a
// narrower window or a login that ended loses nothing.
import { type Held, Listeners, type Unsaved } from '@/features/drafts/components/held';

/** How long somebody who leaves waits for what is being saved. */
const patience_ms = 1500;

/** Waits for `saving`, but not for a server that does not answer. */
export async function withPatience(saving: Promise<unknown>): Promise<void> {
  await Promise.race([saving, new Promise<void>((resume) => setTimeout(resume, patience_ms))]);
}

/** A page of a team on which something is written, as its address names it. */
export type WritingPage =
  | 'settings'
  | 'templates'
  | 'members'
  | 'roles'
  | 'api-keys'
  | 'emergency'
  | 'sessions'
  | `sessions/${string}`;

export interface DraftPlace {
  readonly user: string;
  readonly team: string;
  readonly page: WritingPage;
}

export function addressOf({ team, page }: DraftPlace): string {
  return `/teams/${team}/${page}`;
}

export interface UnsavedPart extends Unsaved {
  /** For example `notes/nte_1`. */
  readonly key: string;
}

/** The drafts of one page. */
export class PageDrafts {
  readonly place: DraftPlace;
  readonly #held = new Map<string, Held>();
  readonly #unsubscribe = new Map<string, () => void>();
  readonly #listeners = new Listeners();
  #version = 0;
  #open = 0;

  constructor(place: DraftPlace) {
    this.place = place;
  }

  readonly subscribe = this.#listeners.subscribe;
  /** Grows with each change. */
  readonly version = (): number => this.#version;

  /** INVARIANT: as of `of`. */
  find<T extends Held>(key: string): T | undefined {
    return this.#held.get(key) as T | undefined;
  }

  /** The draft under this key, made when there is none. INVARIANT: one key always stands for one kind of draft. */
  of<T extends Held>(key: string, make: () => T): T {
    const known = this.#held.get(key);
    if (known) return known as T;
    const made = make();
    this.#held.set(key, made);
    this.#unsubscribe.set(key, made.subscribe(this.#changed));
    return made;
  }

  forget(key: string): void {
    this.#held.get(key)?.stop();
    this.#unsubscribe.get(key)?.();
    this.#unsubscribe.delete(key);
    if (this.#held.delete(key)) this.#changed();
  }

  forgetAll(): void {
    [...this.#held.keys()].forEach((key) => this.forget(key));
  }

  stop(): void {
    this.#held.forEach((held) => held.stop());
  }

  unsaved(): readonly UnsavedPart[] {
    return [...this.#held].flatMap(([key, held]) => {
      const unsaved = held.unsaved();
      return unsaved ? [{ key, ...unsaved }] : [];
    });
  }

  async saveNow(): Promise<void> {
    await Promise.all([...this.#held.values()].map((held) => held.saveNow()));
  }

  /** The page is open from now on: what could not be saved before is tried again. */
  open(): void {
    this.#open += 1;
    void this.saveNow();
  }

  isOpen(): boolean {
    return this.#open > 0;
  }

  /** The page is gone: what is saved is forgotten, the rest stays. */
  close(): void {
    this.#open -= 1;
    void this.saveNow().then(() => this.#tidy());
  }

  #tidy(): void {
    if (this.#open > 0) return;
    [...this.#held].filter(([, held]) => !held.unsaved()).forEach(([key]) => this.forget(key));
  }

  readonly #changed = (): void => {
    this.#version += 1;
    this.#listeners.tell();
  };
}

/** The drafts of all pages that were opened in this tab. */
export class Drafts {
  readonly #pages = new Map<string, PageDrafts>();
  readonly #losable = new Map<string, string>();
  readonly #listeners = new Listeners();
  #version = 0;

  readonly subscribe = this.#listeners.subscribe;
  readonly version = (): number => this.#version;

  of(place: DraftPlace): PageDrafts {
    const key = [place.user, place.team, place.page].join('/');
    const known = this.#pages.get(key);
    if (known) return known;
    const made = new PageDrafts(place);
    made.subscribe(() => {
      this.#version += 1;
      this.#listeners.tell();
    });
    this.#pages.set(key, made);
    return made;
  }

  /** Where this person has something that is not saved. */
  unsavedOf(user: string): readonly PageDrafts[] {
    return this.#all().filter((drafts) => drafts.place.user === user && drafts.unsaved().length > 0);
  }

  /** What is written on the pages that are open now. */
  open(): readonly PageDrafts[] {
    return this.#all().filter((drafts) => drafts.isOpen());
  }

  /** Something is typed in this dialog that is lost when another page opens; null: no more. */
  readonly tellLosable = (dialog: string, title: string | null): void => {
    if (title === null) this.#losable.delete(dialog);
    else this.#losable.set(dialog, title);
  };

  /** The titles of dialogs in which something is typed that is kept nowhere else. */
  losable(): readonly string[] {
    return [...this.#losable.values()];
  }

  hasUnsaved(): boolean {
    return this.#all().some((drafts) => drafts.unsaved().length > 0);
  }

  async saveNow(): Promise<void> {
    await Promise.all(this.#all().map((drafts) => drafts.saveNow()));
  }

  /** The portal is gone: nothing is saved by itself any more. */
  stop(): void {
    this.#all().forEach((drafts) => drafts.stop());
  }

  /** Gives up everything that this person has written and not saved. */
  discard(user: string): void {
    this.#all()
      .filter(({ place }) => place.user === user)
      .forEach((drafts) => drafts.forgetAll());
  }

  #all(): readonly PageDrafts[] {
    return [...this.#pages.values()];
  }
}
