/**
 * The invariants A1 to A10 as predicates on the transitions of the model: of those that speak of
 * the collector, what they say of it. They read events, and what each bidder has sent, and use no
 * rule of the model.
 *
 * A7 is the bidder's: the model lets bidders break it, with any number of final bids, of which one
 * counts. A8 is the bidder's but for the cancel. A9: the costs are those of one currency, the
 * search's, and stay whole minor units. Of A10, the collector's part is that it waits for no bidder
 * that is lost.
 */
import type { Model } from "./rules.ts";
import { type Bidder, type CollectorEvent, type End, isFinished, type State } from "./state.ts";
import type { World } from "./worlds.ts";

interface Transition {
  readonly model: Model;
  readonly world: World;
  readonly before: State;
  readonly by: CollectorEvent;
  readonly after: State;
}

export interface Invariant {
  readonly name: string;
  /** What is wrong; null: nothing. */
  readonly fault: (transition: Transition) => string | null;
}

/** What a search checks. One of them remembers results, so each search has its own. */
export function invariants(): Invariant[] {
  return [
    { name: "A1: an auction ends by its deadline", fault: missesDeadline },
    { name: "A1: an auction ends as soon as a rule says so", fault: goesOn },
    { name: "A1: the reason of the end is true", fault: endsWithoutReason },
    { name: "A1: what is shown is true to the end of a settled auction", fault: settlesTooEarly },
    { name: "A2: the result depends on which bids are in", fault: dependsOnOrder() },
    { name: "A3: the result stays as it is", fault: changesResult },
    { name: "A3: every bidder has one outcome", fault: lacksOutcome },
    { name: "A3: the first good answer of a bidder counts", fault: changesAnswer },
    { name: "A3: a bid after the deadline changes no bidder", fault: changesLate },
    { name: "A4: a bid counts for its bidder", fault: changesAnother },
    { name: "A5: a bid that cannot be read becomes an outcome", fault: isNotInvalid },
    { name: "A5: an offer below its own floor does not count", fault: countsBelowFloor },
    { name: "A6: attempts and hedges are bounded", fault: isUnbounded },
    { name: "A7: one final bid of an instance counts", fault: changesEnded },
    { name: "A8: a cancel is sent where a bidder may be at work", fault: cancelsWrongly },
    { name: "A9: money is in whole minor units, as it was bid", fault: changesMoney },
    { name: "A10: no lost bidder is waited for", fault: waitsForLost },
  ];
}

function missesDeadline({ world, by, after }: Transition): string | null {
  const isLate = by.type !== "time" && after.end === null && after.nowMs >= world.terms.untilMs;
  return isLate ? `it goes on at ${after.nowMs} ms` : null;
}

function goesOn({ world, by, after }: Transition): string | null {
  if (after.end !== null || by.type === "time") return null;
  if (after.cancelled) return "its caller has left";
  if (isComplete(world, after)) return "every bidder has finished";
  if (!hasQuorum(world, after)) return null;
  if (after.quorumAtMs === null) return "it has its quorum, and no grace has begun";
  const ends = after.quorumAtMs + graceMs(world, after.quorumAtMs);
  return ends <= after.nowMs ? `the grace ended at ${ends} ms` : null;
}

function endsWithoutReason({ world, before, by, after }: Transition): string | null {
  const end = newEnd(before, after);
  if (end === null) return null;
  const at = after.quorumAtMs;
  const reasons: Record<End["by"], () => boolean> = {
    cancelled: () => by.type === "caller leaves",
    "no-bidders": () => by.type === "no subscribers",
    complete: () => isComplete(world, after),
    settled: () => out(after).length > 0,
    quorum: () => hasQuorum(world, after) && at !== null && end.atMs >= at + graceMs(world, at),
    "not-worth-waiting": () => isNotWorthIt(world, after, end),
    deadline: () => end.atMs >= world.terms.untilMs,
  };
  return reasons[end.by]() ? null : `it ended by ${end.by} at ${end.atMs} ms`;
}

/** Something is shown, the required bidders have answered, and nobody out is worth the wait. */
function isNotWorthIt({ terms }: World, { bidders }: State, end: End): boolean {
  const good = bidders.filter(({ outcome }) => outcome === "answered" || outcome === "empty");
  return (
    end.shown.length > 0 &&
    terms.required.every((name) => good.some((one) => one.name === name)) &&
    bidders.every(
      (one) =>
        !one.awaited ||
        isFinished(one) ||
        terms.startedAtMs + (terms.worthUntilMs?.[one.name] ?? Number.NaN) <= end.atMs,
    )
  );
}

