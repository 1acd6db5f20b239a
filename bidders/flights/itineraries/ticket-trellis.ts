/**
 * The tickets of one seller as a trellis: of each slice a list of parts, and from a part of one
 * slice to those parts of the next that follow it (TRIP-2). Whether a part may follow depends on
 * the part before it alone, so what the rest of a ticket adds at least is worked out from the last
 * slice to the first, and is reached by a ticket (dynamic programming: Bellman, 1957; as the bound
 * of a search for the best paths it is Hart, Nilsson, Raphael's perfect heuristic, 1968).
 *
 * TRELLIS-1 Each part of a trellis is part of a ticket; `toGo` is what the cheapest one adds from
 *   this part on.
 */
import type { Seller } from "./ticket-prices.ts";
import type { TripPart } from "./trip-part.ts";

/** Whether a trip may have one part after the other (TRIP-2). */
export type Follows = (last: TripPart, next: TripPart) => boolean;

/** One part at one seller's fare. */
export interface PricedPart {
  readonly part: TripPart;
  /** Whose fare it is, and whether that is the first of the part's. */
  readonly seller: string;
  readonly isFirst: boolean;
  readonly dollars: number;
  /** Minor units of the currency of the ticket's seller. */
  readonly amount: number;
  /** What it adds to a ticket's cost, before that is rounded. */
  readonly share: number;
}

/** An entry on its way to the end of a ticket. */
export interface TicketStep {
  readonly entry: PricedPart;
  /** Its share and those of what follows, at least. */
  readonly toGo: number;
  /** The index, in the list of the next slice, of the cheapest that follows. */
  readonly next: number;
  /** The least minutes from here on, of tickets that add no more than a minor unit more. */
  readonly minutes: number;
  /** The same of this step and those after it in its list. */
  near: number;
}

export interface TicketTrellis {
  readonly seller: Seller;
  /** Indexed by slice; each list is sorted by `toGo`. */
  readonly lists: readonly (readonly TicketStep[])[];
}

/**
 * `lists`: by slice, what the seller sells, in any order. Undefined where that makes no ticket.
 * Yields between slices.
 */
export function* trellisOf(
  seller: Seller,
  lists: readonly (readonly PricedPart[])[],
  follows: Follows,
): Generator<undefined, TicketTrellis | undefined> {
  const steps: (readonly TicketStep[])[] = [];
  let onward: Onward | undefined;
  for (let i = lists.length - 1; i >= 0; i--) {
    const its = stepsOf(lists[i] as readonly PricedPart[], onward, follows);
    if (its.length === 0) return undefined;
    steps.unshift(its);
    onward = i > 0 ? new Onward(its) : undefined;
    yield;
  }
  return { seller, lists: steps };
}

/** `onward` is undefined for the last slice. */
function stepsOf(
  entries: readonly PricedPart[],
  onward: Onward | undefined,
  follows: Follows,
): readonly TicketStep[] {
  const steps: TicketStep[] = [];
  for (const entry of entries) {
    const { share, part } = entry;
    const next = onward === undefined ? -1 : onward.firstAfter(part, follows);
    if (next === undefined) continue;
    const after = onward?.steps[next];
    const minutes = part.minutes + (after?.near ?? 0);
    steps.push({ entry, toGo: share + (after?.toGo ?? 0), next, minutes, near: minutes });
  }
  steps.sort((a, b) => a.toGo - b.toGo || a.minutes - b.minutes);
  setNear(steps);
  return steps;
}

/** The steps of a slice, for those of the slice before it. */
class Onward {
  readonly steps: readonly TicketStep[];
  /** Departures in order, and of each: the first step in `steps` that leaves then or later. */
  readonly #departures: Float64Array;
  readonly #firsts: Uint32Array;

  constructor(steps: readonly TicketStep[]) {
    this.steps = steps;
    const leaves = (at: number) => (steps[at] as TicketStep).entry.part.departureUtc;
    const byDeparture = Uint32Array.from(steps, (_, at) => at).sort(
      (a, b) => leaves(a) - leaves(b) || a - b,
    );
    this.#departures = Float64Array.from(byDeparture, leaves);
    this.#firsts = byDeparture;
    for (let i = byDeparture.length - 2; i >= 0; i--)
      byDeparture[i] = Math.min(byDeparture[i] as number, byDeparture[i + 1] as number);
  }

  /** The index in `steps` of the first one that follows a part; undefined when none does. */
  firstAfter(part: TripPart, follows: Follows): number | undefined {
    const from = firstAbove(this.#departures, part.arrivalUtc);
    if (from === this.#firsts.length) return undefined;
    // Nothing before it leaves after the arrival.
    return firstFollowing(this.steps, this.#firsts[from] as number, part, follows);
  }
}

/** The place, from `at` on, of the first step of a list that follows a part; undefined for none. */
export function firstFollowing(
  steps: readonly TicketStep[],
  at: number,
  part: TripPart,
  follows: Follows,
): number | undefined {
  for (let i = at; i < steps.length; i++)
    if (follows(part, (steps[i] as TicketStep).entry.part)) return i;
  return undefined;
}

/** The index of the first of sorted values that is > x. */
function firstAbove(sorted: Float64Array, x: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Two costs that are rounded to the same minor unit differ by less than this before. */
const NEAR = 1.001;

/**
 * Sets the least minutes of each window of sorted steps with a queue of what may be least (the
 * minimum of a sliding window).
 */
function setNear(steps: readonly TicketStep[]): void {
  const queue: TicketStep[] = [];
  let first = 0;
  for (let i = steps.length - 1; i >= 0; i--) {
    const step = steps[i] as TicketStep;
    while (first < queue.length && (queue[first] as TicketStep).toGo > step.toGo + NEAR) first++;
    // What is no better leaves the window sooner.
    while (queue.length > first && (queue.at(-1) as TicketStep).minutes >= step.minutes)
      queue.pop();
    queue.push(step);
    step.near = (queue[first] as TicketStep).minutes;
  }
}
