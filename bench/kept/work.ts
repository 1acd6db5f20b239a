/**
 * Bids of many offers, as they come from the wire: each of an itinerary of its own, with three
 * fares, non-stop or with one or two stops.
 */
import { decodeBid, encodeBid } from "../../proto/codec/index.ts";
import type { FlightOffer, FlightSearch, SheetColumns } from "../../proto/messages.ts";
import { compactSheetOf, fare, flightOffer, flightSearch } from "../../test/harness/offers.ts";
import type { KeptSheets } from "./access.ts";

interface KeptWork extends KeptSheets {
  /** Of all bids. */
  readonly bytes: number;
}

const CARRIERS = ["BA", "AA", "LH", "AF"];
const FARES = [
  { brand: "light", name: "Light", more: 0, checkedBags: 0 },
  { brand: "standard", name: "Standard", more: 6_000, checkedBags: 1 },
  { brand: "flex", name: "Flex", more: 15_000, checkedBags: 2 },
] as const;
const OFFERS_A_BID = 1_000;
const HOLDS_MS = 6 * 86_400_000;
/** Shares no factor with the numbers of offers: prices are in no order. */
const STEP = 7_919;

export function makeKeptWork(offers: number): KeptWork {
  const search = flightSearch({ sort: "best", maxResults: 20 });
  const expiresAtMs = Date.now() + HOLDS_MS;
  const all = Array.from({ length: offers }, (_, i) => offerOf(search, i, offers, expiresAtMs));
  const sheets = new Map<string, SheetColumns[]>();
  let bytes = 0;
  for (let from = 0; from < offers; from += OFFERS_A_BID) {
    const bidder = `bidder-${from / OFFERS_A_BID + 1}`;
    const sheet = compactSheetOf(all.slice(from, from + OFFERS_A_BID));
    const bid = { searchId: "search", sequence: 0, final: true, status: "offers" } as const;
    const encoded = encodeBid({ ...bid, reason: null, floor: null, sheet });
    bytes += encoded.length;
    sheets.set(bidder, [decodeBid(encoded).sheet]);
  }
  return { search, sheets, bytes };
}

function offerOf(search: FlightSearch, i: number, count: number, expiresAtMs: number): FlightOffer {
  const amount = 40_000 + 10 * ((i * STEP) % count);
  return flightOffer(search, {
    carrier: CARRIERS[i % CARRIERS.length] as string,
    number: 100 + 3 * i,
    amount,
    stops: i % 3,
    departs: `${String(6 + (i % 16)).padStart(2, "0")}:10`,
    durationMinutes: 780 + (i % 120),
    expiresAtMs,
    fares: FARES.map(({ more, ...terms }) =>
      fare({ ...terms, cabinBags: 1, price: { amount: amount + more, currency: "USD" } }),
    ),
  });
}
