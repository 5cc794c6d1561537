// A field that is sent when its writer says so, for example an addendum: kept until then.
import { type Held, Listeners, type Unsaved } from '@/features/drafts/components/held';

export class TypedText implements Held {
  #text = '';
  readonly #title: string;
  readonly #listeners = new Listeners();

  constructor(title: string) {
    this.#title = title;
  }

  readonly subscribe = this.#listeners.subscribe;
  readonly text = (): string => this.#text;

  readonly unsaved = (): Unsaved | null =>
    this.#text.trim() === '' ? null : { title: this.#title, text: this.#text, state: 'unsaved', error: null };

  write(text: string): void {
    this.#text = text;
    this.#listeners.tell();
  }

  readonly saveNow = (): Promise<void> => Promise.resolve();
  readonly stop = (): void => {};
}
