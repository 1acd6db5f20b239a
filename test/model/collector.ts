/**
 * The model of the collector: from a state and an event to the next state, by the rules of
 * docs/auction.md. It is written from the rules and not from gateway/auction, and computes from
 * scratch what that counts as it changes. `broken` breaks one rule, so that tests can see that the
 * search finds it.
 */
import type { EndedBy } from "../../proto/messages.ts";
import { attemptOf, endAttempt, fold } from "./attempts.ts";
import {
  floorOf,
  isSettled,
  type Model,
  mayStopWaiting,
  notWorthAt,
  outcomes,
  shownCosts,
  stopsBy,
  wakeAt,
} from "./rules.ts";
import {
  type Bidder,
  type CollectorEvent,
  changeable,
  copyOf,
  isFinished,
  newBidder,
  type State,
} from "./state.ts";

/** The least time between two checks for `settled`. */
export const CHECK_EVERY_MS = 3;
/** A6: bidders beyond are ignored, where they were not expected. */
const UNEXPECTED_MAX = 16;
const HEDGES_MAX = 3;
/** The least budget of a hedge, and what the network takes of it. */
const HEDGE_MS_MIN = 5;
const NETWORK_MS = 1;

export function step(model: Model, before: State, event: CollectorEvent): State {
  const state = copyOf(before);
  switch (event.type) {
    case "time":
      state.nowMs += event.ms;
      break;
    case "timers":
      fireTimers(model, state, event.untilMs ?? state.nowMs);
      break;
    case "message":
      if (!message(model, state, event)) return before;
      break;
    default:
      if (state.end === null) happens(model, state, event);
  }
  return state;
}

/** The state after the call has been sent. */
export function called(model: Model, state: State): State {
  const next = copyOf(state);
  decide(model, next);
  return next;
}

function happens(
  model: Model,
  state: State,
  event: Exclude<CollectorEvent, { type: "time" | "timers" | "message" }>,
): void {
  if (event.type === "caller leaves") state.cancelled = true;
  else if (event.type === "no subscribers") {
    state.noSubscribers = true;
    for (const { name } of state.bidders) {
      const one = changeable(state, name);
      if (one !== undefined && !isFinished(one)) one.outcome = "absent";
    }
  } else if (event.type === "hedge lost") hedgeLost(model, state, event.bidder);
  else {
    // What was settled before the loss stays settled.
    if (state.checkAtMs !== null) check(model, state);
    decide(model, state);
    const one = changeable(state, event.bidder);
    if (state.end === null && one !== undefined && one.awaited && !isFinished(one)) {
      if (model.broken !== "a lost bidder is waited for") one.awaited = false;
      state.changed = true;
    }
  }
  changed(model, state);
}

// -------------------------------------------------------------------------
// messages

/** Returns false where the message has changed nothing. */
function message(
  model: Model,
  state: State,
  { bidder, instance, message }: Extract<CollectorEvent, { type: "message" }>,
): boolean {
  const { broken, terms } = model;
  const isOver = state.nowMs >= terms.untilMs && broken !== "a bid after the deadline counts";
  if (state.end !== null || isOver) {
    state.late++;
    if (state.end === null) changed(model, state);
    else if (broken === "a final bid after the end counts" && message.offers.length > 0)
      state.end = { ...state.end, shown: message.offers.map(({ cost }) => cost) };
    return true;
  }
  let one = changeable(state, bidder);
  if (one === undefined) {
    if (state.bidders.filter(({ role }) => role === "unexpected").length >= UNEXPECTED_MAX)
      return false;
    one = newBidder(bidder, "unexpected", false);
    state.bidders.push(one);
  }
  const before = state.goodFinals;
  if (message.final && message.sends === "offers" && broken === "a quorum counts messages")
    state.goodFinals++;
  const finished = isFinished(one);
  const attempt =
    finished && broken !== "the second answer counts" ? undefined : attemptOf(one, instance);
  const isTaken =
    attempt !== undefined &&
    (attempt.ended === null || (broken === "a second final bid counts" && message.final));
  const checkAtMs = state.checkAtMs;
  if (isTaken) {
    if (one.outcome === "absent") one.outcome = null;
    state.changed = true;
    const ended = fold(model, attempt, message);
    if (message.offers.length > 0 && broken === "the first offers are shown")
      state.arrivals = [...state.arrivals.filter((name) => name !== bidder), bidder];
    if (ended !== null) endAttempt(model, state, one, attempt, ended);
  }
  changed(model, state);
  const isCounted = state.goodFinals > before;
  return isTaken || isCounted || state.end !== null || state.checkAtMs !== checkAtMs;
}

