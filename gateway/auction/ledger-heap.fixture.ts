/**
 * Measures what a ledger really takes, in a process of its own: fills one with results of each kind, lets go of everything else, and prints
 * a line of JSON a kind: what was counted, and by how much the heap and the buffers beside it have grown. Started with --expose-gc.
 */
import fc from "fast-check";
import { decodeBid, EMPTY_SHEET, encodeBid } from "../../proto/codec.ts";
import type { BidderReport, Fare } from "../../proto/messages.ts";
import { fare, flightOffer, flightSearch, sheetOf } from "../../test/harness/offers.ts";
import { systemClock } from "../runtime/clock.ts";
import { endedWith, rules, search } from "./ledger.fixture.ts";
import { LEDGER_LIMITS, Ledger } from "./ledger.ts";
import type { Unheard } from "./regret.ts";

interface Kind {
  readonly count: number;
  readonly itineraries: number;
  readonly sellers: number;
  readonly fares: number;
  readonly nameLength: number;
  readonly letter: string;
  readonly bidders: number;
  readonly reasonLength: number;
  readonly late: number;
  readonly required: number;
}

const PLAIN: Kind = {
  count: 400,
  itineraries: 3,
  sellers: 1,
  fares: 0,
  nameLength: 5,
  letter: "a",
  bidders: 3,
  reasonLength: 0,
  late: 0,
  required: 1,
};

const KINDS: Record<string, Kind> = {
  ordinary: PLAIN,
  "nothing shown": { ...PLAIN, itineraries: 0, count: 1_000 },
  "many sellers and fares": { ...PLAIN, itineraries: 12, sellers: 10, fares: 12, nameLength: 64, count: 20 },
  "wide letters": { ...PLAIN, sellers: 5, fares: 12, nameLength: 60, letter: "語", count: 50 },
  "long reasons, cut out of longer ones": { ...PLAIN, bidders: 64, reasonLength: 100_000, count: 15 },
  "many late bids": { ...PLAIN, late: 60, count: 100 },
  "many required": { ...PLAIN, required: 64, count: 300 },
};

const kinds: [string, Kind][] = [
  ...Object.entries(KINDS),
  ...fc
    .sample(
      fc.record({
        count: fc.constant(60),
        itineraries: fc.nat(8),
        sellers: fc.integer({ min: 1, max: 8 }),
        fares: fc.nat(12),
        nameLength: fc.integer({ min: 1, max: 64 }),
        letter: fc.constantFrom("a", "é", "語", "😀".slice(0, 2)),
        bidders: fc.nat(64),
        reasonLength: fc.nat(2_000),
        late: fc.nat(60),
        required: fc.nat(16),
      }),
      { numRuns: 8, seed: Number(process.argv[2] ?? 1) },
    )
    .map((kind): [string, Kind] => ["random", kind]),
];

const gc = (globalThis as unknown as { gc: () => void }).gc;

function bytesInUse(): number {
  for (let i = 0; i < 3; i++) gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** A name that nobody else has: names are not shared between results. */
const named = (n: number, kind: Kind) =>
  `${n}${kind.letter.repeat(64)}`.slice(0, Math.max(String(n).length, kind.nameLength)).toWellFormed();

function faresOf(kind: Kind, n: number): Fare[] {
  return Array.from({ length: kind.fares }, (_, i) =>
    fare({
      name: named(n + i, kind),
      price: { amount: 50_000 + i, currency: "USD" },
      change: { allowed: true, fee: { amount: n, currency: "USD" } },
    }),
  );
}

function offersOf(kind: Kind, n: number) {
  return Array.from({ length: kind.itineraries * kind.sellers }, (_, i) => {
    const seller = `S${n}-${i % kind.sellers}-${kind.letter.repeat(10)}`;
    return flightOffer(search, { number: 100 + Math.floor(i / kind.sellers), amount: 50_000, seller, fares: faresOf(kind, n) });
  });
}

/** As outcome.ts has them: reasons are cut out of what came over the wire. */
function reportsOf(kind: Kind, n: number): BidderReport[] {
  return Array.from({ length: kind.bidders }, (_, i): BidderReport => {
    const text = encodeBid({
      searchId: "a",
      sequence: 0,
      final: true,
      status: "declined",
      reason: `${n} ${i} ${"r".repeat(kind.reasonLength)}`,
      sheet: EMPTY_SHEET,
      floor: null,
    });
    const { reason } = decodeBid(text);
    return {
      bidder: `bidder-${i}`,
      outcome: "declined",
      instance: `instance-${n}-${i}`,
      latencyMs: 12.5,
      offers: 0,
      reason,
      hedged: false,
    };
  });
}

function fill(ledger: Ledger, kind: Kind): void {
  const required = Array.from({ length: kind.required }, (_, i) => `bidder-of-a-long-name-${i}`);
  for (let n = 0; n < kind.count; n++) {
    const its = {
      ...rules,
      search: flightSearch({ ...structuredClone(search), maxResults: 100, policy: { deadlineMs: 800, quorum: null, required } }),
    };
    const reports = reportsOf(kind, n);
    const now = systemClock.now();
    const ended = endedWith(n, offersOf(kind, n), { its, bidders: reports, startedAt: now, endedAt: now });
    const unheard = new Map(
      Array.from({ length: kind.late }, (_, i): [string, Unheard] => [subjectToken(i), { floor: n, binds: true, out: true }]),
    );
    ledger.open(ended, new Set(reports.map(({ bidder }) => bidder)), unheard);
    const late = encodeBid({
      searchId: `a${n}`,
      sequence: 0,
      final: false,
      status: "offers",
      reason: null,
      sheet: sheetOf(offersOf({ ...PLAIN, itineraries: 1 }, n)),
      floor: null,
    });
    for (let i = 0; i < kind.late; i++) ledger.enter(`a${n}`, subjectToken(i), "i", late);
  }
}

/** Cut out of a subject, as the inbox does it. */
function subjectToken(i: number): string {
  return `_INBOX.gw.gateway-1.${"x".repeat(16)}.bidder-that-is-late-${i}.instance-${i}`.split(".")[4] as string;
}

for (const [what, kind] of kinds) {
  // What is made once (code, caches of time zones) is made before.
  fill(new Ledger(systemClock), { ...kind, count: 5 });
  const ledger = new Ledger(systemClock, {}, { ...LEDGER_LIMITS, entriesMax: 1e6, bytesMax: 1e12 });
  const before = bytesInUse();
  fill(ledger, kind);
  const grown = bytesInUse() - before;
  const { bytes, entries } = ledger.size;
  console.log(JSON.stringify({ what, ...(what === "random" ? { kind } : {}), entries, counted: bytes, grown }));
}
