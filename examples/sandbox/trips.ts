/**
 * A protocol of the sandbox's own, as unlike Duffel's as sellers' protocols are: other names and
 * nesting, prices as whole numbers of the smallest coin, several tickets in one trip, epoch
 * seconds, errors inside of 200, and answers in two pages. Written apart from the mapping that the
 * partners bidder reads it with, so that the two check each other.
 */
import { randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { Cabin, FlightOffer, FlightSearch, Money } from "../../proto/messages.ts";
import type { Agency } from "./agencies.ts";
import { anySearch } from "./inventory.ts";
import { windowOf } from "./protocol.ts";

const CLASSES: Readonly<Record<Cabin, string>> = {
  economy: "Y",
  premium_economy: "W",
  business: "C",
  first: "F",
};
const CABIN_OF = new Map(
  Object.entries(CLASSES).map(([cabin, letter]) => [letter, cabin as Cabin]),
);

/** Answers whose second page may still be asked for (A6), and how long. */
const PAGES_KEPT_MAX = 100;
const PAGES_KEPT_MS = 60_000;

const place = z.string().regex(/^[A-Z]{3}$/, "must be an IATA code like LHR");
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time like 09:45");
const tripsRequest = z.strictObject({
  journey: z
    .array(
      z.strictObject({
        from: place,
        to: place,
        on: z.iso.date(),
        leave_from: time.nullable().default(null),
        leave_to: time.nullable().default(null),
      }),
    )
    .min(1)
    .max(6),
  party: z
    .array(
      z.strictObject({
        kind: z.enum(["ADT", "CHD", "INF"]),
        years: z.int().min(0).max(130).optional(),
      }),
    )
    .min(1)
    .max(9),
  class: z.enum(["Y", "W", "C", "F"]),
  changes_max: z.int().min(0).max(3),
  quote_in: z.string().regex(/^[A-Z]{3}$/),
  page_token: z.string().max(64).nullable(),
  /** The country where it is sold, and the language; nothing here depends on them. */
  sold_in: z
    .string()
    .regex(/^[A-Z]{2}$/, "must be a country like GB")
    .nullable()
    .default(null),
  tongue: z.string().max(35).nullable().default(null),
  account: z.string().max(64).nullable().default(null),
});

interface TripsRequest {
  readonly search: FlightSearch;
  readonly account: string | null;
  readonly pageToken: string | null;
}

/** The search that a request asks for, or what is wrong with the request. */
export function readTripsRequest(body: unknown): TripsRequest | { readonly wrong: string } {
  const parsed = tripsRequest.safeParse(body);
  if (!parsed.success) {
    return {
      wrong: parsed.error.issues
        .map((issue) => `${issue.path.join(".") || "the body"}: ${issue.message}`)
        .join("; "),
    };
  }
  const {
    journey,
    party,
    class: letter,
    changes_max: maxStops,
    page_token: pageToken,
    account,
  } = parsed.data;
  const count = (kind: string) => party.filter((one) => one.kind === kind).length;
  const search = anySearch(
    journey.map(({ from, to, on, leave_from: earliest, leave_to: latest }) => ({
      origin: from,
      destination: to,
      departureDate: on,
      ...(earliest === null || latest === null
        ? {}
        : { departure: windowOf({ from: earliest, to: latest }) }),
    })),
    {
      passengers: { adults: count("ADT"), children: count("CHD"), infants: count("INF") },
      cabin: CABIN_OF.get(letter) ?? "economy",
      maxStops,
    },
  );
  return { search, account, pageToken };
}

/** The second halves of answers, until they are asked for. */
export class TripPages {
  readonly #kept = new LRUCache<string, readonly FlightOffer[]>({
    max: PAGES_KEPT_MAX,
    ttl: PAGES_KEPT_MS,
  });

  /** The first half, and the token of the rest where there is one. */
  begin(offers: readonly FlightOffer[]): {
    readonly offers: readonly FlightOffer[];
    readonly token: string | null;
  } {
    const half = Math.ceil(offers.length / 2);
    if (half === offers.length) return { offers, token: null };
    const token = randomBytes(8).toString("hex");
    this.#kept.set(token, offers.slice(half));
    return { offers: offers.slice(0, half), token };
  }

  /** Undefined when the token is not known, or no longer. */
  rest(token: string): readonly FlightOffer[] | undefined {
    return this.#kept.get(token);
  }
}

export function tripsBody(
  agency: Agency,
  search: FlightSearch,
  offers: readonly FlightOffer[],
  pageToken: string | null,
): object {
  return {
    status: "ok",
    demo: true,
    agency: agency.name,
    quoted_in: agency.currency,
    trips: offers.map((offer, i) => tripBody(offer, i, search.cabin)),
    page_token: pageToken,
  };
}

/** An error in this agency's protocol. */
export function tripsProblem(code: string, text: string): object {
  return { status: "error", problem: { code, text } };
}

function tripBody(offer: FlightOffer, i: number, cabin: Cabin): object {
  const tickets = offer.fares.length > 0 ? offer.fares : [undefined];
  return {
    ref: `T${i + 1}`,
    good_until: Math.floor(offer.expiresAtMs / 1_000),
    journey: offer.slices.map(({ segments }) => ({
      hops: segments.map((s) => ({
        airline: s.carrier,
        flight: Number.parseInt(s.flightNumber.slice(s.carrier.length), 10),
        from: {
          airport: s.origin,
          hall: s.originTerminal ?? null,
          at: s.departure.replace("T", " "),
        },
        to: {
          airport: s.destination,
          hall: s.destinationTerminal ?? null,
          at: s.arrival.replace("T", " "),
        },
        minutes: s.durationMinutes,
        plane: s.aircraft === "" ? null : s.aircraft,
        class: CLASSES[s.cabin ?? cabin],
      })),
    })),
    tickets: tickets.map((fare) => ({
      family: fare?.name ?? null,
      coins: (fare?.price ?? offer.price).amount,
      classes: fare === undefined || fare.bookingClass === "" ? null : fare.bookingClass.split(","),
      bags: { cabin: fare?.cabinBags ?? null, hold: fare?.checkedBags ?? null },
      rules: [rule("change", fare?.change), rule("refund", fare?.refund)].filter(
        (one) => one !== undefined,
      ),
    })),
  };
}

function rule(
  about: string,
  condition: { readonly allowed: boolean; readonly fee: Money | null } | null | undefined,
): object | undefined {
  return condition == null
    ? undefined
    : { about, ok: condition.allowed, coins: condition.fee?.amount ?? null };
}
