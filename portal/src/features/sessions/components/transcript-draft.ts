// What somebody types into a transcript. It is saved as a whole when the writer says so; what is recorded meanwhile is
// kept behind it and never overwritten.
import type { Transcript, TranscriptServer, TypedSegment } from '@/features/sessions/api/transcript';
import { type Held, Listeners, type SaveState, type Unsaved } from '@/features/drafts/components/held';
import { isKeptAs, textOf } from '@/features/sessions/components/segment-words';
import type { Versioned } from '@/lib/api-client';
import { hasStatus, isPassing } from '@/lib/problem';

export interface Row extends TypedSegment {
  readonly key: number;
}

export interface Typing {
  readonly rows: readonly Row[];
  readonly state: SaveState;
  readonly error: unknown;
  /** What was recorded since the typing began: it stands in the rows already. */
  readonly recorded: readonly TypedSegment[];
  /** What somebody else has made of it, while the writer has to choose. */
  readonly theirs: Versioned<Transcript> | null;
}

/** While an engine records, one save may come too late several times. */
const most_attempts = 5;

const emptySegment: TypedSegment = { speaker: '', text: '', start_ms: null, end_ms: null };

/** `saved_in_part`: what was typed after the writer said so is not. */
export type Saved = 'saved' | 'saved_in_part' | 'not_saved';

function isSpoken({ text }: TypedSegment): boolean {
  return text.trim() !== '';
}

function segmentOf({ speaker, text, start_ms, end_ms }: TypedSegment): TypedSegment {
  return { speaker, text, start_ms, end_ms };
}

/** Each row that was sent, as the server has kept it. */
function storedAs(sent: readonly Row[], segments: readonly TypedSegment[]): ReadonlyMap<Row, Row> {
  return new Map(sent.map((row, index) => [row, { ...segmentOf(segments[index] ?? row), key: row.key }]));
}

function beginsWith(segments: readonly TypedSegment[], rows: readonly Row[]): boolean {
  return rows.every((row, index) => {
    const now = segments[index];
    return now !== undefined && isKeptAs(row, now);
  });
}

export class TranscriptDraft implements Held {
  #typing: Typing;
  #base: readonly Row[];
  #etag: string;
  /** Sent with this ETag and never answered, the latest last: the server may have taken any of them. */
  #unanswered: readonly (readonly Row[])[] = [];
  #lastKey = 0;
  readonly #server: TranscriptServer;
  readonly #listeners = new Listeners();

  constructor({ value, etag }: Versioned<Transcript>, server: TranscriptServer) {
    this.#server = server;
    this.#etag = etag;
    this.#base = this.#rowsOf(value.segments);
    const rows = this.#base.length > 0 ? this.#base : this.#rowsOf([emptySegment]);
    this.#typing = { rows, state: 'unsaved', error: null, recorded: [], theirs: null };
  }

  readonly subscribe = this.#listeners.subscribe;
  readonly typing = (): Typing => this.#typing;

