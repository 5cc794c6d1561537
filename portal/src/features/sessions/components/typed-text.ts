// A field that is sent when its writer says so, for example an addendum: kept until then, with the key under which it is
// added once within one login.
import { type Held, Listeners, type Unsaved } from '@/features/drafts/components/held';
import { IdempotencyKey } from '@/lib/idempotency';
import { hasCode } from '@/lib/problem';

/** Sends the text under a key: under the same one again, within one login, it is added once. */
type Send = (text: string, headers: { 'Idempotency-Key': string }) => Promise<unknown>;

export class TypedText implements Held {
  readonly key = new IdempotencyKey();
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

  /** What is typed until it has arrived stays. Throws what `send` throws, unless the text had arrived before. */
  async sendBy(send: Send): Promise<void> {
    const sent = this.#text;
    try {
      await this.key.send(sent, (headers) => send(sent, headers));
    } catch (error) {
      if (!hasCode(error, 'not_replayable')) throw error;
    }
    this.key.done();
    this.write(this.#text.startsWith(sent) ? this.#text.slice(sent.length).trimStart() : this.#text);
  }

  readonly saveNow = (): Promise<void> => Promise.resolve();
  readonly stop = (): void => {};
}
