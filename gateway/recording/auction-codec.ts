/**
 * One recorded auction as bytes, and back. What several auctions of a block have in common (rates,
 * limits) is in tables of the block, and an auction names its place there.
 */
import { ENDED_BY } from "../../proto/closed-sets.ts";
import { ByteWriter } from "../../proto/codec/byte-writer.ts";
import { fromWire } from "../../proto/codec/generic.ts";
import { decodeAs, fail, REQUEST_CODES, safeInteger, wordOf } from "../../proto/codec/guard.ts";
import { readSearch } from "../../proto/codec/search.ts";
import { type auction, recording } from "../../proto/generated/messages.js";
import type { Objective, Rates } from "../../proto/messages.ts";
import { bidderReport } from "../../proto/schema/result.ts";
import type { AppliedRule } from "../auction/mark-up.ts";
import type { PlausibilityLimits } from "../auction/ranking-rules.ts";
import { writeAuction } from "./auction-writer.ts";
import { readEvent } from "./event-codec.ts";
import type { RecordedAuction, RecordedExpectation } from "./recorded-auction.ts";

/** A6: bytes of one auction: 16 bidders with as much as they may send in one auction. */
export const AUCTION_BYTES_MAX = 8 * 1024 * 1024;

/** An auction as bytes, but for what it shares with others: only its block has places for that. */
export interface EncodedAuction {
  readonly bytes: Uint8Array;
  readonly rates: Rates;
  readonly plausibility: PlausibilityLimits | null;
}

/** Where a block has what its auctions share. They count from 1; 0: none. */
interface SharedPlaces {
  readonly rates: number;
  readonly plausibility: number;
}

/** What several auctions of a block have in common. */
export interface ReaderTables {
  readonly rates: readonly Rates[];
  readonly plausibility: readonly PlausibilityLimits[];
}

const CODE = REQUEST_CODES.malformed;

const recordWriter = new ByteWriter();

export function encodeAuction(recorded: RecordedAuction): EncodedAuction {
  const { rates, plausibility } = recorded;
  // A memory of its own (A6): a small one would keep a buffer that it shares.
  return { bytes: recordWriter.copied(writeAuction, recorded), rates, plausibility };
}

/**
 * The whole message. The places come last, which a reader of protocol buffers accepts: fields have
 * no order.
 */
export function withPlaces({ bytes }: EncodedAuction, places: SharedPlaces): Uint8Array {
  return Buffer.concat([bytes, recording.Auction.encode(places).finish()]);
}

/** @throws AuctionError `malformed` or `too-large` */
export function decodeAuction(bytes: Uint8Array, tables: ReaderTables): RecordedAuction {
  const m = decodeAs(
    recording.Auction,
    bytes,
    AUCTION_BYTES_MAX,
    "a recorded auction",
    REQUEST_CODES,
  );
  return {
    searchId: m.searchId,
    auctionId: m.auctionId,
    gateway: m.gateway,
    wallMs: m.wallMs,
    search: readSearch(m.search, CODE),
    objective: readObjective(m.objective),
    rates: tables.rates[m.rates - 1] ?? fail(CODE, `no rates at place ${m.rates}`),
    grace: {
      share: m.grace?.share ?? 0,
      msMin: m.grace?.msMin ?? 0,
      msMax: m.grace?.msMax ?? 0,
    },
    plausibility: readPlace(m.plausibility, tables.plausibility),
    markUp: m.markUp.map(readRule),
    disabledSellers: m.disabledSellers,
    disabled: m.disabled,
    tooFar: m.tooFar.map(({ bidder, roundTripMs, budgetMs }) => ({
      bidder: bidder ?? "",
      roundTripMs: roundTripMs ?? 0,
      budgetMs: budgetMs ?? 0,
    })),
    arm: m.arm ?? null,
    expectation: readExpectation(m.expectation),
    calledAtUs: readTime(m.calledAtUs, "called_at_us"),
    events: m.events.map(readEvent),
    endedBy: wordOf(ENDED_BY, m.endedBy, "ended_by", CODE),
    endedAtUs: readTime(m.endedAtUs, "ended_at_us"),
    heardUntilUs: readTime(m.heardUntilUs, "heard_until_us"),
    lateWanted: m.lateWanted,
    sampled: m.sampled,
    fallbacks: m.fallbacks.map(({ bidder, ageMs, record }) => ({
      bidder: bidder ?? "",
      ageMs: safeInteger(ageMs ?? 0, "age_ms", CODE),
      record: record ?? new Uint8Array(),
    })),
    bidders: m.bidders.map((report) => fromWire(bidderReport, report, CODE)),
    result: m.result ?? null,
  };
}

function readPlace<Shared>(place: number, table: readonly Shared[]): Shared | null {
  return place === 0 ? null : (table[place - 1] ?? fail(CODE, `no limits at place ${place}`));
}

function readObjective(m: auction.Objective.$Properties | null | undefined): Objective {
  return {
    valuePerHour: safeInteger(m?.valuePerHour ?? 0, "value_per_hour", CODE),
    penaltyPerStop: safeInteger(m?.penaltyPerStop ?? 0, "penalty_per_stop", CODE),
    ...(m?.countsInconvenience === true ? { countsInconvenience: true } : {}),
  };
}

function readRule(m: recording.MarkUpRule.$Properties): AppliedRule {
  return {
    bidder: m.bidder ?? undefined,
    seller: m.seller ?? undefined,
    basisPoints: m.basisPoints ?? 0,
    fixed: safeInteger(m.fixed ?? 0, "fixed", CODE),
  };
}

function readExpectation(
  m: recording.Expectation.$Properties | null | undefined,
): RecordedExpectation {
  return {
    expected: m?.expected ?? [],
    skipped: m?.skipped ?? [],
    required: m?.required ?? [],
    absent: m?.absent ?? [],
    hedgeAfterMs: (m?.hedges ?? []).map(({ bidder, afterMs }) => [bidder ?? "", afterMs ?? 0]),
  };
}

function readTime(us: number, name: string): number {
  return safeInteger(us, name, CODE);
}
