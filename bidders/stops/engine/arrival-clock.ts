/**
 * When one may arrive, where a search limits that (WITHIN-1): what cannot arrive before its window
 * opens takes longer than its flights do.
 *
 * CLOCK-1 Nothing that arrives at an instant or later, and within the window, arrives before
 *   `earliest` of that instant.
 */
import { isWithin } from "../../../common/offers/search-limits.ts";
import { MINUTES_PER_DAY, minuteOfDay } from "../../../proto/local-time.ts";
import type { TimeWindow } from "../../../proto/messages.ts";
import type { Zone } from "../../flights/timetable/zones.ts";

export class ArrivalClock {
  readonly #zone: Zone;
  readonly #window: TimeWindow;

  /** `zone`: the destination's. */
  constructor(zone: Zone, window: TimeWindow) {
    this.#zone = zone;
    this.#window = window;
  }

  /** The first instant from this one on that is within the window; itself where clocks change. */
  earliest(arrivalUtc: number): number {
    if (arrivalUtc === Number.POSITIVE_INFINITY) return arrivalUtc;
    const offset = this.#zone.offsetAt(arrivalUtc);
    const minute = minuteOfDay(arrivalUtc + offset);
    if (isWithin(minute, this.#window)) return arrivalUtc;
    const later = (this.#window.fromMinute - minute + MINUTES_PER_DAY) % MINUTES_PER_DAY;
    return this.#zone.offsetAt(arrivalUtc + later) === offset ? arrivalUtc + later : arrivalUtc;
  }
}
