/**
 * The events of one asynchronous search (async-searches.ts), for callers that pick it up while it
 * runs and after its end.
 *
 * RECORD-1 The events are numbered from 1 in their order; the last one, the result or the error, is
 *    `end`. A caller that has had all events up to one of them gets each later one once, in their
 *    order. Only a snapshot is left out, when a later one or the end has replaced it.
 * RECORD-2 A6: of the snapshots only the last is kept, and none after the end; of each bidder one
 *    bid. The result is kept by the ledger, not here. After the end the other events are one text,
 *    which shares nothing with the auction.
 * RECORD-3 The steps of the auction (`progress`) are recorded only of a search whose caller has
 *    asked for them when it began, and given only to readers that ask for them; to others the ids
 *    of their places are missing. A6: the first `STEPS_MAX` are recorded. Later ones are no events:
 *    the timeline has all of them.
 */
import type { BidderReport, Itinerary, ProgressStep, SearchEvent } from "../../proto/messages.ts";
import { round } from "../auction/outcome.ts";
import { EndedRecord } from "./ended-record.ts";
import { endEvent, eventsAfter, type RecordedEvent, type SearchEnd } from "./recorded-event.ts";
import type { AcceptedSearch } from "./search-service.ts";

/**
 * Some 300 bytes each, so that a reader which is slow holds 80 kB at most. An auction of three
 * bidders has fewer than 20; one bidder may send 64 bids.
 */
export const STEPS_MAX = 256;

/** Must not throw. */
export type EventListener = (event: RecordedEvent) => void;

/** A search that runs, as far as its result is known. */
export interface RunningView {
  readonly searchId: string;
  readonly state: "running";
  /** Since its acceptance. */
  readonly elapsedMs: number;
  readonly deadlineMs: number;
  /** Absent until the call for bids is sent. */
  readonly expected?: readonly string[];
  /** The best so far. */
  readonly itineraries: readonly Itinerary[];
  /** Those that have finished. */
  readonly bidders: readonly BidderReport[];
}

export class SearchRecord {
  readonly searchId: string;
  /** Whether steps are recorded (RECORD-3). */
  readonly hasSteps: boolean;
  /** The tenant that it belongs to; undefined: none. */
  readonly owner: string | undefined;
  readonly #deadlineMs: number;
  readonly #arrivedAtMs: number;
  /** In their order, without the snapshots that were replaced. */
  #events: RecordedEvent[] = [];
  #count = 0;
  #steps = 0;
  #expected: readonly string[] | null = null;
  #itineraries: readonly Itinerary[] = [];
  readonly #reports: BidderReport[] = [];
  readonly #listeners = new Set<EventListener>();

  constructor({ searchId, search, arrivedAtMs, owner }: AcceptedSearch, hasSteps = false) {
    this.searchId = searchId;
    this.owner = owner;
    this.hasSteps = hasSteps;
    this.#deadlineMs = search.policy.deadlineMs;
    this.#arrivedAtMs = arrivedAtMs;
  }

  /** How many events there were. */
  get count(): number {
    return this.#count;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  /** The listener gets the events from now on. The returned function ends that. */
  listen(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  add(event: SearchEvent): void {
    this.#count++;
    switch (event.type) {
      case "opened":
        this.#expected = event.opened.expected;
        this.#keep({ id: this.#count, type: "opened", data: event.opened });
        break;
      case "bid":
        this.#reports.push(event.bid);
        this.#keep({ id: this.#count, type: "bid", data: event.bid });
        break;
      case "snapshot":
        this.#itineraries = event.snapshot.itineraries;
        this.#events = withoutSnapshots(this.#events);
        this.#keep({ id: this.#count, type: "snapshot", data: event.snapshot });
    }
  }

  /** Only where `hasSteps`. */
  addStep(step: ProgressStep): void {
    if (this.#steps === STEPS_MAX) return;
    this.#steps++;
    this.#keep({ id: ++this.#count, type: "progress", data: step });
  }

  #keep(event: RecordedEvent): void {
    this.#events.push(event);
    this.#tell(event);
  }

  #tell(event: RecordedEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** The events that a caller has not had. */
  after(count: number): RecordedEvent[] {
    return eventsAfter(this.#events, count);
  }

  view(nowMs: number): RunningView {
    return {
      searchId: this.searchId,
      state: "running",
      elapsedMs: round(nowMs - this.#arrivedAtMs),
      deadlineMs: this.#deadlineMs,
      ...(this.#expected === null ? {} : { expected: this.#expected }),
      itineraries: this.#itineraries,
      bidders: [...this.#reports].sort((a, b) => (a.bidder < b.bidder ? -1 : 1)),
    };
  }

  /** What is kept of it after its end. */
  ended(end: SearchEnd): EndedRecord {
    const problem = "problem" in end ? end.problem : null;
    return new EndedRecord(this, withoutSnapshots(this.#events), problem);
  }

  /** Tells the listeners how the search ended. */
  tellEnd(end: SearchEnd): void {
    this.#tell(endEvent(end));
    this.#listeners.clear();
  }
}

function withoutSnapshots(events: readonly RecordedEvent[]): RecordedEvent[] {
  return events.filter(({ type }) => type !== "snapshot");
}
