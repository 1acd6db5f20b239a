/** The attempts of the model: what one message does to its attempt, and its end to the bidder. */
import type { Outcome } from "../../proto/messages.ts";
import { answered, type Model } from "./rules.ts";
import type { Attempt, Bidder, Message, State } from "./state.ts";

/** The attempt of this instance: there is one for the call, and one for its hedge. */
export function attemptOf(one: Bidder, instance: string): Attempt | undefined {
  const known = one.attempts.find((attempt) => attempt.instance === instance);
  if (known !== undefined) return known;
  const isOfHedge = (name: string) => name === one.hedgedTo;
  const hasFirst = one.attempts.some((attempt) => !isOfHedge(attempt.instance));
  if (!isOfHedge(instance) && hasFirst) return undefined;
  if (one.attempts.length >= callsOf(one)) return undefined;
  const attempt = { instance, offers: [], floor: null, brokeFloor: false, ended: null };
  one.attempts.push(attempt);
  one.answer ??= instance;
  return attempt;
}

export function fold({ broken }: Model, attempt: Attempt, message: Message): Outcome | null {
  if (message.sends === "garbage") return "invalid";
  const lowest = attempt.floor ?? Number.NEGATIVE_INFINITY;
  const allowed =
    broken === "an offer below its floor counts"
      ? message.offers
      : message.offers.filter(({ cost }) => cost >= lowest);
  if (allowed.length < message.offers.length) attempt.brokeFloor = true;
  const isNew = ({ itinerary, cost }: Message["offers"][number]) =>
    !attempt.offers.some((known) => known.itinerary === itinerary && known.cost === cost);
  attempt.offers = [...attempt.offers, ...allowed.filter(isNew)];
  if (!message.final) {
    if (message.floor !== null) attempt.floor = Math.max(message.floor, lowest);
    return null;
  }
  if (attempt.brokeFloor) return "invalid";
  if (message.sends !== "offers") return message.sends;
  return attempt.offers.length > 0 ? "answered" : "empty";
}

export function endAttempt(
  { terms, broken }: Model,
  state: State,
  one: Bidder,
  attempt: Attempt,
  ended: Outcome,
): void {
  attempt.ended = ended;
  const isGood = ended === "answered" || ended === "empty";
  // A bad end counts only when no other attempt is out.
  if (!isGood && attemptsOut(one) > 0 && broken !== "a failure counts before the hedge") return;
  one.outcome = ended;
  one.answer = attempt.instance;
  if (state.quorumAtMs !== null || terms.quorum === null || broken === "no grace begins") return;
  const good = state.bidders.filter(answered);
  const count = broken === "a quorum counts messages" ? state.goodFinals : good.length;
  const hasRequired =
    broken === "a quorum without the required" ||
    terms.required.every((name) => good.some((it) => it.name === name));
  if (count >= terms.quorum && hasRequired) state.quorumAtMs = state.nowMs;
}

function callsOf({ hedgedTo }: Bidder): number {
  return hedgedTo === null ? 1 : 2;
}

function attemptsOut(one: Bidder): number {
  return callsOf(one) - one.attempts.filter(({ ended }) => ended !== null).length;
}
