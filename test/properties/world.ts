/**
 * Random auctions: the messages and their times as plain values, and a function that plays them.
 * They have few flights and few prices, so that ties, several sellers and broken floors are common.
 */
import fc from "fast-check";
import type { Ledger } from "../../gateway/auction/ledger.ts";
import type { LedgerView } from "../../gateway/auction/ledger-views.ts";
import { EMPTY_SHEET, encodeBid } from "../../proto/codec/index.ts";
import type { Bid, SearchResult, Sheet } from "../../proto/messages.ts";
import {
  AUCTION_ID,
  type AuctionSetup,
  auctionOf,
  SEARCH_ID,
  SteppedClock,
} from "../fixtures/auction/auction.ts";
import { flightOffer, flightSearch, sheetOf } from "../harness/offers.ts";

export interface SheetRow {
  readonly flight: number;
  readonly price: number;
  readonly seller: string;
}

/** The columns of its offers have a lower price than their bodies: every row is a mismatch. */
export const MISMATCH_SELLER = "Mismatch";

export interface ScriptedMessage {
  readonly at: number;
  readonly bidder: string;
  readonly instance: string;
  readonly sends: "part" | "offers" | "empty" | "declined" | "failed" | "garbage" | "elsewhere";
  readonly rows: readonly SheetRow[];
  readonly floor: number | null;
  /** The bid is marked as cut short. */
  readonly stopped?: true;
  /** It is not final, and marked `cut`: its bidder works on for the record. */
  readonly cut?: true;
  /** What it says of its own time, true or not. */
  readonly ownUs?: { readonly queuedUs: number; readonly workedUs: number } | undefined;
}

export type AuctionEvent =
  | ScriptedMessage
  | { readonly at: number; readonly lost: string }
  | { readonly at: number; readonly hedgeLost: string }
  | { readonly at: number; readonly caller: "disconnects" }
  | { readonly at: number; readonly broker: "no subscribers" };

interface AuctionWorld {
  readonly setup: AuctionSetup;
  /** The order is that of their times. */
  readonly events: readonly AuctionEvent[];
}

export interface PlayedWorld {
  readonly result: SearchResult;
  readonly endedAtMs: number;
  readonly view: LedgerView;
  /** Keeps the auction, with its times. */
  readonly ledger: Ledger;
  readonly timersLeft: number;
}

/** Plays it to its end, and to the last event after it. */
export async function playWorld(
  { setup, events }: AuctionWorld,
  onEnd: (result: SearchResult) => void = () => {},
): Promise<PlayedWorld> {
  const clock = new SteppedClock();
  const auction = auctionOf({ ...setup, clock });
  let endedAtMs = Number.NaN;
  const ended = auction.result.then((result) => {
    endedAtMs = clock.now();
    onEnd(result);
    return result;
  });
  let now = -1;
  for (const one of events) {
    // All events of one instant come in one turn of the event loop.
    if (one.at > now) await clock.stepTo(one.at);
    now = one.at;
    if ("bidder" in one) auction.raw(one.bidder, encoded(one), one.instance);
    else if ("lost" in one) auction.lost(one.lost);
    else if ("hedgeLost" in one) auction.hedgeLost(one.hedgeLost);
    else if ("caller" in one) auction.caller.abort();
    else auction.noSubscribers();
  }
  await clock.stepTo(Math.max(now, auction.search.policy.deadlineMs) + 1);
  if (Number.isNaN(endedAtMs)) throw new Error("A1: there is no result");
  const view = auction.ledger.view(SEARCH_ID);
  if (view === undefined) throw new Error("the ledger has no entry for it");
  const { ledger } = auction;
  return { result: await ended, endedAtMs, view, ledger, timersLeft: clock.timers };
}

export function encoded({
  sends,
  rows,
  floor,
  stopped,
  cut,
  ownUs,
}: Pick<ScriptedMessage, "sends" | "rows" | "floor" | "stopped" | "cut" | "ownUs">): Uint8Array {
  if (sends === "garbage") return new Uint8Array([255, 255, 255]);
  const refused = sends === "declined" || sends === "failed";
  const bid: Bid = {
    searchId: sends === "elsewhere" ? "another" : AUCTION_ID,
    sequence: 0,
    final: sends !== "part" && cut === undefined,
    status: refused ? sends : rows.length > 0 && sends !== "empty" ? "offers" : "empty",
    reason: null,
    sheet: refused || sends === "empty" ? EMPTY_SHEET : sheetFor(rows),
    floor,
    ...(stopped ? { stopped } : {}),
    ...(cut ? { cut } : {}),
    ...ownUs,
  };
  return encodeBid(bid);
}

const search = flightSearch({
  slices: [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-23" }],
});
const expiresAtMs = new SteppedClock().wall() + 3_600_000;
const known = new Map<string, Sheet>();

/** Flights with a higher number take longer, so that a low price may have a high cost. */
export function minutesOfFlight(flight: number): number {
  return 450 + 6 * flight;
}

export function flightName(flight: number): string {
  return `BA${flight}`;
}

function sheetFor(rows: readonly SheetRow[]): Sheet {
  const parts = rows.map((row) => {
    const { flight, price, seller } = row;
    const name = `${flight} ${price} ${seller}`;
    let sheet = known.get(name);
    if (sheet === undefined) {
      const amount = seller === MISMATCH_SELLER ? price + 50_000 : price;
      const valid = sheetOf([
        flightOffer(search, {
          number: flight,
          amount,
          seller,
          durationMinutes: minutesOfFlight(flight),
          expiresAtMs,
        }),
      ]);
      sheet = { ...valid, price: [price] };
      known.set(name, sheet);
    }
    return sheet;
  });
  if (parts.length === 0) return EMPTY_SHEET;
  const all = <T>(pick: (sheet: Sheet) => readonly T[]): T[] =>
    parts.flatMap((sheet) => pick(sheet));
  return {
    rows: parts.length,
    price: all((s) => s.price),
    currency: parts.map(() => 0),
    durationMinutes: all((s) => s.durationMinutes),
    departure: all((s) => s.departure),
    stops: all((s) => s.stops),
    itinerary: all((s) => s.itinerary),
    seller: parts.map((_, i) => i),
    body: all((s) => s.body),
    currencies: ["USD"],
    sellers: all((s) => s.sellers),
  };
}

export const sheetRow = (sellers: readonly string[], prices = 8): fc.Arbitrary<SheetRow> =>
  fc.record({
    flight: fc.integer({ min: 1, max: 5 }),
    price: fc.integer({ min: 1, max: prices }).map((price) => 100 * price),
    seller: fc.constantFrom(...sellers),
  });

/** Several lists of events as one, in the order of their times. Each list keeps its own order. */
export function inOrder(...lists: readonly (readonly AuctionEvent[])[]): AuctionEvent[] {
  return lists.flat().sort((a, b) => a.at - b.at);
}
