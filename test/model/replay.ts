/** Replays a trace in the model and in the collector of gateway/auction, and compares them. */
import { isDeepStrictEqual } from "node:util";
import { called, step } from "./collector.ts";
import { RealCollector, seenInModel } from "./real-collector.ts";
import type { Model } from "./rules.ts";
import { type CollectorEvent, firstState } from "./state.ts";

export interface Difference {
  /** Up to the event after which they differ. */
  readonly trace: readonly CollectorEvent[];
  readonly model: unknown;
  readonly collector: unknown;
}

/** The first difference; null where they agree after each event. */
export async function replay(
  model: Model,
  trace: readonly CollectorEvent[],
): Promise<Difference | null> {
  const collector = new RealCollector(model.terms);
  let state = called(model, firstState(model.terms));
  for (const [i, event] of trace.entries()) {
    state = step(model, state, event);
    await collector.happens(event);
    const [inModel, inCollector] = [seenInModel(state), collector.seen];
    const timersLeft = state.end === null ? 0 : collector.timers;
    if (!isDeepStrictEqual(inModel, inCollector) || timersLeft > 0)
      return {
        trace: trace.slice(0, i + 1),
        model: inModel,
        collector: { ...inCollector, timersLeft },
      };
  }
  return null;
}
