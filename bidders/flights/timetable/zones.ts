/**
 * Wall clock <-> UTC for IANA time zones, in whole minutes since 1970-01-01T00:00, fast enough for
 * a connection search that asks millions of times: one binary search over a few numbers, no
 * allocation.
 *
 * A zone's offset changes are read from the runtime's own ICU, year by year as they are asked for:
 * about 0.1 ms a zone and year, where Temporal's `getTimeZoneTransition` takes 1 ms and more. The
 * test compares the two. Threads need not ask again: `zone-tables.ts` gives them the known years in
 * shared memory.
 *
 * Where clocks jump forward, a wall-clock time that does not exist is pushed forward by the gap;
 * where they are put back, the earlier of two is meant: Temporal's "compatible", which is RFC
 * 5545's rule too.
 */
import { MINUTES_PER_DAY } from "../../../proto/local-time.ts";

/**
 * Years that are served. Earlier years had offsets with seconds; both bounds keep the tables small.
 */
export const FIRST_YEAR = 2000;
export const LAST_YEAR = 2099;
const MINUTE = 60_000;
/**
 * Two changes closer than this would not be found; the shortest known pause of summer time
 * (Ramadan) is four weeks.
 */
const PROBE_MINUTES = 20 * 24 * 60;

/** The offset changes of a zone within some whole years. */
export interface ZoneYears {
  readonly firstYear: number;
  readonly lastYear: number;
  /**
   * Instants of change, and offsets[i] before changes[i], offsets[i + 1] from then on: one more
   * than changes.
   */
  readonly changes: Int32Array;
  readonly offsets: Int16Array;
}

/** One time zone. Build it with `zoneOf`, which keeps it. */
export class Zone {
  readonly name: string;
  #format: Intl.DateTimeFormat | undefined;
  #firstYear = 0;
  #lastYear = -1;
  /** Covered instants; none at first. */
  #fromUtc = Number.POSITIVE_INFINITY;
  #toUtc = Number.NEGATIVE_INFINITY;
  #changes: Int32Array = new Int32Array(0);
  #offsets: Int16Array = new Int16Array(1);
  /**
   * Wall-clock minute from which offsets[i + 1] holds: past the gap, or past the second pass of an
   * overlap.
   */
  #localChanges = new Int32Array(0);
  /** The instants that have the offset of the last answer: a search asks of some days alone. */
  #sameFromUtc = Number.POSITIVE_INFINITY;
  #sameToUtc = Number.NEGATIVE_INFINITY;
  #sameOffset = 0;

  /**
   * `known`: years for which the runtime is not asked. The constructor asks it nothing: an unknown
   * name is refused with the first question.
   */
  constructor(name: string, known?: ZoneYears) {
    this.name = name;
    if (known !== undefined) this.#set(known);
  }

  /** Minutes east of UTC at an instant. */
  offsetAt(utcMinute: number): number {
    return utcMinute >= this.#sameFromUtc && utcMinute < this.#sameToUtc
      ? this.#sameOffset
      : this.#findOffset(utcMinute);
  }

