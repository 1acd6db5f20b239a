/**
 * One bid as a gateway reads it: its columns first, and then each offer's body, compact or not.
 * What is read keeps the rules of a sheet and is read again from its own encoding (CODEC-2,
 * CODEC-3).
 */
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import {
  decodeBid,
  decodeBidColumns,
  decodeRowOffer,
  encodeBid,
  LIMITS,
  plainSheet,
} from "../../../proto/codec/index.ts";
import { AuctionError } from "../../../proto/errors.ts";
import type { Bid, SheetColumns } from "../../../proto/messages.ts";
import { bids } from "../../fixtures/wire/arbitraries.ts";
import { compactSheetOf, flightOffer, flightSearch } from "../../harness/offers.ts";
import { type FuzzTarget, must } from "../target.ts";

/** @returns undefined where it is refused by one of the two errors of a bid */
export function orRefused<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (thrown) {
    const isTyped =
      thrown instanceof AuctionError &&
      (thrown.code === "bid-malformed" || thrown.code === "bid-too-large");
    if (!isTyped) throw thrown;
    return undefined;
  }
}

/** As in the auction of the fixtures, whose clock is driven. */
const SLICE = { origin: "LHR", destination: "JFK", departureDate: "2026-12-23" };
const EXPIRES_AT_MS = Date.parse("2026-11-24T12:00:00Z");

/** Two bids with the bodies that ship, and some of any shape. */
export function bidSeeds(): Uint8Array[] {
  const search = flightSearch({ slices: [SLICE] });
  const offers = [100, 110, 120].map((number) =>
    flightOffer(search, { number, amount: 400 * number, expiresAtMs: EXPIRES_AT_MS }),
  );
  const sheet = compactSheetOf(offers);
  const base: Bid = {
    searchId: "a1",
    sequence: 0,
    final: true,
    status: "offers",
    reason: null,
    sheet,
    floor: null,
  };
  return [
    encodeBid(base),
    encodeBid({ ...base, final: false, floor: 20_000 }),
    ...fc.sample(bids, { seed: 7, numRuns: 12 }).map(encodeBid),
  ];
}

/** Bodies are of one class of bytes or another. */
function comparable(read: Bid<SheetColumns>) {
  const { body, ...columns } = plainSheet(read.sheet);
  return { ...read, sheet: columns, bodies: body.map((bytes) => Buffer.from(bytes)) };
}

export const bid: FuzzTarget = {
  name: "bid",
  form: "protobuf",
  seeds: bidSeeds,
  words: ["LHR", "JFK", "BA117", "USD", "XXX", "BA117-LHRJFK-20261215T0830", "\x00"],
  msMax: 200,
  run(input) {
    const read = orRefused(() => decodeBid(input));
    const columns = orRefused(() => decodeBidColumns(input));
    must(columns !== undefined || read === undefined, () => "a bid without columns is read whole");
    if (read === undefined) return;
    const sheet = plainSheet(read.sheet);
    must(sheet.rows <= LIMITS.offersABidMax, () => `${sheet.rows} rows`);
    for (let row = 0; row < sheet.rows; row++) {
      const amount = sheet.price[row] as number;
      must(Number.isSafeInteger(amount) && amount >= 0, () => `a price of ${amount}`);
      const offer = orRefused(() => decodeRowOffer(sheet, row));
      if (offer !== undefined)
        must(Number.isSafeInteger(offer.price.amount), () => `an offer of ${offer.price.amount}`);
    }
    const again = decodeBid(encodeBid({ ...read, sheet }));
    const isSame = isDeepStrictEqual(comparable(again), comparable(read));
    must(isSame, () => "a bid that was read is another one when it is sent again");
  },
};
