/** The rules of the model that read a state and change nothing: stops, floors, outcomes, top K. */
import type { EndedBy, Outcome } from "../../proto/messages.ts";
import type { BrokenRule } from "./broken-rules.ts";
import { type Bidder, isFinished, type Offer, type State, type Terms } from "./state.ts";

/** The rules with their terms. */
export interface Model {
  readonly terms: Terms;
  readonly broken: BrokenRule | null;
}

/** Why the auction stops now; null: it goes on. The order is that of docs/auction.md. */
export function stopsBy(model: Model, state: State): EndedBy | null {
  const { terms, broken } = model;
  if (state.cancelled) return "cancelled";
  if (state.noSubscribers) return "no-bidders";
  const hasAwaited = terms.bidders.some(({ role }) => role === "awaited");
  if (hasAwaited && !state.bidders.some((one) => one.awaited && !isFinished(one)))
    return "complete";
  if (state.settled) return "settled";
  const graceEnd = graceEndOf(model, state);
  if (graceEnd <= state.nowMs && graceEnd <= terms.untilMs) return "quorum";
  const notWorthAt = state.notWorthAtMs ?? Number.POSITIVE_INFINITY;
  if (notWorthAt <= state.nowMs && notWorthAt <= terms.untilMs) return "not-worth-waiting";
  return terms.untilMs <= state.nowMs && broken !== "the deadline is missed" ? "deadline" : null;
}

function graceEndOf({ terms: { grace, startedAtMs } }: Model, state: State): number {
  const { quorumAtMs } = state;
  if (quorumAtMs === null) return Number.POSITIVE_INFINITY;
  const share = grace.share * (quorumAtMs - startedAtMs);
  return quorumAtMs + Math.min(grace.msMax, Math.max(grace.msMin, share));
}

/** When a rule of time may stop the auction. */
export function wakeAt(model: Model, state: State): number {
  const untilMs =
    model.broken === "the deadline is missed" ? Number.POSITIVE_INFINITY : model.terms.untilMs;
  const notWorthAt = state.notWorthAtMs ?? Number.POSITIVE_INFINITY;
  return Math.min(graceEndOf(model, state), notWorthAt, untilMs);
}

/** Whether it may stop where waiting is not worth it: every required bidder has answered. */
export function mayStopWaiting({ terms, broken }: Model, state: State): boolean {
  const { required, worthUntilMs } = terms;
  if (worthUntilMs === undefined) return false;
  if (!state.bidders.some((one) => one.awaited && !isFinished(one))) return false;
  if (broken === "waiting is not worth it without the required") return true;
  return required.every((name) => state.bidders.some((one) => one.name === name && answered(one)));
}

/** From when on waiting is not worth it, by what is in; null: it is until the end. */
export function notWorthAt(model: Model, state: State): number | null {
  const { terms } = model;
  if (!mayStopWaiting(model, state) || shownCosts(model, state).length === 0) return null;
  const out = state.bidders.filter((one) => one.awaited && !isFinished(one));
  const until = out.map(({ name }) => terms.worthUntilMs?.[name] ?? Number.POSITIVE_INFINITY);
  const at = Math.max(state.nowMs, ...until.map((ms) => terms.startedAtMs + ms));
  return at < Math.min(terms.untilMs, graceEndOf(model, state)) ? at : null;
}

/** Whether the last itinerary shown costs less than all that the bidders that are out may send. */
export function isSettled(model: Model, state: State): boolean {
  const out = state.bidders.filter((one) => one.awaited && !isFinished(one));
  const floors = out.map((one) => floorOf(model, one));
  if (out.length === 0 || floors.includes(null)) return false;
  const shown = shownCosts(model, state);
  const last = shown[model.terms.shownMax - 1];
  return last !== undefined && floors.every((floor) => last < (floor as number));
}

/**
 * What a bidder that is out will not go below: the lowest floor of its attempts that are out. Null
 * where one of them has promised nothing, has broken its floor, or has sent nothing.
 */
export function floorOf({ broken }: Model, one: Bidder): number | null {
  const out = one.attempts.filter(({ ended }) => ended === null);
  const silent = (one.hedgedTo === null ? 1 : 2) - one.attempts.length;
  if (silent > 0 && (broken !== "a silent hedge has promised" || out.length === 0)) return null;
  if (out.some(({ floor, brokeFloor }) => floor === null || brokeFloor)) return null;
  return out.length === 0 ? null : Math.min(...out.map(({ floor }) => floor as number));
}

/** The offers of a bidder: of its answer, or of all its attempts before it has one. */
function offersOf(one: Bidder): readonly Offer[] {
  return one.attempts
    .filter(({ instance }) => !isFinished(one) || instance === one.answer)
    .flatMap(({ offers }) => offers);
}

/** The costs of the best itineraries, each by its best offer. */
export function shownCosts({ terms, broken }: Model, state: State): number[] {
  const best = new Map<string, number>();
  for (const one of state.bidders)
    for (const { itinerary, cost } of offersOf(one))
      best.set(itinerary, Math.min(cost, best.get(itinerary) ?? cost));
  if (broken === "the first offers are shown") {
    const first = state.bidders.find(({ name }) => name === state.arrivals[0]);
    return (first === undefined ? [] : offersOf(first)).map(({ cost }) => cost);
  }
  const shown = [...best.values()].sort((a, b) => a - b).slice(0, terms.shownMax);
  return broken === "costs are shown in major units" ? shown.map((cost) => cost / 100) : shown;
}

export function outcomes(state: State, by: EndedBy): Record<string, Outcome> {
  return Object.fromEntries(state.bidders.map((one) => [one.name, outcomeOf(one, by)]));
}

function outcomeOf(one: Bidder, by: EndedBy): Outcome {
  if (one.outcome !== null) return one.outcome;
  if (one.attempts.some(({ brokeFloor }) => brokeFloor)) return "invalid";
  const bad = one.attempts.find(({ ended }) => ended !== null)?.ended;
  if (bad != null) return bad;
  const hasOffers = one.attempts.some(({ offers }) => offers.length > 0);
  if (by === "settled" && one.awaited) return hasOffers ? "answered" : "empty";
  if (one.role === "skipped") return "skipped";
  return hasOffers ? "late" : "silent";
}

/** Whether a bidder has answered well: what a quorum counts. */
export function answered({ outcome }: Bidder): boolean {
  return outcome === "answered" || outcome === "empty";
}
