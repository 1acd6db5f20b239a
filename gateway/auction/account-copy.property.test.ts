import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { encodeBid } from "../../proto/codec/index.ts";
import {
  KEPT_WALL_MS,
  type KeptRow,
  keptEntries,
  keptLedger,
  keptRules,
  keptWorlds,
} from "../../test/fixtures/auction/kept.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { compactSheetOf, flightOffer, flightSearch } from "../../test/harness/offers.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { KeptSearches } from "../search/kept-searches.ts";
import { LEDGER_LIMITS, Ledger } from "./ledger.ts";
import type { LedgerCopy } from "./ledger-entry.ts";
import { markUpBy } from "./mark-up.ts";
import type { RankingRules } from "./ranking-rules.ts";

/** As a bucket gives it back. */
const sent = ({ head, bytes }: LedgerCopy): LedgerCopy => ({
  head: JSON.parse(JSON.stringify(head)),
  bytes: Buffer.from(bytes),
});

/** Another gateway, whose monotonic clock began at another time. */
function another(wallMs = KEPT_WALL_MS, nowMs = 5_000_000) {
  const clock = new DrivenClock(wallMs - nowMs);
  clock.moveTo(nowMs);
  const reported: unknown[] = [];
  const note = (event: unknown) => void reported.push(event);
  return {
    ledger: new Ledger(clock, { late: note, regret: note, changed: note }),
    clock,
    reported,
  };
}

const own = ({ elapsed, kilometres, plausibility }: RankingRules) => ({
  ...{ elapsed, kilometres, plausibility },
});

function ids() {
  let drawn = 0;
  return { common: "c".repeat(16), own: () => String(drawn++).padStart(8, "0") };
}

const PREFERENCES = { dollarsPerHour: 30, dollarsPerStop: 40, countsInconvenience: true };

const markUps = fc.option(
  fc.record({
    bidder: fc.constantFrom("nonstop", undefined),
    seller: fc.constantFrom("Alder", undefined),
    basisPoints: fc.constantFrom(0, 250),
    fixed: fc.constantFrom(0, 1_500),
  }),
);

/** `Alder` is one of three sellers of the rows. */
const disabled = fc.constantFrom(undefined, new Set(["Alder"]));

/** What the answers about the search `s` are made of. */
function answersOf(ledger: Ledger) {
  const view = ledger.view("s");
  const searches = new KeptSearches(ledger, PREFERENCES);
  const offers = (view?.itineraries ?? [])
    .flatMap(({ sellers }) => sellers)
    .map(({ offerId = "" }) => {
      const found = ledger.offer(offerId);
      return found && { ...found.offer, body: Buffer.from(found.offer.body).toString("hex") };
    });
  return {
    view: JSON.stringify(view),
    pages: JSON.stringify(searches.itineraries("s", { limit: "50", facets: "true" })),
    byDuration: JSON.stringify(searches.itineraries("s", { sort: "duration" })),
    reasons: JSON.stringify(searches.explain("s", {})),
    owner: ledger.ownerOf("s"),
    offers: JSON.stringify(offers),
  };
}