  #findOffset(utcMinute: number): number {
    if (!(utcMinute >= this.#fromUtc && utcMinute < this.#toUtc)) this.#cover(utcMinute);
    const changes = this.#changes;
    const next = upperBound(changes, utcMinute);
    this.#sameFromUtc = next === 0 ? this.#fromUtc : (changes[next - 1] as number);
    this.#sameToUtc = next === changes.length ? this.#toUtc : (changes[next] as number);
    this.#sameOffset = this.#offsets[next] as number;
    return this.#sameOffset;
  }

  toLocal(utcMinute: number): number {
    return utcMinute + this.offsetAt(utcMinute);
  }

  toUtc(localMinute: number): number {
    // A day on both sides covers any offset, so the local table is whole wherever it is asked.
    if (
      !(
        localMinute - MINUTES_PER_DAY >= this.#fromUtc &&
        localMinute + MINUTES_PER_DAY < this.#toUtc
      )
    ) {
      this.#cover(localMinute - MINUTES_PER_DAY);
      this.#cover(localMinute + MINUTES_PER_DAY);
    }
    return localMinute - (this.#offsets[upperBound(this.#localChanges, localMinute)] as number);
  }

  /**
   * Every instant at which the wall clock shows this minute: two, the earlier first, where clocks
   * are put back and a time comes twice; one elsewhere, for a time that clocks skip too (see
   * `toUtc`).
   */
  instantsAt(localMinute: number): readonly [number] | readonly [earlier: number, later: number] {
    const earlier = this.toUtc(localMinute);
    const next = upperBound(this.#localChanges, localMinute);
    const change = this.#changes[next];
    if (change === undefined) return [earlier];
    const [before, after] = [this.#offsets[next] as number, this.#offsets[next + 1] as number];
    return after < before && localMinute >= change + after
      ? [earlier, localMinute - after]
      : [earlier];
  }

  /** The instants at which clocks change after the first minute and before the second. */
  changesWithin(fromUtc: number, toUtc: number): Int32Array {
    this.offsetAt(fromUtc);
    this.offsetAt(toUtc);
    return this.#changes.slice(
      upperBound(this.#changes, fromUtc),
      upperBound(this.#changes, toUtc - 1),
    );
  }

  /** What is known, with these years in it. */
  years(firstYear: number, lastYear: number): ZoneYears {
    this.#coverYears(firstYear, lastYear);
    return {
      firstYear: this.#firstYear,
      lastYear: this.#lastYear,
      changes: this.#changes,
      offsets: this.#offsets,
    };
  }

  /**
   * Widens the tables so that they hold the year of this instant. Throws RangeError outside the
   * served years.
   */
  #cover(utcMinute: number): void {
    this.#format ??= formatOf(this.name);
    const year = new Date(utcMinute * MINUTE).getUTCFullYear();
    if (!(year >= FIRST_YEAR - 1 && year <= LAST_YEAR + 1)) {
      throw new RangeError(
        `minute ${utcMinute} is outside the years ${FIRST_YEAR} to ${LAST_YEAR} that time zones are kept for`,
      );
    }
    this.#coverYears(year, year);
  }

  #coverYears(first: number, last: number): void {
    const empty = this.#lastYear < this.#firstYear;
    if (!empty && first >= this.#firstYear && last <= this.#lastYear) return;
    const firstYear = empty ? first : Math.min(first, this.#firstYear);
    const lastYear = empty ? last : Math.max(last, this.#lastYear);
    this.#format ??= formatOf(this.name);
    this.#set({
      firstYear,
      lastYear,
      ...readChanges(this.#format, yearStart(firstYear), yearStart(lastYear + 1)),
    });
  }

  #set({ firstYear, lastYear, changes, offsets }: ZoneYears): void {
    this.#firstYear = firstYear;
    this.#lastYear = lastYear;
    this.#fromUtc = yearStart(firstYear);
    this.#toUtc = yearStart(lastYear + 1);
    this.#changes = changes;
    this.#offsets = offsets;
    this.#sameFromUtc = Number.POSITIVE_INFINITY;
    this.#sameToUtc = Number.NEGATIVE_INFINITY;
    // Gap: the new offset holds from change + new; overlap: from change + old. Either way the
    // larger of the two.
    this.#localChanges = new Int32Array(changes.length);
    for (const [i, at] of changes.entries())
      this.#localChanges[i] = at + Math.max(offsets[i] as number, offsets[i + 1] as number);
  }
}

function yearStart(year: number): number {
  return Date.UTC(year, 0) / MINUTE;
}

function formatOf(name: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" });
  } catch (cause) {
    throw new RangeError(
      `"${name}" is not a time zone that this Node.js knows; an IANA name such as Europe/London is needed`,
      { cause },
    );
  }
}

function readChanges(
  format: Intl.DateTimeFormat,
  fromUtc: number,
  toUtc: number,
): Pick<ZoneYears, "changes" | "offsets"> {
  const changes: number[] = [];
  let before = readOffset(format, fromUtc);
  const offsets = [before];
  for (let from = fromUtc; from < toUtc; ) {
    const to = Math.min(from + PROBE_MINUTES, toUtc);
    if (readOffset(format, to) === before) {
      from = to;
      continue;
    }
    let low = from;
    let high = to;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (readOffset(format, middle) === before) low = middle;
      else high = middle;
    }
    before = readOffset(format, high);
    changes.push(high);
    offsets.push(before);
    from = high;
  }
  return { changes: Int32Array.from(changes), offsets: Int16Array.from(offsets) };
}

/**
 * Reads an offset from the runtime, whose formatted text ends in `GMT`, `GMT+01:00` or `GMT-03:30`.
 */
function readOffset(format: Intl.DateTimeFormat, utcMinute: number): number {
  const text = format.format(utcMinute * MINUTE);
  const sign = Math.max(text.lastIndexOf("+"), text.lastIndexOf("-"), text.lastIndexOf("\u2212"));
  if (sign < 0) return 0;
  const minutes =
    Number(text.slice(sign + 1, sign + 3)) * 60 + Number(text.slice(sign + 4, sign + 6));
  return text[sign] === "+" ? minutes : -minutes;
}

const zones = new Map<string, Zone>();

/**
 * The zone of this IANA name. Its first question throws RangeError, naming it, when the runtime
 * does not know it.
 */
export function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const zone = new Zone(name);
  zones.set(name, zone);
  return zone;
}

export function toUtc(zone: string, localMinute: number): number {
  return zoneOf(zone).toUtc(localMinute);
}

export function toLocal(zone: string, utcMinute: number): number {
  return zoneOf(zone).toLocal(utcMinute);
}

/** How many of the sorted values are <= x. */
function upperBound(sorted: Int32Array, x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}
