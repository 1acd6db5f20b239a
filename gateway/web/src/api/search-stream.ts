/** Runs a search and reads its events. No DOM: it needs only `fetch`. */
import type {
  Itinerary,
  SearchEvent,
  SearchResult,
  StepEvent,
} from "../../../../proto/messages.ts";
import { retried } from "./attempt.ts";
import { wholeList } from "./changes.ts";
import { postEvents } from "./event-stream.ts";
import { PATHS } from "./paths.ts";

export type StreamEvent =
  | SearchEvent
  | StepEvent
  | { readonly type: "result"; readonly result: SearchResult };

/**
 * Runs a search. Yields its events as they come; the last is the result. Aborting closes the
 * connection, which cancels the auction. After a network error it is run once more, and its events
 * begin again with `opened`.
 * @throws as `postEvents`
 */
export function search(body: object, signal: AbortSignal): AsyncGenerator<StreamEvent, void, void> {
  return retried(() => searchOnce(body, signal), signal);
}

async function* searchOnce(
  body: object,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent, void, void> {
  let itineraries: Itinerary[] = [];
  for await (const { event, data } of postEvents(
    `${PATHS.searches}?snapshots=changes&progress=all`,
    body,
    signal,
  )) {
    if (event === "snapshot" || event === "result") {
      itineraries = wholeList(itineraries, data);
      data.itineraries = itineraries;
    }
    yield { type: event, [event]: data } as unknown as StreamEvent;
  }
}
