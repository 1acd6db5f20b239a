/**
 * Wall clock <-> UTC for IANA time zones, in whole minutes since 1970-01-01T00:00, fast enough for a connection search that asks
 * millions of times: one binary search over a few numbers, no allocation.
 *
 * A zone's offset changes are read from the runtime's own ICU, year by year as they are asked for: about 0.1 ms a zone and year,
 * where Temporal's `getTimeZoneTransition` takes 1 ms and more. The test holds the two against each other.
 *
 * Where clocks jump forward, a wall-clock time that does not exist is pushed forward by the gap; where they are put back, the earlier
 * of two is meant: Temporal's "compatible", which is RFC 5545's rule too.
 */

/** Years that are served. Before, offsets with seconds were still about; both bounds keep the tables small. */
const FIRST_YEAR = 2000;
export const LAST_YEAR = 2099;
const MINUTE = 60_000;
/** Two changes closer than this would go unseen; the shortest known pause of summer time (Ramadan) is four weeks. */
const PROBE_MINUTES = 10 * 24 * 60;

/** One time zone. Build it with `zoneOf`, which keeps it. */
export class Zone {
  readonly name: string;
  readonly #format: Intl.DateTimeFormat;
  /** Covered years; empty at first. */
  #firstYear = 0;
  #lastYear = -1;
  #fromUtc = Number.POSITIVE_INFINITY;
  #toUtc = Number.NEGATIVE_INFINITY;
  /** Instants of change, and offsets[i] before changes[i], offsets[i + 1] from then on. */
  #changes = new Float64Array(0);
  #offsets = new Float64Array(1);
  /** Wall-clock minute from which offsets[i + 1] holds: past the gap, or past the second pass of an overlap. */
  #localChanges = new Float64Array(0);

  constructor(name: string) {
    this.name = name;
    try {
      this.#format = new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" });
    } catch (cause) {
      throw new RangeError(`"${name}" is no time zone that this Node.js knows; an IANA name such as Europe/London is needed`, { cause });
    }
  }

  /** Minutes east of UTC at an instant. */
  offsetAt(utcMinute: number): number {
    if (!(utcMinute >= this.#fromUtc && utcMinute < this.#toUtc)) this.#cover(utcMinute);
    return this.#offsets[upperBound(this.#changes, utcMinute)] as number;
  }

  toLocal(utcMinute: number): number {
    return utcMinute + this.offsetAt(utcMinute);
  }

  toUtc(localMinute: number): number {
    // A day on both sides covers any offset, so the local table is whole wherever it is asked.
    if (!(localMinute - 1440 >= this.#fromUtc && localMinute + 1440 < this.#toUtc)) {
      this.#cover(localMinute - 1440);
      this.#cover(localMinute + 1440);
    }
    return localMinute - (this.#offsets[upperBound(this.#localChanges, localMinute)] as number);
  }

  /** Widens the tables so that they hold the year of this instant. Throws RangeError outside the served years. */
  #cover(utcMinute: number): void {
    const year = new Date(utcMinute * MINUTE).getUTCFullYear();
    if (!(year >= FIRST_YEAR - 1 && year <= LAST_YEAR + 1)) {
      throw new RangeError(`minute ${utcMinute} is outside the years ${FIRST_YEAR} to ${LAST_YEAR} that time zones are kept for`);
    }
    if (this.#lastYear >= this.#firstYear && year >= this.#firstYear && year <= this.#lastYear) return;
    const empty = this.#lastYear < this.#firstYear;
    this.#firstYear = empty ? year : Math.min(year, this.#firstYear);
    this.#lastYear = empty ? year : Math.max(year, this.#lastYear);
    this.#fromUtc = Date.UTC(this.#firstYear, 0) / MINUTE;
    this.#toUtc = Date.UTC(this.#lastYear + 1, 0) / MINUTE;
    this.#read();
  }

  #read(): void {
    const changes: number[] = [];
    const offsets = [this.#readOffset(this.#fromUtc)];
    for (let from = this.#fromUtc; from < this.#toUtc; ) {
      const to = Math.min(from + PROBE_MINUTES, this.#toUtc);
      const before = offsets.at(-1) as number;
      if (this.#readOffset(to) !== before) {
        let low = from;
        let high = to;
        while (high - low > 1) {
          const middle = Math.floor((low + high) / 2);
          if (this.#readOffset(middle) === before) low = middle;
          else high = middle;
        }
        changes.push(high);
        offsets.push(this.#readOffset(high));
        from = high;
      } else {
        from = to;
      }
    }
    this.#changes = Float64Array.from(changes);
    this.#offsets = Float64Array.from(offsets);
    // Gap: the new offset holds from change + new; overlap: from change + old. Either way the larger of the two.
    this.#localChanges = this.#changes.map((at, i) => at + Math.max(offsets[i] as number, offsets[i + 1] as number));
  }

  /** From the runtime: the formatted text ends in `GMT`, `GMT+01:00` or `GMT-03:30`. */
  #readOffset(utcMinute: number): number {
    const text = this.#format.format(utcMinute * MINUTE);
    const sign = Math.max(text.lastIndexOf("+"), text.lastIndexOf("-"), text.lastIndexOf("\u2212"));
    if (sign < 0) return 0;
    const minutes = Number(text.slice(sign + 1, sign + 3)) * 60 + Number(text.slice(sign + 4, sign + 6));
    return text[sign] === "+" ? minutes : -minutes;
  }
}

const zones = new Map<string, Zone>();

/** The zone of this IANA name. Throws RangeError, naming it, when the runtime does not know it. */
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
function upperBound(sorted: Float64Array, x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}