/** Whether a bidder that keeps its promises could still send what would be shown. */
function settlesTooEarly({ world, before, after }: Transition): string | null {
  const end = newEnd(before, after);
  if (end?.by !== "settled") return null;
  const last = end.shown[world.terms.shownMax - 1] ?? Number.POSITIVE_INFINITY;
  for (const one of out(after))
    for (const instance of [`${one.name}-1`, `${one.name}-2`]) {
      if (!mayBid(one, instance)) continue;
      const promised = attemptOf(one, instance)?.floor ?? Number.NEGATIVE_INFINITY;
      for (const { offers } of world.messages(one.name))
        for (const { cost } of offers)
          if (cost >= promised && cost < last)
            return `${instance} may still send an offer of ${cost}, and ${last} is shown`;
    }
  return null;
}

function dependsOnOrder(): Invariant["fault"] {
  const results = new Map<string, string>();
  return ({ before, after }) => {
    const end = newEnd(before, after);
    if (end === null) return null;
    const bids = JSON.stringify(after.bidders.map(bidsThatAreIn));
    const shown = JSON.stringify(end.shown);
    const known = results.get(bids);
    if (known === undefined) results.set(bids, shown);
    return known === undefined || known === shown ? null : `of ${bids}: ${known} and ${shown}`;
  };
}

function bidsThatAreIn(one: Bidder): unknown {
  const answer = isFinished(one) ? one.answer : null;
  return one.attempts
    .filter(({ instance }) => answer === null || instance === answer)
    .map(({ offers }) => offers.map(({ cost }) => cost).sort())
    .sort();
}

function changesResult({ before, after }: Transition): string | null {
  if (before.end === null) return null;
  if (JSON.stringify(before.end) !== JSON.stringify(after.end)) return "it changed after the end";
  return after.late === before.late + 1 ? null : "the late bid is not noted";
}

function lacksOutcome({ before, after }: Transition): string | null {
  const end = newEnd(before, after);
  if (end === null) return null;
  const names = after.bidders.map(({ name }) => name);
  const isOne =
    Object.keys(end.outcomes).join() === names.join() &&
    Object.values(end.outcomes).every((outcome) => outcome !== null);
  return isOne ? null : `outcomes ${JSON.stringify(end.outcomes)} of ${names}`;
}

function changesAnswer({ before, after }: Transition): string | null {
  for (const [i, one] of after.bidders.entries()) {
    const was = before.bidders[i];
    if (was !== undefined && isFinished(was)) {
      const same = was.outcome === one.outcome && was.answer === one.answer;
      if (!same || was.hedges !== one.hedges) return `${one.name} had finished as ${was.outcome}`;
    } else if (isFinished(one) && one.outcome !== "answered" && one.outcome !== "empty") {
      const calls = one.hedgedTo === null ? 1 : 2;
      const ended = one.attempts.filter((attempt) => attempt.ended !== null).length;
      if (ended < calls) return `${one.name} is ${one.outcome}, and its other instance is out`;
    }
  }
  return null;
}

function changesLate({ world, before, by, after }: Transition): string | null {
  if (by.type !== "message" || before.nowMs < world.terms.untilMs) return null;
  const changed = before.bidders.find((was, i) => !isSame(was, after.bidders[i]));
  return changed === undefined ? null : `${changed.name} changed at ${before.nowMs} ms`;
}

function changesAnother({ before, by, after }: Transition): string | null {
  if (by.type !== "message") return null;
  const other = before.bidders.find(
    (was, i) => was.name !== by.bidder && !isSame(was, after.bidders[i]),
  );
  return other === undefined ? null : `a bid of ${by.bidder} changed ${other.name}`;
}

function isSame(one: Bidder, other: Bidder | undefined): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function isNotInvalid({ before, by, after }: Transition): string | null {
  if (by.type !== "message" || by.message.sends !== "garbage") return null;
  const [was, one] = [before, after].map((state) => {
    const bidder = state.bidders.find(({ name }) => name === by.bidder);
    return bidder && attemptOf(bidder, by.instance);
  });
  const isTaken = one !== undefined && was?.ended == null && one.ended !== null;
  return isTaken && one.ended !== "invalid" ? `it is ${one.ended}` : null;
}