describe("COPY-1, LEDGER-4, DISABLED-3: an auction of another gateway", () => {
  test("property: is answered as the gateway that ran it answers, with what came late", () => {
    fc.assert(
      fc.property(
        keptWorlds(),
        keptWorlds(),
        markUps,
        disabled,
        (world, lateWorld, markUp, sellers) => {
          const rules = {
            ...world.rules,
            offerIds: ids(),
            ...(markUp === null ? {} : { markUp: markUpBy([markUp]) }),
            ...(sellers === undefined ? {} : { disabledSellers: sellers }),
          } as RankingRules;
          const bids = { entries: keptEntries(world.bids), belowFloor: [] };
          const ran = keptLedger(rules, bids, lateWorld.bids.slice(0, 2));
          const copy = ran.copyOf("s");
          expect(copy).toBeDefined();
          const { ledger, reported } = another();
          expect(ledger.adopt(sent(copy as LedgerCopy), own(rules))).toBe(true);
          expect(answersOf(ledger)).toEqual(answersOf(ran));
          expect({ reported, isOwn: ledger.isOwn("s"), copy: ledger.copyOf("s") }).toEqual({
            reported: [],
            isOwn: false,
            copy: undefined,
          });
        },
      ),
      { numRuns: propertyRuns(100) },
    );
  });

  const rules = keptRules(flightSearch(), { valuePerHour: 0, penaltyPerStop: 0 });
  const row = (amount: number): KeptRow => ({
    bidder: "stops",
    offer: flightOffer(rules.search, { amount, expiresAtMs: KEPT_WALL_MS + 3_600_000 }),
    ...{ isWrong: false, isExpired: false },
  });
  const ended = () =>
    keptLedger(rules, { entries: keptEntries([[row(50_000)]]), belowFloor: [] }, []);

  test("is amended by a later copy, which has the late bids since; one of its own never is", () => {
    const ran = ended();
    const { ledger } = another();
    const first = sent(ran.copyOf("s") as LedgerCopy);
    ledger.adopt(first, own(rules));
    expect(ledger.view("s")).toMatchObject({ late: [], regret: { amount: 0 } });
    const lateSheet = compactSheetOf([row(40_000).offer]);
    ran.enter("a", "stops", "i", encodeBid({ ...LATE, sheet: lateSheet }));
    const amended = sent(ran.copyOf("s") as LedgerCopy);
    ledger.adopt(amended, own(rules));
    // What was read before is taken after it.
    expect(ledger.adopt(first, own(rules))).toBe(true);
    expect(JSON.stringify(ledger.view("s"))).toBe(JSON.stringify(ran.view("s")));
    expect(ledger.view("s")).toMatchObject({
      late: [{ bidder: "stops" }],
      regret: { amount: 10_000 },
    });
    expect(ran.adopt({ ...amended, head: { ...amended.head, late: [] } }, own(rules))).toBe(true);
    expect(ran.view("s")?.late).toHaveLength(1);
  });

  test("takes no late bids here: they are the affair of the gateway that ran it", () => {
    const { ledger } = another();
    ledger.adopt(sent(ended().copyOf("s") as LedgerCopy), own(rules));
    const late = encodeBid({ ...LATE, sheet: compactSheetOf([row(40_000).offer]) });
    expect(ledger.enter("a", "stops", "i", late)).toBe(false);
  });

  test("is kept as long as at the gateway that ran it, by the wall clock, and within the same bounds", () => {
    const copy = sent(ended().copyOf("s") as LedgerCopy);
    const { keepMs } = LEDGER_LIMITS;
    const [intime, late] = [another(KEPT_WALL_MS + keepMs - 1), another(KEPT_WALL_MS + keepMs + 1)];
    expect({
      intime: intime.ledger.adopt(sent(copy), own(rules)),
      late: late.ledger.adopt(sent(copy), own(rules)),
    }).toEqual({ intime: true, late: false });
    intime.clock.moveTo(intime.clock.now() + 2);
    expect(intime.ledger.view("s")).toBeUndefined();

    const small = new Ledger(intime.clock, {}, { ...LEDGER_LIMITS, entriesMax: 2 });
    for (let i = 0; i < 5; i++) {
      const one = sent(copy);
      const head = {
        ...one.head,
        searchId: `s${i}`,
        auctionId: `a${i}`,
        endedWallMs: intime.clock.wall(),
      };
      small.adopt({ ...one, head }, own(rules));
    }
    expect({ entries: small.size.entries, last: small.view("s4")?.searchId }).toEqual({
      entries: 2,
      last: "s4",
    });
  });

  test("whose bytes are not those of an account is refused, and nothing of it is kept", () => {
    const copy = sent(ended().copyOf("s") as LedgerCopy);
    const { ledger } = another();
    fc.assert(
      fc.property(fc.nat(copy.bytes.length - 1), (length) => {
        const cut = { ...copy, bytes: Buffer.from(copy.bytes.subarray(0, length)) };
        expect(() => ledger.adopt(cut, own(rules))).toThrow();
      }),
      { numRuns: propertyRuns(50) },
    );
    expect(ledger.size).toEqual({ entries: 0, bytes: 0 });
  });
});

const LATE = {
  searchId: "a",
  sequence: 0,
  final: true,
  status: "offers",
  reason: null,
  floor: null,
} as const;
