/** An auction on a driven clock, with the wire in the test's hands: for this folder's tests and for test/scenarios and test/properties. */
import { EMPTY_SHEET, encodeBid } from "../../proto/codec.ts";
import type { AuctionError } from "../../proto/errors.ts";
import type { Bid, BidderReport, EndedBy, FlightOffer, FlightSearch, SearchEvent, SearchResult } from "../../proto/messages.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { flightOffer, flightSearch, type OfferTraits, sheetOf } from "../../test/harness/offers.ts";
import { elapsed } from "../search/elapsed.ts";
import { LEDGER_LIMITS, Ledger } from "./ledger.ts";
import type { BidListener, Expectation, Order, Scatter } from "./ports.ts";
import { run } from "./run.ts";
import type { Kept, StandIns } from "./stand-ins.ts";

export const SEARCH_ID = "s1";
/** The id on the wire. */
export const AUCTION_ID = "a1";
export const DEADLINE_MS = 800;

export interface Setup extends Partial<Omit<Expectation, "hedgeAfterMs">> {
  readonly policy?: Partial<FlightSearch["policy"]>;
  readonly search?: Partial<FlightSearch>;
  readonly objective?: Partial<Order["objective"]>;
  readonly grace?: Partial<Order["grace"]>;
  readonly hedgeAfterMs?: Readonly<Record<string, number>>;
  /** The other instance that a bidder's call may be hedged to. */
  readonly hedgeTo?: Readonly<Record<string, string>>;
  readonly keptBids?: Readonly<Record<string, Kept>>;
  /** How long recalling them takes, where it may take so long. */
  readonly recallMs?: number;
  /** How long the search had waited for its place when the auction began. */
  readonly waitedMs?: number;
  readonly clock?: DrivenClock;
  readonly watch?: (event: SearchEvent) => void;
}

export interface Wire {
  readonly budgetMs: number;
  readonly hedges: readonly { bidder: string; holder: string | null; at: number; budgetMs: number }[];
  /** At the end: whether bidders were told to stop. */
  readonly cancelled: boolean | null;
  readonly learned: { endedBy: EndedBy; reports: readonly BidderReport[] } | null;
}

