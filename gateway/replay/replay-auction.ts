/**
 * Runs the rules of an auction on a recorded one: the same collector, ranking and reports as in a
 * gateway, on a driven clock. What bidders sent comes when it came.
 *
 * REPLAY-1 A record that is replayed under its own policy gives its own result, to the byte, with
 *    the bids of earlier searches that its gateway showed. Under another policy it has none of them:
 *    whether they would have been shown is not known.
 * REPLAY-2 A record never makes a replay throw, whatever the bids in it are.
 */
import { decodeFallbackRecord, decodeResult, encodeResult } from "../../proto/codec/index.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { type Collected, collect } from "../auction/collect.ts";
import { conclude } from "../auction/conclude.ts";
import { createContext } from "../auction/context.ts";
import type { FallbackEntry } from "../auction/fallback.ts";
import type { FallbackStore } from "../auction/fallback-store.ts";
import { LEDGER_LIMITS, Ledger } from "../auction/ledger.ts";
import type { BidListener, Ports } from "../auction/ports.ts";
import { SETTLED_CHECK_MS } from "../auction/settled-checks.ts";
import type { WaitingRules } from "../auction/value/waiting-port.ts";
import type {
  RecordedAuction,
  RecordedEvent,
  RecordedFallback,
} from "../recording/recorded-auction.ts";
import { RecordedWire } from "./recorded-wire.ts";
import { AS_RECORDED, type PolicyTerms, type ReplayPolicy, termsOf } from "./replay-policy.ts";
import { eventsOf, inMs, type Places, requestOf } from "./replayed-request.ts";
import { SimulatedClock } from "./simulated-clock.ts";

interface Replayed {
  readonly result: SearchResult;
  readonly endedAtMs: number;
}

/**
 * How the auction goes under this policy, as far as the record knows: what it cannot know is for
 * `judge.ts` to say.
 */
export async function replayAuction(
  recorded: RecordedAuction,
  policy: ReplayPolicy,
  places: Places,
  waiting?: WaitingRules,
): Promise<Replayed> {
  const replay = new Replay(recorded, termsOf(recorded, policy), places, null, waiting);
  const collected = await replay.collected();
  return replay.concluded(collected, collected.endedAtMs);
}

/** REPLAY-1: the bytes of the result, as the record keeps them. */
export async function replayAsRecorded(
  recorded: RecordedAuction,
  places: Places,
): Promise<Uint8Array> {
  const endedAtMs = inMs(recorded.endedAtUs);
  const replay = new Replay(recorded, termsOf(recorded, AS_RECORDED), places, endedAtMs);
  const collected = await replay.collected();
  const rankedAtMs = recorded.result === null ? endedAtMs : decodeResult(recorded.result).elapsedMs;
  const isSameEnd = isEndOf(recorded, collected);
  const { result } = replay.concluded(
    isSameEnd ? { ...collected, endedAtMs } : collected,
    isSameEnd ? rankedAtMs : collected.endedAtMs,
    recorded.fallbacks.flatMap(fallbackOf),
  );
  return encodeResult(result);
}

/**
 * An auction that ends with an event (a bid that completes it or its quorum, a loss) reads the
 * clock for its end in the call that reads the event (`collect.ts`), however long that took. It is
 * the same end where the replay ends with the same event, for the same reason, and nothing else
 * happened meanwhile. A timer is due again at the recorded end (`ReplayClock`): an end by time is
 * the same one only there.
 */
function isEndOf(
  { endedAtUs, endedBy, events }: RecordedAuction,
  replayed: Pick<Collected, "endedAtMs" | "endedBy">,
): boolean {
  const endedAtMs = inMs(endedAtUs);
  const replayedMs = replayed.endedAtMs;
  if (Math.abs(replayedMs - endedAtMs) < SAME_END_MS) return true;
  if (replayed.endedBy !== endedBy || replayedMs > endedAtMs) return false;
  const timesMs = events.map(({ atUs }) => inMs(atUs));
  const isBetween = (atMs: number) => atMs > replayedMs + TOLERANCE_MS && atMs <= endedAtMs;
  const isOfEvent = timesMs.some((atMs) => Math.abs(atMs - replayedMs) < TOLERANCE_MS);
  return isOfEvent && !timesMs.some(isBetween);
}

/** REPLAY-2: what cannot be read is not shown. */
function fallbackOf({ bidder, ageMs: staleAgeMs, record }: RecordedFallback): FallbackEntry[] {
  try {
    return [{ bidder, staleAgeMs, ...decodeFallbackRecord(record) }];
  } catch {
    return [];
  }
}

/** More than an event takes in a gateway, and less than timers are apart. */
const SAME_END_MS = 1;
/** Less than the microsecond of the record. */
const AFTER_THE_EVENTS_MS = 0.0005;
const TOLERANCE_MS = 1e-6;

const NO_FALLBACK: FallbackStore = {
  save() {},
  saveEmpty() {},
  find: async () => undefined,
  close: async () => {},
};

