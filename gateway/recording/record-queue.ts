/**
 * Recorded auctions that wait to be written: several make one block, and one block is written at a
 * time.
 *
 * RECORDQUEUE-1 Whoever records never waits: what finds no room is dropped and counted (A6).
 * RECORDQUEUE-2 Each auction is written once, in the order in which it came, or counted as dropped
 *    with the reason.
 */
import type { Clock } from "../../common/runtime/clock.ts";
import { messageOf } from "../../proto/errors.ts";
import { type EncodedAuction, encodeAuction } from "./auction-codec.ts";
import { AUCTIONS_A_BLOCK_MAX, BlockTooLargeError, encodeRecords } from "./block-codec.ts";
import type { RecordedAuction } from "./recorded-auction.ts";
import type { DropReason } from "./recorder.ts";

/** Where blocks go: files or a stream. */
export interface RecordSink {
  /** @throws SinkError, or another Error */
  write(block: Buffer): Promise<void>;
  close(): Promise<void>;
}

/** Why a block was not written. */
export class SinkError extends Error {
  readonly reason: DropReason;

  constructor(reason: DropReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

export interface RecordingEvents {
  written(auctions: number, bytes: number): void;
  dropped(auctions: number, reason: DropReason, why: string): void;
}

/** A6: what waits, in memory. */
export const QUEUE_BYTES_MAX = 32 * 1024 * 1024;
/** A block has dozens of auctions: their texts are compressed together, and written by one call. */
const BLOCK_PLAIN_BYTES = 512 * 1024;
/** What is lost when the process ends without a warning. */
export const BLOCK_MS_MAX = 1_000;

export class RecordQueue {
  readonly #sink: RecordSink;
  readonly #clock: Clock;
  readonly #events: RecordingEvents;
  #waiting: EncodedAuction[] = [];
  #bytes = 0;
  #writing: Promise<void> | null = null;
  #cancelTimer: (() => void) | null = null;

  constructor(sink: RecordSink, clock: Clock, events: RecordingEvents) {
    this.#sink = sink;
    this.#clock = clock;
    this.#events = events;
  }

  /**
   * Encodes it at once, since its bytes are less than its objects. `about`: the bytes that it has,
   * so that nothing is encoded that finds no room.
   */
  take(recorded: RecordedAuction, about: number): void {
    if (this.#bytes + about > QUEUE_BYTES_MAX) {
      this.#events.dropped(1, "busy", "too many auctions wait to be written");
      return;
    }
    const auction = encodeAuction(recorded);
    this.#waiting.push(auction);
    this.#bytes += auction.bytes.length;
    this.#plan();
  }

  /** Resolves when all that waits is written or dropped, and the sink is closed. */
  async close(): Promise<void> {
    while (this.#waiting.length > 0 || this.#writing !== null) {
      this.#write();
      await this.#writing;
    }
    this.#cancelTimer?.();
    await this.#sink.close();
  }

  get #isBlock(): boolean {
    return this.#bytes >= BLOCK_PLAIN_BYTES || this.#waiting.length >= AUCTIONS_A_BLOCK_MAX;
  }

  /** Writes one block, and the next one where there is one by then. */
  #write(): void {
    if (this.#writing !== null || this.#waiting.length === 0) return;
    this.#writing = this.#writeBlock(this.#nextBlock()).then(() => {
      this.#writing = null;
      this.#plan();
    });
  }

  /** Writes what waits: now where it is a block, else in a moment. */
  #plan(): void {
    if (this.#waiting.length === 0) return;
    if (this.#isBlock) this.#write();
    else
      this.#cancelTimer ??= this.#clock.at(this.#clock.now() + BLOCK_MS_MAX, () => {
        this.#cancelTimer = null;
        this.#write();
      });
  }

  #nextBlock(): readonly EncodedAuction[] {
    let bytes = 0;
    let count = 0;
    for (const { bytes: one } of this.#waiting) {
      if (count > 0 && (bytes + one.length > BLOCK_PLAIN_BYTES || count >= AUCTIONS_A_BLOCK_MAX))
        break;
      bytes += one.length;
      count++;
    }
    return this.#waiting.splice(0, count);
  }

  /** Never rejects. What is being written counts as waiting, as it takes memory. */
  async #writeBlock(block: readonly EncodedAuction[]): Promise<void> {
    try {
      const bytes = await encodeRecords(block);
      await this.#sink.write(bytes);
      this.#events.written(block.length, bytes.length);
    } catch (thrown) {
      this.#events.dropped(block.length, reasonOf(thrown), messageOf(thrown));
    }
    for (const { bytes } of block) this.#bytes -= bytes.length;
  }
}

function reasonOf(thrown: unknown): DropReason {
  if (thrown instanceof SinkError) return thrown.reason;
  return thrown instanceof BlockTooLargeError ? "too-large" : "failed";
}
