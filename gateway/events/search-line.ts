/**
 * The log line of a search. Every search has one, so its text is written here, and not by pino from
 * an object: 1 µs instead of 4. pino still decides whether the line is written, with which time, and
 * where to.
 *
 * LINE-1 The line is the one that pino writes of the same fields.
 * LINE-2 A line names at most `BIDDERS_NAMED_MAX` bidders, however many there are.
 */
import { type Logger, pino } from "pino";
import type { BidderReport, FlightSearch, Outcome, SearchResult } from "../../proto/messages.ts";
import type { Transport } from "../transport.ts";
import { ByText } from "./counted-metrics.ts";

/**
 * A6: where there are more bidders, a line has their numbers by outcome, and names only those that
 * did not answer, up to so many.
 */
export const BIDDERS_NAMED_MAX = 32;

export interface SearchedEvent {
  readonly transport: Transport;
  readonly search: FlightSearch;
  readonly result: SearchResult;
  /** The id on the wire. The line has both ids, to find the bidders' lines by it. */
  readonly auctionId: string;
}

const MESSAGE = "search";

/** The returned function writes the line of one search. */
export function searchLines(log: Logger): (event: SearchedEvent) => void {
  const lines = log.child({});
  const { asJsonSym, mixinSym } = pino.symbols;
  const own = lines as unknown as Record<symbol, unknown>;
  const asJson = (own[asJsonSym] as AsJson).bind(lines);
  const textOf = textWriter(asJson);
  // A logger with fields, keys, serializers or redaction of its own writes these lines by itself.
  const isPlain = own[mixinSym] === undefined && textOf(SAMPLE, TIME) === textByPino(asJson);
  if (!isPlain) return (event) => log.info(searchFields(event), MESSAGE);
  own[asJsonSym] = (event: SearchedEvent, _message: string, _level: number, time: string) =>
    textOf(event, time);
  return (event) => lines.info(event, MESSAGE);
}

/** The fields of the line, in its order. */
export function searchFields({ transport, search, result, auctionId }: SearchedEvent) {
  const { searchId, endedBy, partial, elapsedMs, itineraries, bidders } = result;
  return {
    searchId,
    auctionId,
    door: transport,
    market: marketOf(search),
    endedBy,
    partial,
    elapsedMs,
    itineraries: itineraries.length,
    ...(bidders.length > BIDDERS_NAMED_MAX ? { outcomes: countsOf(bidders) } : {}),
    bidders: Object.fromEntries(namedOf(bidders).map((one) => [one.bidder, endOf(one)])),
  };
}

function marketOf({ slices }: FlightSearch): string {
  let text = "";
  for (const { origin, destination, departureDate } of slices)
    text += `${text === "" ? "" : ", "}${origin}-${destination} ${departureDate}`;
  return text;
}

function endOf({ outcome, latencyMs }: BidderReport): string {
  return latencyMs === null ? outcome : `${outcome} ${latencyMs} ms`;
}

/** The bidders that a line names. */
function namedOf(bidders: readonly BidderReport[]): readonly BidderReport[] {
  if (bidders.length <= BIDDERS_NAMED_MAX) return bidders;
  const named: BidderReport[] = [];
  for (const one of bidders) {
    if (one.outcome === "answered" || one.outcome === "empty") continue;
    if (named.length === BIDDERS_NAMED_MAX) break;
    named.push(one);
  }
  return named;
}

function countsOf(bidders: readonly BidderReport[]): Partial<Record<Outcome, number>> {
  const counts: Partial<Record<Outcome, number>> = {};
  for (const { outcome } of bidders) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/** pino's own function: the line of these fields. */
type AsJson = (fields: object, message: string | undefined, level: number, time: string) => string;

/** Beyond it numbers are not written by their tenths. */
const TENTHS_MAX = 1e9;

const INFO = 30;
const TIME = ',"time":0';
const SAMPLE = {
  transport: "nats",
  search: { slices: [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-15" }] },
  result: {
    searchId: '"\\\n',
    endedBy: "quorum",
    partial: true,
    elapsedMs: 0.5,
    itineraries: [],
    bidders: [
      { bidder: "nonstop", outcome: "answered", latencyMs: 1.5 },
      { bidder: "stops", outcome: "silent", latencyMs: null },
    ],
  },
  auctionId: "a",
} as unknown as SearchedEvent;

function textByPino(asJson: AsJson): string {
  return asJson(searchFields(SAMPLE), MESSAGE, INFO, TIME);
}

/** Writes the text of a line by hand. What stands before the fields is taken from pino. */
function textWriter(asJson: AsJson): (event: SearchedEvent, time: string) => string {
  const [before = "", after = ""] = asJson({}, undefined, INFO, TIME).split(TIME);
  const bindings = after.slice(0, after.lastIndexOf("}"));
  const ends = new ByText(
    (bidder) => new ByText((outcome) => `,${JSON.stringify(bidder)}:"${outcome}`),
  );
  return ({ transport, search, result, auctionId }, time) => {
    const { searchId, endedBy, partial, elapsedMs, itineraries, bidders } = result;
    const counts =
      bidders.length > BIDDERS_NAMED_MAX ? `,"outcomes":${JSON.stringify(countsOf(bidders))}` : "";
    let named = "";
    for (const { bidder, outcome, latencyMs } of namedOf(bidders)) {
      const end = ends.of(bidder).of(outcome);
      named += latencyMs === null ? `${end}"` : `${end} ${decimal(latencyMs)} ms"`;
    }
    return `${before}${time}${bindings},"searchId":${quotedJson(searchId)},"auctionId":${quotedJson(auctionId)},"door":"${transport}","market":${quotedJson(marketOf(search))},"endedBy":"${endedBy}","partial":${partial},"elapsedMs":${decimal(elapsedMs)},"itineraries":${itineraries.length}${counts},"bidders":{${named.slice(1)}},"msg":"${MESSAGE}"}\n`;
  };
}

/** The number as text. Times have one decimal place, and two whole numbers are written faster. */
function decimal(value: number): string {
  const tenths = Math.round(value * 10);
  if (tenths / 10 !== value || tenths > TENTHS_MAX || tenths < 0) return `${value}`;
  const whole = Math.trunc(tenths / 10);
  const rest = tenths - whole * 10;
  return rest === 0 ? `${whole}` : `${whole}.${rest}`;
}

/** The text as JSON. Ids and markets need no escapes. */
function quotedJson(text: string): string {
  return /^[\w ,-]*$/.test(text) ? `"${text}"` : JSON.stringify(text);
}
