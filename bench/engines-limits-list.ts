/** The limits whose cost is measured. */
import { membersOf } from "../common/offers/alliances.ts";
import type { BenchLimits } from "./engines-access.ts";

/** The cheapest and the fastest offer without a limit. */
export interface Found {
  readonly price: number;
  readonly minutes: number;
}

const HOUR = 60;
const star = membersOf("star");

/** A limit may depend on what there is without it: then on the cheapest or the fastest offer. */
export const LIMITS: readonly (readonly [what: string, of: (found: Found) => BenchLimits])[] = [
  ["departure 06:00-12:00", () => ({ departure: { fromMinute: 6 * HOUR, toMinute: 12 * HOUR } })],
  ["departure 03:00-03:30", () => ({ departure: { fromMinute: 180, toMinute: 210 } })],
  ["arrival 08:00-20:00", () => ({ arrival: { fromMinute: 8 * HOUR, toMinute: 20 * HOUR } })],
  ["arrival 03:00-03:30", () => ({ arrival: { fromMinute: 180, toMinute: 210 } })],
  ["carriers: star only", () => ({ search: { carriers: { only: star, by: "marketing" } } })],
  ["carriers: BA only", () => ({ search: { carriers: { only: ["BA"], by: "marketing" } } })],
  ["carriers: star excepted", () => ({ search: { carriers: { except: star, by: "marketing" } } })],
  ["via: four hubs only", () => ({ search: { via: { only: ["LHR", "FRA", "DXB", "ATL"] } } })],
  ["via: these excepted", () => ({ search: { via: { except: ["LHR", "FRA", "DXB", "ATL"] } } })],
  ["layovers of 4 hours", () => ({ search: { maxLayoverMinutes: 4 * HOUR } })],
  ["layovers of 1 hour", () => ({ search: { maxLayoverMinutes: HOUR } })],
  ["no night layover", () => ({ search: { noOvernightLayover: true } })],
  ["price: 1.2 x cheapest", ({ price }) => ({ search: { maxPrice: Math.ceil(1.2 * price) } })],
  ["price: 0.97 x cheapest", ({ price }) => ({ search: { maxPrice: Math.ceil(0.97 * price) } })],
  ["price: 0.5 x cheapest", ({ price }) => ({ search: { maxPrice: Math.ceil(0.5 * price) } })],
  [
    "duration: 1.2 x fastest",
    ({ minutes }) => ({ search: { maxDurationMinutes: Math.ceil(1.2 * minutes) } }),
  ],
  [
    "duration: 0.9 x fastest",
    ({ minutes }) => ({ search: { maxDurationMinutes: Math.ceil(0.9 * minutes) } }),
  ],
  ["one checked bag", () => ({ search: { bags: { checked: 1 } } })],
  ["three checked bags", () => ({ search: { bags: { checked: 3 } } })],
  ["changeable", () => ({ search: { changeable: true } })],
  ["refundable", () => ({ search: { refundable: true } })],
  [
    "star only, 06:00-12:00",
    () => ({
      departure: { fromMinute: 6 * HOUR, toMinute: 12 * HOUR },
      search: { carriers: { only: star, by: "marketing" } },
    }),
  ],
];
