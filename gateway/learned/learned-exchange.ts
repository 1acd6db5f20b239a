/**
 * Keeps what this gateway has learned of bidders in a bucket, so that it is there after a restart
 * and at other gateways.
 *
 * All gateways write the same key. Before each write a gateway reads, takes what it lacks
 * (HISTORY-3), and writes what is the newest of both (LEARNEDRECORD-2). Where two write at the same
 * moment, what one of them wrote is lost until its next turn.
 *
 * EXCHANGE-1 Nothing is written before what is kept was read, so that a gateway that has just
 *    started never replaces much by little.
 * EXCHANGE-2 What cannot be read is refused as a whole and said once for each value, and the
 *    gateway goes on with what it has. It writes over it when it has learned something.
 * EXCHANGE-3 It writes what has changed, once in `SAVE_MS` on average and at the end, and nothing
 *    where nothing has. Turns are drawn apart, so that two gateways do not stay in step.
 * EXCHANGE-4 No auction waits for it, but for some milliseconds of this process where there is much
 *    to read or write, and a start or an end only for a limited time. A bucket that fails costs
 *    what was learned since the last write. What has not changed is not read again.
 * EXCHANGE-5 A turn in which neither this gateway has learned anything (HISTORY-5) nor anybody has
 *    written copies no record. So a value that the bucket refused is not sent again.
 */
import type { Clock } from "../../common/runtime/clock.ts";
import { within } from "../../common/runtime/within.ts";
import { messageOf } from "../../proto/errors.ts";
import { isTooOld, type LearnedRecord, newestOf } from "../auction/value/learned-record.ts";
import type { ValueHistory } from "../auction/value/value-history.ts";
import { type Bucket, ValueRefused } from "../buckets/bucket.ts";
import { BucketAvailability, type BucketEvents } from "../buckets/bucket-availability.ts";
import { decodeLearned, encodeLearned, LEARNED_KEY } from "./learned-value.ts";

/** EXCHANGE-3: a gateway that is killed loses a minute of what it has learned. */
export const SAVE_MS = 60_000;
/** How long the last write may delay the shutdown. */
export const CLOSE_MS = 1_000;

export type LearnedEvents = BucketEvents & {
  /** Of `kept` records in the bucket so many were taken. */
  taken(records: number, kept: number): void;
  /** What is kept cannot be used. */
  refused(why: string): void;
  written(bytes: number, records: number): void;
  unwritten(why: string): void;
};

interface LearnedPorts {
  readonly bucket: Bucket;
  readonly clock: Clock;
  /** 0 to below 1. */
  readonly random: () => number;
  readonly history: Pick<ValueHistory, "records" | "adopt" | "changes">;
  readonly events: LearnedEvents;
}

/** Of a bucket without a value. */
const NOTHING: LearnedRecord[] = [];

interface Compared {
  readonly changes: number;
  readonly kept: readonly LearnedRecord[];
}

export class LearnedExchange {
  readonly #ports: LearnedPorts;
  readonly #availability: BucketAvailability;
  readonly #loaded = Promise.withResolvers<void>();
  #cancelTimer = () => {};
  #turn: Promise<void> = Promise.resolve();
  #refused: string | null = null;
  /** What was read or written last: mostly it is what is read next. */
  #last: { readonly value: Uint8Array; readonly records: LearnedRecord[] } | null = null;
  /** EXCHANGE-5: with what all that was learned was compared when there was nothing to write. */
  #compared: Compared | null = null;

  constructor(ports: LearnedPorts) {
    this.#ports = ports;
    const { bucket, clock, events } = ports;
    const told: BucketEvents = {
      shared: (note) => events.shared(note),
      unshared: (why) => {
        events.unshared(why);
        this.#loaded.resolve();
      },
    };
    this.#availability = new BucketAvailability(bucket, clock, told, () => void this.#exchange());
  }

  /** Settles when what is kept was read for the first time, or cannot be. */
  get loaded(): Promise<void> {
    return this.#loaded.promise;
  }

  start(): void {
    this.#availability.start();
  }

  /** Writes what has changed, for a limited time. */
  async close(): Promise<void> {
    const { bucket, clock } = this.#ports;
    await within(this.#exchange(), CLOSE_MS, clock);
    this.#cancelTimer();
    this.#availability.close();
    this.#loaded.resolve();
    bucket.drop();
  }

  /** One turn at a time. It never rejects. */
  #exchange(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#takeTurn());
    return this.#turn;
  }

  async #takeTurn(): Promise<void> {
    const { clock, random } = this.#ports;
    this.#cancelTimer();
    if (!this.#availability.isOpen) return;
    const { period } = this.#availability;
    try {
      const kept = await this.#take();
      this.#loaded.resolve();
      await this.#save(kept);
    } catch (thrown) {
      if (!this.#availability.isClosed) this.#availability.failed(thrown, period);
    }
    // A bucket that is opened again begins the next turn by itself.
    if (!this.#availability.isOpen) return;
    const nextMs = SAVE_MS * (0.75 + random() / 2);
    this.#cancelTimer = clock.at(clock.now() + nextMs, () => void this.#exchange());
  }

  /** What is kept. @throws Error when the bucket does not answer */
  async #take(): Promise<LearnedRecord[]> {
    const { bucket, clock, history, events } = this.#ports;
    const value = await bucket.read(LEARNED_KEY);
    if (value !== undefined && this.#last !== null && Buffer.compare(value, this.#last.value) === 0)
      return this.#last.records;
    const records = value === undefined ? NOTHING : await this.#recordsOf(value);
    this.#last = value === undefined ? null : { value, records };
    const taken = history.adopt(records, clock.wall());
    if (taken > 0) events.taken(taken, records.length);
    return records;
  }

  /** EXCHANGE-2 */
  async #recordsOf(value: Uint8Array): Promise<LearnedRecord[]> {
    const { clock, events } = this.#ports;
    const why = (fault: string | null) => {
      if (fault !== null && fault !== this.#refused) events.refused(fault);
      this.#refused = fault;
    };
    try {
      const records = await decodeLearned(value);
      const newestMs = Math.max(...records.map(({ learnedWallMs }) => learnedWallMs));
      const isOld = records.length > 0 && isTooOld(newestMs, clock.wall());
      why(isOld ? `it was learned ${new Date(newestMs).toISOString()}, too long ago` : null);
      return isOld ? [] : records;
    } catch (thrown) {
      why(messageOf(thrown));
      return [];
    }
  }

  /** EXCHANGE-3. @throws Error when the bucket does not answer */
  async #save(kept: readonly LearnedRecord[]): Promise<void> {
    const { bucket, clock, history, events } = this.#ports;
    // What is learned while it is written is of the next turn.
    const { changes } = history;
    if (this.#compared?.changes === changes && this.#compared.kept === kept) return;
    const wallMs = Math.round(clock.wall());
    const records = newestOf(history.records(wallMs), kept, wallMs);
    if (records === null) {
      this.#compared = { changes, kept };
      return;
    }
    const value = await encodeLearned(records);
    try {
      await bucket.write(LEARNED_KEY, value);
      this.#last = { value, records };
      this.#compared = { changes, kept: records };
      events.written(value.length, records.length);
    } catch (thrown) {
      if (!(thrown instanceof ValueRefused)) throw thrown;
      // The same value would be refused again.
      this.#compared = { changes, kept };
      events.unwritten(thrown.message);
    }
  }
}
