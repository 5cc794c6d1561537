// A form that is sent when its writer says so: what is typed is kept until then, with the key under which it counts once
// within one login.
import { type Held, Listeners, type Unsaved } from '@/features/drafts/components/held';
import { IdempotencyKey } from '@/lib/idempotency';

export class TypedForm<Content> implements Held {
  readonly key = new IdempotencyKey();
  #content: Content | null = null;
  readonly #title: string;
  readonly #words: (content: Content) => string;
  readonly #listeners = new Listeners();

  /** `words`: what is typed as text, for who can only take it along. */
  constructor(title: string, words: (content: Content) => string) {
    this.#title = title;
    this.#words = words;
  }

  readonly subscribe = this.#listeners.subscribe;
  /** Null when nothing is typed. */
  readonly content = (): Content | null => this.#content;

  readonly unsaved = (): Unsaved | null =>
    this.#content === null
      ? null
      : { title: this.#title, text: this.#words(this.#content), state: 'unsaved', error: null };

  keep(content: Content | null): void {
    if (content === this.#content) return;
    this.#content = content;
    this.#listeners.tell();
  }

  readonly saveNow = (): Promise<void> => Promise.resolve();
  readonly stop = (): void => {};
}