export function auctionOf(setup: Setup = {}) {
  const clock = setup.clock ?? new DrivenClock();
  const ledger = new Ledger(clock, {}, { ...LEDGER_LIMITS, entriesMax: 1 });
  const caller = new AbortController();
  const policy = { deadlineMs: DEADLINE_MS, quorum: null, required: ["nonstop"], ...setup.policy };
  const search = flightSearch({ slices: [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-23" }], ...setup.search, policy });
  const order: Order = {
    searchId: SEARCH_ID,
    auctionId: AUCTION_ID,
    search,
    objective: { valuePerHour: 0, penaltyPerStop: 0, ...setup.objective },
    rates: {
      date: "2026-01-01",
      perUnit: new Map([
        ["USD", 1],
        ["GBP", 1.25],
      ]),
    },
    elapsed,
    grace: { share: 0.25, minMs: 5, maxMs: 100, ...setup.grace },
    arrivedAt: clock.now() - (setup.waitedMs ?? 0),
    signal: caller.signal,
    ...(setup.watch === undefined ? {} : { watch: setup.watch }),
  };
  const { expected = ["nonstop", "partners", "stops"], skipped = [], absent = [], trials = [], required = policy.required } = setup;
  const hedgeAfterMs = new Map(Object.entries(setup.hedgeAfterMs ?? {}));
  const expectation: Expectation = { expected, skipped, required, absent, trials, hedgeAfterMs };

  let listener: BidListener | undefined;
  let released = false;
  const wire = { budgetMs: 0, hedges: [] as Wire["hedges"][number][], cancelled: null as boolean | null, learned: null as Wire["learned"] };
  const scatter: Scatter = {
    expectation: () => expectation,
    call(_order, _expectation, budgetMs, heard) {
      wire.budgetMs = budgetMs;
      listener = heard;
      return {
        hedge(bidder, holder, left) {
          const other = setup.hedgeTo?.[bidder] ?? null;
          if (other === null || other === holder) return null;
          wire.hedges.push({ bidder, holder, at: clock.now(), budgetMs: left });
          return other;
        },
        end(outstanding) {
          wire.cancelled = outstanding;
        },
        release() {
          released = true;
        },
        learn(endedBy, reports) {
          wire.learned = { endedBy, reports };
        },
      };
    },
  };
  const standIns = keptIn(setup.keptBids ?? {}, clock, setup.recallMs ?? 0);
  const result: Promise<SearchResult> = run(order, { scatter, clock, ledger, standIns, standInAgeMaxMs: 600_000 });

  const offer = (traits: Partial<OfferTraits>): FlightOffer => flightOffer(search, { expiresAtMs: clock.wall() + 3_600_000, ...traits });
  const raw = (bidder: string, bytes: Uint8Array, instance = `${bidder}-1`) => {
    if (!released) listener?.bid(bidder, instance, bytes);
    else ledger.enter(AUCTION_ID, bidder, instance, bytes);
  };
  const send = (bidder: string, bid: Partial<Bid> = {}, instance?: string) => {
    const whole: Bid = { searchId: AUCTION_ID, sequence: 0, final: true, status: "empty", reason: null, sheet: EMPTY_SHEET, floor: null };
    raw(bidder, encodeBid({ ...whole, ...bid }), instance);
  };
  const offers = (bidder: string, traits: readonly Partial<OfferTraits>[], bid: Partial<Bid> = {}, instance?: string) =>
    send(bidder, { status: "offers", sheet: sheetOf(traits.map(offer)), ...bid }, instance);

  return {
    clock,
    ledger,
    caller,
    search,
    wire: wire as Wire,
    standIns,
    result,
    raw,
    send,
    offers,
    offer,
    /** The broker's 503. */
    nobodyListens: () => listener?.nobodyListens(),
    unreachable: (error: AuctionError) => listener?.unreachable(error),
    /** The broker's 503 for the instance that the bidder's call was hedged to. */
    hedgeLost: (bidder: string) => listener?.hedgeLost(bidder),
    /** The roster has lost the bidder's last instance. */
    lost: (bidder: string) => listener?.lost(bidder),
  };
}

/** Stand-ins in the test's hands: what is kept now, and what was kept or forgotten in the course of it. */
function keptIn(kept: Readonly<Record<string, Kept>>, clock: DrivenClock, recallMs: number) {
  const all = new Map(Object.entries(kept));
  const [remembered, forgotten] = [new Set<string>(), new Set<string>()];
  const standIns: StandIns = {
    remember: (bidder, _key, bids) => {
      remembered.add(bidder);
      all.set(bidder, bids);
    },
    forget: (bidder) => {
      forgotten.add(bidder);
      all.delete(bidder);
    },
    recall: (bidder, _key, withinMs) => {
      if (recallMs === 0) return Promise.resolve(all.get(bidder));
      const found = recallMs <= withinMs ? all.get(bidder) : undefined;
      return new Promise((resolve) => void clock.at(clock.now() + Math.min(recallMs, withinMs), () => resolve(found)));
    },
    close: async () => {},
  };
  return { ...standIns, kept: all as ReadonlyMap<string, Kept>, remembered, forgotten };
}

/** A driven clock that lets what was set in motion at one instant come to its end before it moves to the next. */
export class SteppedClock extends DrivenClock {
  readonly #due = new Set<number>();

  override at(instantMs: number, callback: () => void): () => void {
    this.#due.add(instantMs);
    return super.at(instantMs, callback);
  }

  /** Lets what happened now have its consequences, then fires what is due on the way, each at its own time, and lets it have its own. */
  async stepTo(instantMs: number): Promise<void> {
    await quiet();
    for (;;) {
      const next = Math.min(instantMs, ...this.#due);
      this.#due.delete(next);
      this.moveTo(next);
      await quiet();
      if (next === instantMs && [...this.#due].every((due) => due > instantMs)) return;
    }
  }
}

/** Resolves when every promise that can be kept without time passing has been. */
export async function quiet(): Promise<void> {
  for (let turn = 0; turn < 24; turn++) await Promise.resolve();
}

export function outcomesOf(result: SearchResult): Record<string, string> {
  return Object.fromEntries(result.bidders.map(({ bidder, outcome }) => [bidder, outcome]));
}
