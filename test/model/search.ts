/**
 * The search through all states of a world, breadth first: the first state that breaks an invariant
 * is reached by a shortest trace.
 */

import type { BrokenRule } from "./broken-rules.ts";
import { CHECK_EVERY_MS, called, step } from "./collector.ts";
import type { Invariant } from "./invariants.ts";
import type { Model } from "./rules.ts";
import { type CollectorEvent, firstState, keyOf, type State } from "./state.ts";
import { enabledEvents, type World } from "./worlds.ts";

/** A state with the way to it. */
export interface Reached {
  readonly state: State;
  readonly by: CollectorEvent | null;
  readonly from: Reached | null;
}

export interface Counterexample {
  readonly invariant: string;
  readonly fault: string;
  readonly trace: readonly CollectorEvent[];
}

interface Searched {
  readonly states: number;
  readonly transitions: number;
  /** The most events from the call to a state. */
  readonly depth: number;
  /** How many ended states there are for each reason. */
  readonly ends: Readonly<Record<string, number>>;
  readonly counterexample: Counterexample | null;
}

interface SearchOptions {
  readonly broken?: BrokenRule | null;
  readonly invariants: readonly Invariant[];
  /** The states beyond are not searched. */
  readonly depthMax?: number;
  /** Is called with each state when it is first reached. */
  readonly onState?: (reached: Reached) => void;
}

export function search(world: World, options: SearchOptions): Searched {
  const { invariants, broken = null, depthMax = Number.POSITIVE_INFINITY, onState } = options;
  const model: Model = { terms: world.terms, broken };
  const first: Reached = { state: called(model, firstState(world.terms)), by: null, from: null };
  const known = new Set([keyOf(world.terms, first.state, CHECK_EVERY_MS)]);
  const ends: Record<string, number> = {};
  let level = [first];
  let [transitions, depth] = [0, 0];
  const searched = (counterexample: Counterexample | null): Searched => ({
    states: known.size,
    transitions,
    depth,
    ends,
    counterexample,
  });
  for (; level.length > 0 && depth <= depthMax; depth++) {
    const next: Reached[] = [];
    for (const reached of level) {
      const { state } = reached;
      onState?.(reached);
      if (state.end !== null) ends[state.end.by] = (ends[state.end.by] ?? 0) + 1;
      const events = enabledEvents(world, model, state);
      for (const by of events) {
        const after = step(model, state, by);
        transitions++;
        if (after === state) continue;
        const one = { state: after, by, from: reached };
        const broke = brokenInvariant(invariants, { model, world, before: state, by, after });
        if (broke !== null) return searched({ ...broke, trace: traceTo(one) });
        const key = keyOf(world.terms, after, CHECK_EVERY_MS);
        if (known.has(key)) continue;
        known.add(key);
        next.push(one);
      }
    }
    level = next;
  }
  return searched(null);
}

export function traceTo(reached: Reached): CollectorEvent[] {
  const trace: CollectorEvent[] = [];
  for (let one: Reached | null = reached; one?.by != null; one = one.from) trace.unshift(one.by);
  return trace;
}

/** One line for each event. */
export function traceText(trace: readonly CollectorEvent[]): string {
  return trace
    .map((event, i) => {
      const { type, ...rest } = event;
      return `${i + 1}. ${type} ${JSON.stringify(rest)}`;
    })
    .join("\n");
}

function brokenInvariant(
  invariants: readonly Invariant[],
  transition: Parameters<Invariant["fault"]>[0],
): Omit<Counterexample, "trace"> | null {
  for (const { name, fault } of invariants) {
    const found = fault(transition);
    if (found !== null) return { invariant: name, fault: found };
  }
  return null;
}
