/** What is kept of the events of an asynchronous search after its end (RECORD-2). */
import type { EndedCopy } from "./async-copy.ts";
import type { Problem } from "./problem.ts";
import { eventsAfter, type RecordedEvent } from "./recorded-event.ts";

/** A character of a text takes two bytes at most. */
const CHARACTER_BYTES = 2;
/** The objects of a record, and its entry in the cache of those that have ended. */
const RECORD_OVERHEAD_BYTES = 1_024;

export class EndedRecord {
  /** How many events there were before the end. */
  readonly count: number;
  /** Whether the steps of its auction are among the events (RECORD-3). */
  readonly hasSteps: boolean;
  /** The tenant that it belongs to; undefined: none. */
  readonly owner: string | undefined;
  readonly #events: string;
  readonly #problem: string | null;

  /** `events`: those before the end, without snapshots. `problem`: null where there is a result. */
  constructor(
    { count, hasSteps, owner }: Pick<EndedRecord, "count" | "hasSteps" | "owner">,
    events: readonly RecordedEvent[],
    problem: Problem | null,
  ) {
    this.count = count;
    this.hasSteps = hasSteps;
    this.owner = owner;
    this.#events = JSON.stringify(events);
    this.#problem = problem === null ? null : JSON.stringify(problem);
  }

  get bytes(): number {
    const characters = this.#events.length + (this.#problem?.length ?? 0);
    return CHARACTER_BYTES * characters + RECORD_OVERHEAD_BYTES;
  }

  /** Why the search has no result; null when it has one. */
  get problem(): Problem | null {
    return this.#problem === null ? null : JSON.parse(this.#problem);
  }

  /** The same for another gateway. */
  copy(): EndedCopy {
    const { count, hasSteps, owner } = this;
    return { state: "ended", owner, count, hasSteps, events: this.#events, problem: this.#problem };
  }

  /** The events before the end that a caller has not had. */
  after(count: number): RecordedEvent[] {
    return eventsAfter(JSON.parse(this.#events), count);
  }
}