function countsBelowFloor({ before, by, after }: Transition): string | null {
  if (by.type !== "message") return null;
  const [was, one] = [before, after].map((state) => {
    const bidder = state.bidders.find(({ name }) => name === by.bidder);
    return bidder && attemptOf(bidder, by.instance);
  });
  const promised = was?.floor ?? Number.NEGATIVE_INFINITY;
  const below = one?.offers.slice(was?.offers.length ?? 0).find(({ cost }) => cost < promised);
  return below === undefined ? null : `${below.cost} counts, and ${promised} was promised`;
}

function isUnbounded({ after }: Transition): string | null {
  const one = after.bidders.find(({ attempts, hedges }) => attempts.length > 2 || hedges > 3);
  return one === undefined ? null : `${one.attempts.length} attempts, ${one.hedges} hedges`;
}

function cancelsWrongly({ before, after }: Transition): string | null {
  const end = newEnd(before, after);
  if (end === null) return null;
  const atWork = after.bidders.some((one) => !isFinished(one) || one.hedgedTo !== null);
  return end.cancelSent === (atWork && end.by !== "no-bidders") ? null : `${end.cancelSent}`;
}

/** An instance that has sent its final bid has no other end afterwards, and no other offers. */
function changesEnded({ before, after }: Transition): string | null {
  for (const was of before.bidders)
    for (const attempt of was.attempts) {
      if (attempt.ended === null) continue;
      const one = after.bidders.find(({ name }) => name === was.name);
      const now = one && attemptOf(one, attempt.instance);
      if (now === undefined || now.ended !== attempt.ended)
        return `${attempt.instance} had ended as ${attempt.ended}, and is ${now?.ended}`;
      if (JSON.stringify(now.offers) !== JSON.stringify(attempt.offers))
        return `${attempt.instance} had ended, and its offers changed`;
    }
  return null;
}

/** Every cost of a result is an integer, and that of an offer that was bid in this auction. */
function changesMoney({ before, after }: Transition): string | null {
  const end = newEnd(before, after);
  if (end === null) return null;
  const bid = new Set(
    after.bidders.flatMap(({ attempts }) =>
      attempts.flatMap(({ offers }) => offers.map(({ cost }) => cost)),
    ),
  );
  const wrong = end.shown.find((cost) => !Number.isSafeInteger(cost) || !bid.has(cost));
  return wrong === undefined ? null : `${wrong} is shown, and was not bid`;
}

function waitsForLost({ by, after }: Transition): string | null {
  if (by.type !== "lost" || after.end !== null) return null;
  const one = after.bidders.find(({ name }) => name === by.bidder);
  return one?.awaited && !isFinished(one) ? `${one.name} is awaited` : null;
}

// -------------------------------------------------------------------------

function newEnd(before: State, after: State): End | null {
  return before.end === null ? after.end : null;
}

function out(state: State): Bidder[] {
  return state.bidders.filter((one) => one.awaited && !isFinished(one));
}

function attemptOf(one: Bidder, instance: string) {
  return one.attempts.find((attempt) => attempt.instance === instance);
}

/** Whether a bid of this instance would count: it has a call, and has not finished. */
function mayBid(one: Bidder, instance: string): boolean {
  const attempt = attemptOf(one, instance);
  if (attempt !== undefined) return attempt.ended === null;
  return (
    instance === one.hedgedTo || one.attempts.every((other) => other.instance === one.hedgedTo)
  );
}

function isComplete({ terms }: World, state: State): boolean {
  return terms.bidders.some(({ role }) => role === "awaited") && out(state).length === 0;
}

/** Distinct bidders with a good outcome, and all of the required ones. */
function hasQuorum({ terms: { quorum, required } }: World, { bidders }: State): boolean {
  const good = bidders.filter(({ outcome }) => outcome === "answered" || outcome === "empty");
  return (
    quorum !== null &&
    good.length >= quorum &&
    required.every((name) => good.some((one) => one.name === name))
  );
}

function graceMs({ terms: { grace, startedAtMs } }: World, quorumAtMs: number): number {
  return Math.min(grace.msMax, Math.max(grace.msMin, grace.share * (quorumAtMs - startedAtMs)));
}
