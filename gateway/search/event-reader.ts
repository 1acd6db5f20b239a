/** What a reader of an asynchronous search asks for, and what is refused to it. */
import { AuctionError } from "../../proto/errors.ts";
import type { Position } from "./recorded-event.ts";
import type { EventListener } from "./search-record.ts";

export interface Reading {
  /** The last event that it has. */
  readonly position: Position;
  /** It wants the steps of the auction too (RECORD-3). */
  readonly withSteps?: boolean;
}

export function withoutSteps(reader: EventListener): EventListener {
  return (event) => {
    if (event.type !== "progress") reader(event);
  };
}

export function noSteps(): AuctionError {
  const right =
    "must be none for this search: it was begun without progress=all, so its steps are not recorded; its timeline has them when it has ended";
  return new AuctionError("invalid-search", `the query has a fault: progress ${right}`, {
    faults: [{ path: "progress", message: right }],
  });
}

export function noSuchEvent(count: number): AuctionError {
  const right = `must be the id of an event of this search that was sent: up to ${count} so far, or end after its end`;
  return new AuctionError("invalid-search", `the request has a fault: Last-Event-ID ${right}`, {
    faults: [{ path: "Last-Event-ID", message: right }],
  });
}
