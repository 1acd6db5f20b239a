/**
 * Late messages that wait to be read. To read one costs more than to take a bid in time: it is
 * decoded, its offers are ranked and its best is opened. When many come in one turn of the event
 * loop, because many auctions have just ended without them, they would delay the auctions that
 * still run, whose bids would then be late too.
 *
 * LATE-1 Messages are read in the order in which they came, each once, and before their auction
 *    leaves the ledger.
 * LATE-2 What waits is bounded (A6). A message that finds no room is counted as late, and not read.
 */

/** A message is not copied: a read of the socket that is kept for it has 64 kB. */
export const WAITING_MAX = 1_024;
export const WAITING_BYTES_MAX = 4 * 1024 * 1024;

export interface QueuedMessage<Entry> {
  readonly entry: Entry;
  readonly bidder: string;
  readonly instance: string;
  /** Null when there was no room for it. */
  readonly bytes: Uint8Array | null;
  /** Monotonic. */
  readonly arrivedAtMs: number;
}

export class LateQueue<Entry> {
  readonly #later: (job: () => void) => void;
  readonly #read: (message: QueuedMessage<Entry>) => void;
  #waiting: QueuedMessage<Entry>[] = [];
  #bytes = 0;
  readonly #next = () => this.#readNext();

  /** `later` runs a job now or soon, and all jobs in their order. */
  constructor(later: (job: () => void) => void, read: (message: QueuedMessage<Entry>) => void) {
    this.#later = later;
    this.#read = read;
  }

  add(message: QueuedMessage<Entry>): void {
    const length = message.bytes?.length ?? 0;
    if (this.#waiting.length >= WAITING_MAX || this.#bytes + length > WAITING_BYTES_MAX) {
      this.#read({ ...message, bytes: null });
      return;
    }
    this.#waiting.push(message);
    this.#bytes += length;
    this.#later(this.#next);
  }

  /** Reads now what waits for this entry. */
  readAllOf(entry: Entry): void {
    if (this.#waiting.length === 0) return;
    const its = this.#waiting.filter((message) => message.entry === entry);
    if (its.length === 0) return;
    this.#waiting = this.#waiting.filter((message) => message.entry !== entry);
    for (const message of its) this.#readOne(message);
  }

  /** A message may have been read before its turn: then there is nothing to do. */
  #readNext(): void {
    const message = this.#waiting.shift();
    if (message !== undefined) this.#readOne(message);
  }

  #readOne(message: QueuedMessage<Entry>): void {
    this.#bytes -= message.bytes?.length ?? 0;
    this.#read(message);
  }
}
