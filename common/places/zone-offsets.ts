/**
 * The offset of a time zone from UTC at any instant. Intl takes 1 µs for one; here the changes of a
 * zone are in sorted tables, one for each block of 364 days, and an offset takes some 5 ns. To
 * make a table takes 0.4 to 1 ms, so it is made once it was asked for so often that this was spent
 * on Intl: a bidder chooses the zones and years of its offers, and none of them may cost much more
 * than another.
 *
 * ZONE-1 An offset from a table is the one that Intl gives. No zone changes twice within
 *        `STEP_MINUTES`.
 * ZONE-2 There are tables only for the blocks about now: the one before, this one and the two after
 *        it, in which all days that can be searched lie (A6). For other instants Intl is asked.
 */
import { MINUTE_MS, MINUTES_PER_DAY } from "../../proto/local-time.ts";

const STEP_MINUTES = 2 * MINUTES_PER_DAY;

/** A block has 2^19 minutes, and the first begins in 1970. */
const BLOCK_BITS = 19;
const BLOCK_MINUTES = 2 ** BLOCK_BITS;
/**
 * The blocks reach to the year 2069. A number of minutes below that has 31 bits, so its block is
 * found by a shift.
 */
const BLOCKS_MAX = 100;
const MINUTES_MAX = BLOCKS_MAX * BLOCK_MINUTES;
/** Intl is asked so often for one block before its table is made, which asks as often. */
const ASKED_MIN = 182;

/** The offsets within one block. */
interface OffsetBlock {
  /** The offset at its begin. */
  readonly first: number;
  /** The first minute of each later offset, ascending. */
  readonly changesAt: Int32Array;
  readonly offsets: Float64Array;
  /** The first minute after the block. */
  readonly end: number;
}

export class ZoneOffsets {
  readonly #format: Intl.DateTimeFormat;
  readonly #blocks: (OffsetBlock | null)[] = new Array(BLOCKS_MAX).fill(null);
  readonly #asked = new Uint8Array(BLOCKS_MAX);
  readonly #nowMs: () => number;

  /**
   * @param zone IANA's name
   * @throws RangeError for a zone that the runtime does not know
   */
  constructor(zone: string, nowMs: () => number = Date.now) {
    this.#nowMs = nowMs;
    this.#format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  }

  /**
   * Minutes east of UTC; fractions before zones had whole minutes.
   *
   * @param utcMinutes since 1970
   */
  at(utcMinutes: number): number {
    const block = utcMinutes >= 0 && utcMinutes < MINUTES_MAX ? this.#blockAt(utcMinutes) : null;
    return block === null ? this.#byIntl(utcMinutes) : offsetIn(block, utcMinutes);
  }

  /**
   * The offset, if it holds from a day before to a day after this minute; NaN where it changes, and
   * where a look at one table does not tell.
   */
  steadyAt(utcMinutes: number): number {
    const from = utcMinutes - MINUTES_PER_DAY;
    const until = utcMinutes + MINUTES_PER_DAY;
    if (!(from >= 0 && until < MINUTES_MAX)) return Number.NaN;
    const block = this.#blockAt(from);
    if (block === null) return Number.NaN;
    const { first, changesAt, offsets, end } = block;
    if (until >= end) return Number.NaN;
    let offset = first;
    for (let i = 0; i < changesAt.length; i++) {
      const at = changesAt[i] as number;
      if (until < at) break;
      if (from < at) return Number.NaN;
      offset = offsets[i] as number;
    }
    return offset;
  }

  /** Null where there is no table, or not yet. */
  #blockAt(utcMinutes: number): OffsetBlock | null {
    const index = utcMinutes >> BLOCK_BITS;
    return this.#blocks[index] ?? this.#newBlock(index);
  }

  #newBlock(index: number): OffsetBlock | null {
    const now = Math.floor(this.#nowMs() / MINUTE_MS / BLOCK_MINUTES);
    if (index < now - 1 || index > now + 2) return null;
    const asked = (this.#asked[index] as number) + 1;
    this.#asked[index] = asked;
    if (asked < ASKED_MIN) return null;
    const block = this.#read(index * BLOCK_MINUTES);
    this.#blocks[index] = block;
    return block;
  }

  #read(from: number): OffsetBlock {
    const first = this.#byIntl(from);
    const changesAt: number[] = [];
    const offsets: number[] = [];
    let before = first;
    for (let at = from; at < from + BLOCK_MINUTES; at += STEP_MINUTES) {
      const next = Math.min(at + STEP_MINUTES, from + BLOCK_MINUTES - 1);
      const after = this.#byIntl(next);
      if (after === before) continue;
      changesAt.push(this.#changeBetween(at, next, after));
      offsets.push(after);
      before = after;
    }
    return {
      first,
      changesAt: Int32Array.from(changesAt),
      offsets: Float64Array.from(offsets),
      end: from + BLOCK_MINUTES,
    };
  }

  /** The first minute with the offset that holds at `until` and does not hold at `from`. */
  #changeBetween(from: number, until: number, after: number): number {
    let [low, high] = [from, until];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#byIntl(middle) === after) high = middle;
      else low = middle;
    }
    return high;
  }

  #byIntl(utcMinutes: number): number {
    const parts = /GMT(?:([+\u2212-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(
      this.#format.format(utcMinutes * MINUTE_MS),
    );
    const [, sign, hours = "0", minutes = "0", seconds = "0"] = parts ?? [];
    const offset = Number(hours) * 60 + Number(minutes) + Number(seconds) / 60;
    return sign === undefined || sign === "+" ? offset : -offset;
  }
}

function offsetIn({ first, changesAt, offsets }: OffsetBlock, utcMinutes: number): number {
  let offset = first;
  for (let i = 0; i < changesAt.length && utcMinutes >= (changesAt[i] as number); i++)
    offset = offsets[i] as number;
  return offset;
}
