/** Runs a search and reads its events. No DOM: it needs only `fetch`. */
import type { Itinerary, SearchEvent, SearchResult } from "../../../../proto/messages.ts";
import { retried, timeLimit } from "./attempt.ts";
import { wholeList } from "./changes.ts";
import { PATHS } from "./paths.ts";
import { problem, Refusal, refusalOf } from "./refusal.ts";
import { SseParser } from "./sse.ts";

export type StreamEvent = SearchEvent | { readonly type: "result"; readonly result: SearchResult };

/** How long an answer may take beyond the search's deadline, for the network and a busy gateway. */
const MARGIN_MS = 2_000;
/** The deadline of a search without one, until the gateway states it. */
const DEADLINE_MS_ASSUMED = 2_000;

/**
 * Runs a search. Yields its events as they come; the last is the result. Aborting closes the
 * connection, which cancels the auction. After a network error it is run once more, and its events
 * begin again with `opened`.
 * @throws {Refusal} when the gateway refuses or ends the search; NoAnswer when it sends nothing
 *   within the deadline and a margin; TypeError when there is no gateway
 */
export function search(body: object, signal: AbortSignal): AsyncGenerator<StreamEvent, void, void> {
  return retried(() => searchOnce(body, signal), signal);
}

async function* searchOnce(
  body: object,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent, void, void> {
  const limit = timeLimit(signal);
  const { policy } = body as { policy?: { deadlineMs?: unknown } };
  const asked = Number(policy?.deadlineMs);
  limit.set((asked > 0 ? asked : DEADLINE_MS_ASSUMED) + MARGIN_MS);
  try {
    const response = await fetch(`${PATHS.searches}?snapshots=changes`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "text/event-stream" },
      body: JSON.stringify(body),
      signal: limit.signal,
    });
    if (!response.ok || response.body === null) throw await refusalOf(response);
    for await (const event of streamed(response.body, response.status)) {
      if (event.type === "opened") limit.set(event.opened.deadlineMs + MARGIN_MS);
      yield event;
    }
  } catch (thrown) {
    // The error of the body's reader may differ from the reason of the abort.
    throw limit.passed ?? thrown;
  } finally {
    limit.clear();
  }
}

async function* streamed(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  status: number,
): AsyncGenerator<StreamEvent, void, void> {
  const parser = new SseParser();
  let itineraries: Itinerary[] = [];
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) throw new Refusal("The connection ended before the result came. Search again.");
      for (const { event, data } of parser.push(value)) {
        const read = JSON.parse(data);
        if (event === "error") throw problem(read, status);
        if (event === "snapshot" || event === "result") {
          itineraries = wholeList(itineraries, read);
          read.itineraries = itineraries;
        }
        yield { type: event, [event]: read } as unknown as StreamEvent;
        if (event === "result") return;
      }
    }
  } finally {
    await reader.cancel().catch(() => {}); // it has ended already or was aborted
  }
}
