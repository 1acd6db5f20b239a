/** The wall clocks of the oracle: by Temporal, not by the house's own tables of time zones. For tests. */
import { Temporal } from "temporal-polyfill";

const MINUTE_MS = 60_000;
const MINUTES_PER_DAY = 1440;

export class Clock {
  readonly #zone: string;
  /** By local date: minutes east of UTC where that holds from midnight to midnight, NaN where clocks change. */
  readonly #offsets = new Map<number, number>();
  readonly #dates = new Map<number, number>();

  constructor(zone: string) {
    this.#zone = zone;
  }

  /** A wall-clock minute since 1970-01-01T00:00; one that clocks skip is pushed forward, of two the earlier is meant, or, if so said, the later. */
  toUtc(localMinute: number, later = false): number {
    const offset = this.#offsetOn(Math.floor(localMinute / MINUTES_PER_DAY));
    return Number.isNaN(offset) ? this.#instant(localMinute, later ? "later" : "compatible") : localMinute - offset;
  }

  /** Whether no clock changes on a date. */
  isWhole(date: number): boolean {
    return !Number.isNaN(this.#offsetOn(date));
  }

  /** The wall clock at an instant. */
  toLocal(utcMinute: number): number {
    const offset = Temporal.Instant.fromEpochMilliseconds(utcMinute * MINUTE_MS).toZonedDateTimeISO(this.#zone).offsetNanoseconds;
    return utcMinute + offset / 60e9;
  }

  /** The local date at an instant, in days since 1970-01-01. */
  dateAt(utcMinute: number): number {
    let date = this.#dates.get(utcMinute);
    if (date === undefined) {
      date = Math.floor(this.toLocal(utcMinute) / MINUTES_PER_DAY);
      this.#dates.set(utcMinute, date);
    }
    return date;
  }

  #offsetOn(date: number): number {
    let offset = this.#offsets.get(date);
    if (offset === undefined) {
      const midnight = this.#plain(date * MINUTES_PER_DAY).toZonedDateTime(this.#zone);
      const whole = midnight.hoursInDay === 24 && midnight.hour === 0 && midnight.minute === 0;
      offset = whole ? midnight.offsetNanoseconds / 60e9 : Number.NaN;
      this.#offsets.set(date, offset);
    }
    return offset;
  }

  #instant(localMinute: number, disambiguation: "compatible" | "later"): number {
    return this.#plain(localMinute).toZonedDateTime(this.#zone, { disambiguation }).epochMilliseconds / MINUTE_MS;
  }

  #plain(localMinute: number): Temporal.PlainDateTime {
    return Temporal.Instant.fromEpochMilliseconds(localMinute * MINUTE_MS)
      .toZonedDateTimeISO("UTC")
      .toPlainDateTime();
  }
}