// -------------------------------------------------------------------------
// hedges

function hedgeLost(model: Model, state: State, name: string): void {
  const one = changeable(state, name);
  if (one === undefined) return;
  const hasBid = one.attempts.some(({ instance }) => instance === one.hedgedTo);
  if (!isFinished(one) && one.hedgedTo !== null && !hasBid) {
    one.hedgedTo = null;
    const first = one.attempts.find(({ ended }) => ended !== null);
    if (first?.ended != null) {
      endAttempt(model, state, one, first, first.ended);
      return;
    }
    state.changed = true;
  }
  hedge(model, state, one);
}

function hedge({ terms, broken }: Model, state: State, one: Bidder): void {
  if (isFinished(one) && broken !== "a bidder that has finished is hedged") return;
  const leftMs = Math.floor(terms.untilMs - state.nowMs - NETWORK_MS);
  if (one.hedgedTo !== null || one.hedges >= HEDGES_MAX || leftMs < HEDGE_MS_MIN) return;
  const instance = terms.hedgeTo[one.name];
  if (instance === undefined || instance === one.answer) return;
  one.hedges++;
  one.hedgedTo = instance;
  state.changed = true;
}

// -------------------------------------------------------------------------
// time and decisions

/** Timers fire in the order of their instants. */
function fireTimers(model: Model, state: State, untilMs: number): void {
  while (state.end === null) {
    const timers = dueTimers(model, state, untilMs);
    const first = timers.sort((a, b) => a.atMs - b.atMs)[0];
    if (first === undefined) break;
    state.nowMs = Math.max(state.nowMs, first.atMs);
    first.fire();
  }
  state.nowMs = Math.max(state.nowMs, untilMs);
}

interface Timer {
  readonly atMs: number;
  readonly fire: () => void;
}

/** Those of hedges, of the check for `settled`, and of the rules of time. */
function dueTimers(model: Model, state: State, untilMs: number): Timer[] {
  const { terms } = model;
  const timers: Timer[] = state.bidders
    .filter((one) => one.hedgeTimer)
    .map(({ name }) => ({
      atMs: terms.hedgeAfterMs[name] as number,
      fire: () => {
        const one = changeable(state, name) as Bidder;
        one.hedgeTimer = false;
        hedge(model, state, one);
        changed(model, state);
      },
    }));
  if (state.checkAtMs !== null)
    timers.push({
      atMs: state.checkAtMs,
      fire: () => {
        check(model, state);
        decide(model, state);
      },
    });
  timers.push({ atMs: wakeAt(model, state), fire: () => decide(model, state) });
  return timers.filter(({ atMs }) => atMs <= untilMs);
}

/** Whether a timer is due that has not fired. */
export function hasDueTimer(model: Model, state: State): boolean {
  return state.end === null && dueTimers(model, state, state.nowMs).length > 0;
}

function check(model: Model, state: State): void {
  state.checkAtMs = null;
  state.checkedAtMs = state.nowMs;
  if (!state.changed) return;
  state.changed = false;
  state.settled = isSettled(model, state);
  state.notWorthAtMs = notWorthAt(model, state);
}

/** Something has happened: a check follows where the auction may stop by it, and a decision. */
function changed(model: Model, state: State): void {
  if (state.end !== null) return;
  const out = state.bidders.filter((one) => one.awaited && !isFinished(one));
  const mayBeSettled = out.length > 0 && out.every((one) => floorOf(model, one) !== null);
  if (mayBeSettled || mayStopWaiting(model, state))
    state.checkAtMs ??= Math.max(state.nowMs, state.checkedAtMs + CHECK_EVERY_MS);
  decide(model, state);
}

function decide(model: Model, state: State): void {
  if (state.end !== null) return;
  let by = stopsBy(model, state);
  if (by !== null && state.checkAtMs !== null) {
    check(model, state);
    by = stopsBy(model, state);
  }
  if (by !== null) end(model, state, by);
}

function end(model: Model, state: State, by: EndedBy): void {
  const atWork =
    !state.noSubscribers &&
    (state.bidders.length === 0 ||
      state.bidders.some((one) => !isFinished(one) || one.hedgedTo !== null));
  state.end = {
    by,
    atMs: state.nowMs,
    outcomes: outcomes(state, by),
    shown: shownCosts(model, state),
    cancelSent: atWork && model.broken !== "no cancel is sent",
  };
}
