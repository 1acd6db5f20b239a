/**
 * A bidder that has just started answers its first call ten times slower than its thousandth: Node
 * compiles code as it is used. So before it joins, it answers some calls that no gateway has made,
 * the whole way from the bytes of a call to those of a bid, by its own search. Nothing of it is
 * published or counted.
 *
 * WARM-1 It ends after `limitMs` of work, or three times as long by the clock on a busy machine,
 *   and the searches that have begun, whatever the bidder does; or at once when its signal fires.
 *   It never fails: a bidder that cannot answer joins all the same, and says so in its bids.
 */
import type { Clock } from "../common/runtime/clock.ts";
import { encodeCall } from "../proto/codec/index.ts";
import type { FlightSearch } from "../proto/messages.ts";
import { inboxSubject } from "../proto/subjects.ts";
import { modelRates } from "./flights/fares/rates.ts";
import type { BidderModule } from "./kit/bidder.ts";
import type { CallEvents } from "./kit/call-events.ts";
import { CallHandler } from "./kit/call-handler.ts";

/** What the searches before the first call need. */
export interface BidderWarmUpOptions<Resources> {
  readonly module: Pick<BidderModule<unknown, Resources>, "search" | "warmUp">;
  readonly resources: Resources;
  /** Calls at a time: the bidder's threads. */
  readonly parallel: number;
  readonly offersMax: number;
  readonly clock: Clock;
  /** Milliseconds of processor time after which no further search begins. */
  readonly limitMs: number;
  /**
   * The processor time of this process: what compiling takes does not depend on other processes.
   */
  readonly workedMs: () => number;
  /** Fires when the process is to end. */
  readonly signal?: AbortSignal | undefined;
  /** Called with an error, after which the bidder joins as it is. */
  readonly onError: (thrown: unknown) => void;
}

const GATEWAY = "warm-up";
/** The most rounds. When they take no time, more rounds change nothing. */
const ROUNDS_MAX = 10;
const BUSY_FACTOR = 3;
/** What a search has at most, beyond which it is left. */
const BUDGET_MS = 1_000;
/** An objective for which an offer's price, hours, stops and inconvenience all count. */
const OBJECTIVE = { valuePerHour: 3_000, penaltyPerStop: 4_000, countsInconvenience: true };

const SILENT: CallEvents = {
  answered: () => {},
  hedged: () => {},
  unreadable: () => {},
  runaway: () => {},
  lateFailure: () => {},
  unsent: () => {},
};

/** Never rejects. */
export async function warmUp<Resources>(options: BidderWarmUpOptions<Resources>): Promise<void> {
  try {
    await answerSearches(options);
  } catch (thrown) {
    options.onError(thrown);
  }
}

async function answerSearches<Resources>(options: BidderWarmUpOptions<Resources>): Promise<void> {
  const { module, resources, clock, limitMs, workedMs, parallel, offersMax, signal } = options;
  if (limitMs <= 0) return;
  const { searches, search = module.search } = module.warmUp?.(clock.wall()) ?? { searches: [] };
  if (searches.length === 0) return;
  const handler = new CallHandler({
    kind: GATEWAY,
    instance: GATEWAY,
    markets: ["*.*"],
    module: { search },
    resources,
    concurrencyMax: parallel,
    queueMax: parallel,
    parallel,
    offersMax,
    clock,
    events: SILENT,
    publish: () => {},
  });
  const abort = () => handler.abort();
  signal?.addEventListener("abort", abort);
  const until = clock.now() + BUSY_FACTOR * limitMs;
  const workUntil = workedMs() + limitMs;
  const isOver = () => signal?.aborted === true || clock.now() >= until || workedMs() >= workUntil;
  try {
    for (let n = 0; n < ROUNDS_MAX * searches.length && !isOver(); n++) {
      for (let i = 0; i < parallel; i++) {
        const one = searches[n % searches.length] as FlightSearch;
        handler.accept(callOf(one, `w${n}-${i}`, clock.wall()));
      }
      await handler.idle();
    }
  } finally {
    signal?.removeEventListener("abort", abort);
    handler.abort();
    handler.close();
  }
}

function callOf(search: FlightSearch, auctionId: string, sentAtMs: number) {
  const rates = modelRates(search.currency);
  const call = { searchId: auctionId, gateway: GATEWAY, search, budgetMs: BUDGET_MS, sentAtMs };
  return {
    reply: inboxSubject(GATEWAY, auctionId),
    data: encodeCall({ ...call, objective: OBJECTIVE, rates }),
    market: "*.*",
  };
}
