/** An event of a search as it is recorded, with its place among the others. */
import type { SearchEvent, SearchResult, StepEvent } from "../../proto/messages.ts";
import type { Problem } from "./problem.ts";

/** How many events a caller has had, in their order; `end` stands for all. */
export type Position = number | "end";

export interface RecordedEvent {
  readonly id: Position;
  readonly type: SearchEvent["type"] | StepEvent["type"] | "result" | "error";
  readonly data: object;
}

/** How a search ended. */
export type SearchEnd = { readonly result: SearchResult } | { readonly problem: Problem };

export function endEvent(end: SearchEnd): RecordedEvent {
  return "result" in end
    ? { id: "end", type: "result", data: end.result }
    : { id: "end", type: "error", data: end.problem };
}

/** The events that a caller has not had. */
export function eventsAfter(events: readonly RecordedEvent[], count: number): RecordedEvent[] {
  return events.filter(({ id }) => id === "end" || id > count);
}
