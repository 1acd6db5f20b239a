/**
 * The state of the model of the collector, as plain values: what the rules of docs/auction.md speak
 * of, and nothing of how gateway/auction keeps it.
 */
import type { EndedBy, Outcome } from "../../proto/messages.ts";

/** One offer: which itinerary it is for, and its cost. */
export interface Offer {
  readonly itinerary: string;
  readonly cost: number;
}

/** What one instance sends. A message that is not final is a part. */
export interface Message {
  readonly sends: "offers" | "declined" | "failed" | "garbage";
  readonly final: boolean;
  readonly offers: readonly Offer[];
  readonly floor: number | null;
}

export type CollectorEvent =
  | {
      readonly type: "message";
      readonly bidder: string;
      readonly instance: string;
      readonly message: Message;
    }
  /** Time passes while the event loop is busy: no timer fires, and one that is due stays due. */
  | { readonly type: "time"; readonly ms: number }
  /** All timers fire that are due at this instant; without one, those that are due now. */
  | { readonly type: "timers"; readonly untilMs?: number }
  | { readonly type: "caller leaves" }
  | { readonly type: "no subscribers" }
  | { readonly type: "lost"; readonly bidder: string }
  | { readonly type: "hedge lost"; readonly bidder: string };

type Role = "awaited" | "skipped" | "absent" | "unexpected";

/** The terms of one auction. */
export interface Terms {
  readonly bidders: readonly { readonly name: string; readonly role: Role }[];
  readonly required: readonly string[];
  /** Distinct bidders; null: no quorum. */
  readonly quorum: number | null;
  readonly grace: { readonly share: number; readonly msMin: number; readonly msMax: number };
  readonly startedAtMs: number;
  readonly untilMs: number;
  /** How many itineraries are shown. */
  readonly shownMax: number;
  readonly hedgeAfterMs: Readonly<Record<string, number>>;
  readonly hedgeTo: Readonly<Record<string, string>>;
  /** Until when each bidder is worth waiting for, since the acceptance; absent: always. */
  readonly worthUntilMs?: Readonly<Record<string, number>> | undefined;
}

export interface Attempt {
  readonly instance: string;
  /** Without those below its own floor. */
  offers: readonly Offer[];
  floor: number | null;
  brokeFloor: boolean;
  ended: Outcome | null;
}

export interface Bidder {
  readonly name: string;
  readonly role: Role;
  awaited: boolean;
  /** The timer of its hedge has not fired. */
  hedgeTimer: boolean;
  hedgedTo: string | null;
  hedges: number;
  attempts: Attempt[];
  /** The instance whose attempt is the answer, or began first. */
  answer: string | null;
  /** Null while it has not finished. */
  outcome: Outcome | null;
}

/** What the caller and the bidders get. */
export interface End {
  readonly by: EndedBy;
  readonly atMs: number;
  readonly outcomes: Readonly<Record<string, Outcome>>;
  /** The costs of the itineraries that are shown. */
  readonly shown: readonly number[];
  readonly cancelSent: boolean;
}

export interface State {
  nowMs: number;
  bidders: Bidder[];
  /** When a check for `settled` is planned; null: none is. */
  checkAtMs: number | null;
  checkedAtMs: number;
  /** Something has come since the last check. */
  changed: boolean;
  settled: boolean;
  quorumAtMs: number | null;
  /** Since when waiting is not worth it, by the last check; null: it is. */
  notWorthAtMs: number | null;
  cancelled: boolean;
  noSubscribers: boolean;
  /** Messages that came too late. */
  late: number;
  end: End | null;
  /** The bidders in the order of their first offers. Only a broken rule reads it. */
  arrivals: readonly string[];
  /** Good final messages. Only a broken rule reads it. */
  goodFinals: number;
}

export function firstState(terms: Terms): State {
  return {
    nowMs: 0,
    bidders: terms.bidders.map(({ name, role }) =>
      newBidder(name, role, name in terms.hedgeAfterMs),
    ),
    checkAtMs: null,
    checkedAtMs: Number.NEGATIVE_INFINITY,
    changed: false,
    settled: false,
    quorumAtMs: null,
    notWorthAtMs: null,
    cancelled: false,
    noSubscribers: false,
    late: 0,
    end: null,
    arrivals: [],
    goodFinals: 0,
  };
}

export function newBidder(name: string, role: Role, hedgeTimer: boolean): Bidder {
  return {
    name,
    role,
    awaited: role === "awaited",
    hedgeTimer,
    hedgedTo: null,
    hedges: 0,
    attempts: [],
    answer: null,
    outcome: role === "absent" ? "absent" : null,
  };
}

/** A copy that a step may change, but for its bidders: those it takes from `changeable`. */
export function copyOf(state: State): State {
  return { ...state, bidders: [...state.bidders] };
}

/** A copy of the bidder, in its place. A bidder that is not changed stays the same object. */
export function changeable(state: State, name: string): Bidder | undefined {
  const i = state.bidders.findIndex((one) => one.name === name);
  const known = state.bidders[i];
  if (known === undefined) return undefined;
  const copy = { ...known, attempts: known.attempts.map((attempt) => ({ ...attempt })) };
  state.bidders[i] = copy;
  return copy;
}

/** The keys of bidders; a bidder in a state of the search changes no more. */
const bidderKeys = new WeakMap<Bidder, string>();

/**
 * The canonical key: two states with one key have the same future. Left out is what no rule reads
 * again (the attempts of a bidder that has finished, beside its answer; when a check was, once the
 * next may be at any time), and the names of two instances where none is one to hedge to.
 */
export function keyOf(terms: Terms, state: State, checkEveryMs: number): string {
  if (state.end !== null) return JSON.stringify([state.end, state.late]);
  const bidders = state.bidders.map((one) => {
    let key = bidderKeys.get(one);
    if (key === undefined) {
      key = bidderKey(one, one.name in terms.hedgeAfterMs);
      bidderKeys.set(one, key);
    }
    return key;
  });
  const nextCheck = Math.max(0, state.checkedAtMs + checkEveryMs - state.nowMs);
  return (
    `${bidders.join("|")}|${state.nowMs}|${state.checkAtMs}|${nextCheck}|${state.changed}|` +
    `${state.settled}|${state.quorumAtMs}|${state.notWorthAtMs}|${state.late}|${state.arrivals}|${state.goodFinals}`
  );
}

function bidderKey(one: Bidder, isHedged: boolean): string {
  const named = (instance: string | null) =>
    instance === null ? "-" : isHedged ? instance : "an instance";
  const finished = isFinished(one);
  const attempts = one.attempts.map(({ instance, ended, floor, brokeFloor, offers }) => {
    if (finished && instance !== one.answer) return named(instance);
    const its = offers.map(({ itinerary, cost }) => `${itinerary} ${cost}`).sort();
    return [named(instance), ended, floor, brokeFloor, ...its].join();
  });
  return [
    ...[one.outcome, one.awaited, one.hedgeTimer, one.hedgedTo, one.hedges, named(one.answer)],
    ...attempts,
  ].join(";");
}

/** One that was thought absent has not finished: if it bids, its bids count. */
export function isFinished({ outcome }: Bidder): boolean {
  return outcome !== null && outcome !== "absent";
}
