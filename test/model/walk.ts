/** Traces of a world: all transitions of its first levels, and walks by chance. */
import { called, step } from "./collector.ts";
import type { Model } from "./rules.ts";
import { type Reached, search, traceTo } from "./search.ts";
import { type CollectorEvent, firstState } from "./state.ts";
import { enabledEvents, type World } from "./worlds.ts";

/**
 * For every transition of the first levels a trace that ends with it: a shortest one to its state,
 * and then its event, also where it changes nothing.
 */
export function* transitionTraces(world: World, levels: number): Generator<CollectorEvent[]> {
  const all: Reached[] = [];
  search(world, {
    invariants: [],
    depthMax: levels - 1,
    onState: (reached) => void all.push(reached),
  });
  const model: Model = { terms: world.terms, broken: null };
  for (const reached of all)
    for (const event of enabledEvents(world, model, reached.state))
      yield [...traceTo(reached), event];
}

/** A walk to the end of the auction: each number chooses one of the events that may happen. */
export function walk(world: World, choices: readonly number[]): CollectorEvent[] {
  const model: Model = { terms: world.terms, broken: null };
  let state = called(model, firstState(world.terms));
  const trace: CollectorEvent[] = [];
  for (const choice of choices) {
    const events = enabledEvents(world, model, state);
    const others = events.filter(({ type }) => type !== "message");
    // Of time and timers there are few, and without them no walk comes far.
    const from = choice % 3 === 0 && others.length > 0 ? others : events;
    const event = from[Math.floor(choice / 3) % from.length];
    if (event === undefined) break;
    trace.push(event);
    state = step(model, state, event);
  }
  return trace;
}
