/**
 * The warm-up of `partners` (../warm-up.ts): no seller is asked. An answer in Duffel's shape, made
 * up here, is read as one that came: a short one on this thread, a long one on the parser's.
 */
import type { FlightOffer, FlightSearch } from "../../proto/messages.ts";
import { warmUp as flightsWarmUp } from "../flights/warm-up-searches.ts";
import type { SearchContext, WarmUp } from "../kit/bidder.ts";
import { convertible } from "./offers/sellable.ts";
import type { AnswerParser } from "./parsing/answer-parser.ts";

const OFFERS = { short: 8, long: 40 };
const OFFERS_MAX = 100;
const HOUR_MS = 3_600_000;

export function warmUp(nowMs: number): WarmUp<{ readonly parser: AnswerParser }> {
  const [first] = flightsWarmUp(nowMs).searches;
  return { searches: first === undefined ? [] : [first], search };
}

async function* search(
  request: FlightSearch,
  context: SearchContext<{ readonly parser: AnswerParser }>,
): AsyncGenerator<FlightOffer> {
  const nowMs = context.now();
  for (const count of [OFFERS.short, OFFERS.long]) {
    const body = new Uint8Array(Buffer.from(answerOf(request, count, nowMs)));
    const page = await context.resources.parser.parse(
      {
        search: request,
        cursor: null,
        offersMax: OFFERS_MAX,
        mapping: null,
        secret: "warm-up",
        nowMs,
        endsAtMs: nowMs + context.remainingMs(),
        partner: "warm-up",
        adapter: "duffel",
        body: { bytes: body, codings: [] },
      },
      context.signal,
    );
    yield* convertible(page.offers, (price) => context.convert(price)).offers;
  }
}

/** LHR-FRA-JFK, the first flight of each offer a minute later than the one before. */
function answerOf({ slices, passengers }: FlightSearch, count: number, nowMs: number): string {
  const date = slices[0]?.departureDate ?? "";
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  const segment = (
    from: string,
    to: string,
    leaves: number,
    arrives: number,
    number: string,
    duration: string,
  ) => ({
    origin: { iata_code: from },
    destination: { iata_code: to },
    departing_at: `${date}T${clock(leaves)}:00`,
    arriving_at: `${date}T${clock(arrives)}:00`,
    duration,
    marketing_carrier: { iata_code: "LH" },
    marketing_carrier_flight_number: number,
    aircraft: { iata_code: "320" },
    passengers: Array.from({ length: passengers.adults }, (_, i) => ({
      passenger_id: `p${i}`,
      cabin_class: "economy",
      baggages: [{ type: "checked", quantity: 1 }],
    })),
  });
  const offers = Array.from({ length: count }, (_, i) => ({
    id: `warm_${i}`,
    live_mode: false,
    total_amount: `${400 + i}.00`,
    total_currency: "EUR",
    expires_at: new Date(nowMs + HOUR_MS).toISOString(),
    owner: { name: "Warm-up" },
    passengers: Array.from({ length: passengers.adults }, (_, p) => ({
      id: `p${p}`,
      type: "adult",
    })),
    slices: [
      {
        fare_brand_name: "Basic",
        segments: [
          segment("LHR", "FRA", 9 * 60 + i, 11 * 60 + 35 + i, "901", "PT1H35M"),
          segment("FRA", "JFK", 13 * 60 + 30, 16 * 60 + 15, "400", "PT8H45M"),
        ],
      },
    ],
  }));
  return JSON.stringify({ data: { offers } });
}