const FROZEN: Ports["clock"] = { now: () => 0, wall: () => 0, at: () => () => {} };
/** Nothing is kept of a replay: what collects and concludes an auction does not use it. */
const UNUSED_LEDGER = new Ledger(FROZEN, {}, { ...LEDGER_LIMITS, entriesMax: 1 });

/**
 * The clock of a replay. A gateway's timers fire late by what its process does meanwhile, and a
 * record says only when the auction ended: where that is known, the timers that were due fire then,
 * after all that came before it. So does a check that is planned for soon after: before an auction
 * stops, it is done in any case (SETTLED-2). Hedges are in the record with their own times.
 */
class ReplayClock extends SimulatedClock {
  readonly #endedAtMs: number;
  readonly #hedgesAtMs: readonly number[];

  constructor(wallMs: number, endedAtMs: number | null, hedgesAtMs: readonly number[]) {
    super(wallMs);
    this.#endedAtMs = endedAtMs ?? Number.NEGATIVE_INFINITY;
    this.#hedgesAtMs = hedgesAtMs;
  }

  override at(instantMs: number, callback: () => void): () => void {
    // As a sum of two times it may differ from the recorded one in the last place.
    const hedgeAtMs = this.#hedgesAtMs.find((atMs) => Math.abs(atMs - instantMs) < TOLERANCE_MS);
    if (hedgeAtMs !== undefined) return super.at(hedgeAtMs, callback);
    const lateMs = this.#endedAtMs + AFTER_THE_EVENTS_MS;
    const isDue = instantMs <= this.#endedAtMs + SETTLED_CHECK_MS && this.now() < lateMs;
    return super.at(isDue ? lateMs : instantMs, callback);
  }
}

class Replay {
  readonly #terms: PolicyTerms;
  readonly #events: readonly RecordedEvent[];
  readonly #clock: SimulatedClock;
  readonly #caller: AbortController | null;
  readonly #wire: RecordedWire;
  readonly #context: ReturnType<typeof createContext>;
  readonly #recorded: RecordedAuction;
  readonly #waiting: WaitingRules | undefined;

  constructor(
    recorded: RecordedAuction,
    terms: PolicyTerms,
    places: Places,
    endedAtMs: number | null,
    waiting?: WaitingRules,
  ) {
    this.#recorded = recorded;
    this.#waiting = waiting;
    this.#terms = terms;
    this.#events = eventsOf(recorded, terms);
    const hedges = this.#events.filter(({ kind }) => kind === "hedged");
    this.#clock = new ReplayClock(
      recorded.wallMs,
      endedAtMs,
      hedges.map(({ atUs }) => inMs(atUs)),
    );
    const isCancelled = this.#events.some(({ kind }) => kind === "cancelled");
    this.#caller = isCancelled ? new AbortController() : null;
    this.#wire = new RecordedWire(recorded, this.#events, terms.required);
    const request = requestOf(recorded, terms, places, this.#caller?.signal ?? null);
    this.#context = createContext(request, this.#ports(this.#clock), null);
  }

  /** Drives the auction to its stop. What comes after the stop changes nothing. */
  async collected(): Promise<Collected> {
    const clock = this.#clock;
    clock.advanceTo(inMs(this.#recorded.calledAtUs));
    const collected = collect(this.#context);
    const listener = this.#wire.listener as BidListener;
    let lastMs = Number.NEGATIVE_INFINITY;
    for (const event of this.#events) {
      const atMs = inMs(event.atUs);
      if (atMs > this.#terms.deadlineMs) break;
      // What comes in one microsecond comes in one turn of the event loop.
      if (atMs > lastMs) clock.advanceTo(atMs);
      lastMs = Math.max(lastMs, atMs);
      this.#deliver(event, listener);
    }
    clock.advanceTo(Math.max(this.#terms.deadlineMs, inMs(this.#recorded.endedAtUs) + 1));
    return collected;
  }

  /** @param rankedAtMs when the gateway made the result */
  concluded(
    collected: Collected,
    rankedAtMs: number,
    fallbacks: readonly FallbackEntry[] = [],
  ): Replayed {
    const wall = () => this.#recorded.wallMs + rankedAtMs;
    const clock = { ...FROZEN, now: () => rankedAtMs, wall };
    const context = { ...this.#context, ports: this.#ports(clock) };
    const { result } = conclude(context, collected, fallbacks);
    return { result, endedAtMs: collected.endedAtMs };
  }

  #deliver(event: RecordedEvent, listener: BidListener): void {
    if (event.kind === "bid") listener.bid(event.bidder, event.instance, event.bytes);
    else if (event.kind === "lost") listener.lost(event.bidder, event.reason ?? undefined);
    else if (event.kind === "hedge-lost") listener.hedgeLost(event.bidder);
    else if (event.kind === "no-subscribers") listener.noSubscribers();
    else if (event.kind === "cancelled") this.#caller?.abort();
    // A hedge is a timer of the auction itself.
  }

  #ports(clock: Ports["clock"]): Ports {
    return {
      clock,
      scatter: this.#wire,
      ledger: UNUSED_LEDGER,
      fallbackStore: NO_FALLBACK,
      afterwards() {},
      fallbackAgeMsMax: 0,
      waiting: this.#waiting,
    };
  }
}
