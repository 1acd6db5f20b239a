/**
 * The worlds that the model is searched in: three bidders of two instances each, what they may
 * send, and what else may happen. Each world has all rules, and the messages that matter for some
 * of them: all messages in one world are more states than can be searched.
 *
 * The bounds: time passes in ticks of 10 ms to the first one after the deadline; each instance
 * sends any of the messages of its world, at any time, in any order, any number of times. A timer
 * that is due fires at any time from then on. One message comes after the end: all of them are
 * treated alike. The costs of two bidders are never equal.
 */
import { hasDueTimer } from "./collector.ts";
import type { Model } from "./rules.ts";
import type { CollectorEvent, Message, Offer, State, Terms } from "./state.ts";

const TICK_MS = 10;

export interface World {
  readonly name: string;
  readonly terms: Terms;
  /** What every instance of a bidder may send. */
  readonly messages: (bidder: string) => readonly Message[];
  readonly mayHappen: readonly ("caller leaves" | "no subscribers" | "lost" | "hedge lost")[];
}

const BIDDERS = ["alpha", "beta", "gamma"] as const;
const NO_OFFERS: readonly Offer[] = [];

/** 35 ms, less the gateway's share. No timer of one kind is at the instant of another. */
export const DEADLINE_MS = 35;
const TERMS: Terms = {
  bidders: BIDDERS.map((name) => ({ name, role: "awaited" })),
  required: [],
  quorum: null,
  grace: { share: 0.5, msMin: 6, msMax: 11 },
  startedAtMs: 0,
  untilMs: 32,
  shownMax: 1,
  hedgeAfterMs: {},
  hedgeTo: { alpha: "alpha-2", beta: "beta-2", gamma: "gamma-2" },
};

function offer(bidder: string, cost: number): Offer {
  const own = cost + BIDDERS.indexOf(bidder as (typeof BIDDERS)[number]);
  return { itinerary: `${bidder} ${own}`, cost: own };
}

const final = (sends: Message["sends"], offers = NO_OFFERS): Message => ({
  sends,
  final: true,
  offers,
  floor: null,
});
const part = (offers: readonly Offer[], floor: number | null): Message => ({
  sends: "offers",
  final: false,
  offers,
  floor,
});

export const WORLDS: readonly World[] = [
  {
    name: "a quorum with a required bidder",
    terms: { ...TERMS, quorum: 2, required: ["alpha"], hedgeAfterMs: { alpha: 12 } },
    messages: (bidder) => [final("offers", [offer(bidder, 200)]), final("offers"), final("failed")],
    mayHappen: ["lost"],
  },
  {
    name: "hedges of two bidders, whose instances may not be there",
    terms: { ...TERMS, quorum: 2, hedgeAfterMs: { alpha: 12, beta: 22 } },
    messages: (bidder) => [final("offers", [offer(bidder, 200)]), final("failed")],
    mayHappen: ["hedge lost"],
  },
  {
    name: "parts with floors, and a hedge",
    terms: { ...TERMS, hedgeAfterMs: { alpha: 12 } },
    messages: (bidder) => [
      final("offers", bidder === "gamma" ? [offer(bidder, 200)] : NO_OFFERS),
      part([offer(bidder, 200)], 300),
      ...(bidder === "alpha" ? [part([offer(bidder, 100)], null)] : []),
    ],
    mayHappen: [],
  },
  {
    name: "floors in two steps, broken floors, and bids that cannot be read",
    terms: { ...TERMS, quorum: 1, required: ["beta"] },
    messages: (bidder) =>
      bidder === "gamma"
        ? [part([offer(bidder, 200)], 300), final("offers")]
        : [
            part([offer(bidder, 200)], bidder === "alpha" ? 150 : 300),
            ...(bidder === "alpha" ? [part([], 300), final("garbage")] : []),
            final("offers", [offer(bidder, 100)]),
          ],
    mayHappen: ["lost"],
  },
  {
    name: "waiting that is not worth it, with a required bidder, floors and a quorum",
    terms: {
      ...TERMS,
      quorum: 2,
      required: ["alpha"],
      worthUntilMs: { alpha: 0, beta: 4, gamma: 24 },
    },
    messages: (bidder) => [
      final("offers", [offer(bidder, 200)]),
      ...(bidder === "gamma" ? [part([offer(bidder, 100)], 300)] : [final("failed")]),
      ...(bidder === "alpha" ? [final("offers")] : []),
    ],
    mayHappen: ["lost"],
  },
  {
    name: "a caller that leaves, no subscribers, and bidders that are not awaited",
    terms: {
      ...TERMS,
      quorum: 2,
      bidders: [
        { name: "alpha", role: "awaited" },
        { name: "beta", role: "skipped" },
        { name: "gamma", role: "absent" },
      ],
      hedgeAfterMs: { alpha: 12 },
    },
    messages: (bidder) => [
      ...(bidder === "alpha" ? [part([offer(bidder, 200)], 300)] : []),
      final("offers", [offer(bidder, 100)]),
      final("declined"),
    ],
    mayHappen: ["caller leaves", "no subscribers", "lost", "hedge lost"],
  },
];

/** All that may happen next. */
export function enabledEvents(world: World, model: Model, state: State): CollectorEvent[] {
  if (state.end !== null && state.late > 0) return [];
  const events: CollectorEvent[] = [];
  events.push(...messageEvents(world));
  if (state.end !== null) return events;
  if (state.nowMs < world.terms.untilMs) events.push({ type: "time", ms: TICK_MS });
  if (hasDueTimer(model, state)) events.push({ type: "timers" });
  for (const type of world.mayHappen) {
    if (type === "caller leaves" || type === "no subscribers") events.push({ type });
    else if (type === "lost")
      for (const { name, awaited } of state.bidders)
        if (awaited) events.push({ type, bidder: name });
    if (type === "hedge lost")
      for (const { name, hedgedTo } of state.bidders)
        if (hedgedTo !== null) events.push({ type, bidder: name });
  }
  return events;
}

const known = new WeakMap<World, readonly CollectorEvent[]>();

/** Every message of every instance. */
function messageEvents(world: World): readonly CollectorEvent[] {
  let events = known.get(world);
  if (events === undefined) {
    events = world.terms.bidders.flatMap(({ name: bidder }) =>
      [`${bidder}-1`, `${bidder}-2`].flatMap((instance) =>
        world
          .messages(bidder)
          .map((message) => ({ type: "message", bidder, instance, message }) as const),
      ),
    );
    known.set(world, events);
  }
  return events;
}