  readonly unsaved = (): Unsaved | null => {
    const { rows, state, error } = this.#typing;
    const base = new Map(this.#base.map((row) => [row.key, row]));
    const typed = rows.filter((row) => row !== base.get(row.key) && (base.has(row.key) || isSpoken(row)));
    const isShorter = rows.filter(({ key }) => base.has(key)).length < base.size;
    if (typed.length === 0 && !isShorter) return null;
    return { title: 'Transcript', text: textOf(typed), state, error };
  };

  change(key: number, part: Partial<TypedSegment>): void {
    this.#type(this.#typing.rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  }

  remove(key: number): void {
    this.#type(this.#typing.rows.filter((row) => row.key !== key));
  }

  /** A new row speaks for whoever spoke before the last one, as people take turns. Answers its key. */
  add(): number {
    const { rows } = this.#typing;
    const segment = { ...emptySegment, speaker: rows.at(-2)?.speaker ?? '' };
    this.#type([...rows, ...this.#rowsOf([segment])]);
    return this.#lastKey;
  }

  /** `saved`: everything typed is on the server, with what was recorded meanwhile behind it. */
  async save(): Promise<Saved> {
    this.#become({ state: 'saving', error: null });
    try {
      return await this.#attempt(most_attempts);
    } catch (error) {
      this.#become({ state: 'failed', error });
      return 'not_saved';
    }
  }

  async #attempt(left: number): Promise<Saved> {
    const { rows } = this.#typing;
    const sent = rows.filter(isSpoken);
    try {
      return this.#settle(rows, await this.#server.write(sent.map(segmentOf), this.#etag));
    } catch (error) {
      if (isPassing(error)) this.#unanswered = [...this.#unanswered, sent];
      if (!hasStatus(error, 412) || left === 0) throw error;
    }
    const merged = await this.#merge();
    return merged === 'merged' ? this.#attempt(left - 1) : 'not_saved';
  }

  /** Everything that was sent is on the server: what was typed since then stays as it is. */
  #settle(sent: readonly Row[], { value, etag }: Versioned<Transcript>): Saved {
    const { rows } = this.#typing;
    if (rows === sent) {
      this.#replace(value.segments, etag);
      return 'saved';
    }
    const stored = storedAs(sent.filter(isSpoken), value.segments);
    this.#rebase([...stored.values()], etag);
    this.#become({ rows: rows.map((row) => stored.get(row) ?? row), state: 'unsaved' });
    return 'saved_in_part';
  }

  /** Puts what was recorded since behind what is typed. */
  async loadRecorded(): Promise<void> {
    try {
      await this.#merge();
    } catch (error) {
      this.#become({ state: 'failed', error });
    }
  }

  async #merge(): Promise<'merged' | 'stale'> {
    const theirs = await this.#server.read();
    const { segments } = theirs.value;
    const known = this.#ownBeginningOf(segments);
    if (!known) {
      this.#become({ state: 'stale', theirs });
      return 'stale';
    }
    const stored = storedAs(known, segments);
    const recorded = this.#rowsOf(segments.slice(known.length));
    this.#rebase([...stored.values(), ...recorded], theirs.etag);
    const { rows, recorded: before } = this.#typing;
    this.#become({
      rows: [...rows.map((row) => stored.get(row) ?? row), ...recorded],
      recorded: [...before, ...recorded],
    });
    return 'merged';
  }

  /**
   * What `segments` begin with and was not recorded meanwhile: what was sent and never answered, or what the typing is
   * based on. The longest, since what is left of a longer one would count as recorded.
   */
  #ownBeginningOf(segments: readonly TypedSegment[]): readonly Row[] | undefined {
    return [this.#base, ...this.#unanswered]
      .filter((rows) => beginsWith(segments, rows))
      .sort((one, other) => one.length - other.length)
      .at(-1);
  }

  /** Saves what is typed in place of theirs, which the writer has seen. */
  saveOver({ value, etag }: Versioned<Transcript>): Promise<Saved> {
    this.#rebase(this.#rowsOf(value.segments), etag);
    this.#become({ theirs: null });
    return this.save();
  }

  /** Gives up what is typed for theirs. */
  take({ value, etag }: Versioned<Transcript>): void {
    this.#replace(value.segments, etag);
  }

  /** Only its writer says when it is saved. */
  readonly saveNow = (): Promise<void> => Promise.resolve();
  readonly stop = (): void => {};

  #rowsOf(segments: readonly TypedSegment[]): Row[] {
    return segments.map((segment) => {
      this.#lastKey += 1;
      return { key: this.#lastKey, ...segmentOf(segment) };
    });
  }

  #type(rows: readonly Row[]): void {
    const { state } = this.#typing;
    this.#become({ rows, state: state === 'stale' || state === 'saving' ? state : 'unsaved' });
  }

  /** With an ETag of before nothing can be taken any more. */
  #rebase(base: readonly Row[], etag: string): void {
    if (etag !== this.#etag) this.#unanswered = [];
    this.#base = base;
    this.#etag = etag;
  }

  #replace(segments: readonly TypedSegment[], etag: string): void {
    this.#rebase(this.#rowsOf(segments), etag);
    this.#become({ rows: this.#base, state: 'unsaved', error: null, theirs: null });
  }

  #become(part: Partial<Typing>): void {
    this.#typing = { ...this.#typing, ...part };
    this.#listeners.tell();
  }
}
