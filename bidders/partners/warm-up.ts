/**
 * The warm-up of `partners` (../warm-up.ts): no seller is asked. A server of this process, on a
 * free port, answers in Duffel's shape, and is asked as a seller is: over a connection, within a
 * time limit, its short answers read on this thread and its long ones on the parser's.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { FlightOffer, FlightSearch } from "../../proto/messages.ts";
import { warmUp as flightsWarmUp } from "../flights/warm-up-searches.ts";
import type { Search, SearchContext, WarmUp } from "../kit/bidder.ts";
import { ADAPTERS } from "./adapters.ts";
import { partnerEntry, partnerOf } from "./entries.ts";
import { createClient, type PartnerClient } from "./http/client.ts";
import type { AnswerParser } from "./parsing/answer-parser.ts";

/** The long one is over what is read in place. */
const OFFERS = { short: 8, long: 40 };
const HOUR_MS = 3_600_000;
/** The longest of an entry: a warm-up has its own end, and the parser's thread may start slowly. */
const TIMEOUT_MS = 60_000;

interface WarmUpPartners {
  readonly clients: readonly PartnerClient[];
  readonly reportFailure: () => void;
  close(): Promise<void>;
}
interface WithParser {
  /** The clients; without any, the parser is not used later. */
  readonly clients: readonly PartnerClient[];
  readonly parser: AnswerParser;
}

/** `search` is the bidder's own. */
export function warmUpWith(search: Search<WarmUpPartners>, nowMs: number): WarmUp<WithParser> {
  const [first] = flightsWarmUp(nowMs).searches;
  return {
    searches: first === undefined ? [] : [first],
    search: (request, context) =>
      context.resources.clients.length === 0 ? [] : askedHere(search, request, context),
  };
}

async function* askedHere(
  search: Search<WarmUpPartners>,
  request: FlightSearch,
  context: SearchContext<WithParser>,
): AsyncGenerator<FlightOffer> {
  const answers = [OFFERS.short, OFFERS.long].map((count) =>
    answerOf(request, count, context.now()),
  );
  let asked = 0;
  const server = createServer((_, response) => {
    response.writeHead(201, { "content-type": "application/json" });
    response.end(answers[asked++ % answers.length]);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clients = answers.map((_, i) => {
    const name = `warm-up-${i}`;
    const entry = { name, adapter: "duffel", url, token: "warm-up", timeoutMs: TIMEOUT_MS };
    const config = partnerOf(partnerEntry.parse(entry));
    return createClient(config, ADAPTERS.duffel, context.resources.parser);
  });
  const resources = { clients, reportFailure: () => {}, close: () => Promise.resolve() };
  try {
    yield* search(request, contextWith(context, resources)) as AsyncIterable<FlightOffer>;
  } finally {
    for (const client of clients) await client.close();
    server.closeAllConnections();
    server.close();
  }
}

/** The same context for other resources. */
function contextWith<Resources>(
  context: SearchContext<unknown>,
  resources: Resources,
): SearchContext<Resources> {
  const { auctionId, signal, objective, rates, offersMax } = context;
  return {
    resources,
    auctionId,
    signal,
    objective,
    rates,
    offersMax,
    remainingMs: () => context.remainingMs(),
    now: () => context.now(),
    convert: (money) => context.convert(money),
    cost: (price, minutes, stops) => context.cost(price, minutes, stops),
    note: (text) => context.note(text),
    markStopped: () => context.markStopped(),
    sendBatch: (floor) => context.sendBatch(floor),
  };
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
