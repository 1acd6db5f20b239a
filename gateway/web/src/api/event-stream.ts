/** Posts a request, and reads the events of its answer. No DOM: it needs only `fetch`. */
import { timeLimit } from "./attempt.ts";
import { keyHeaders } from "./own-key.ts";
import { problem, Refusal, refusalOf } from "./refusal.ts";
import { SseParser } from "./sse.ts";

interface ReadEvent {
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: what the gateway sends is typed by who reads it
  readonly data: any;
}

/** How long an answer may take beyond its deadline, for the network and a busy gateway. */
const MARGIN_MS = 2_000;
/** The deadline of a request without one, until the gateway states it. */
const DEADLINE_MS_ASSUMED = 2_000;

/**
 * Yields the events as they come; the last is the result. Aborting closes the connection, which
 * cancels the auction.
 * @throws {Refusal} when the gateway refuses, ends the stream with an error, or is cut off;
 *   NoAnswer when it sends nothing within the deadline and a margin; TypeError when there is no
 *   gateway
 */
export async function* postEvents(
  path: string,
  body: object,
  signal: AbortSignal,
): AsyncGenerator<ReadEvent, void, void> {
  const limit = timeLimit(signal);
  const { policy } = body as { policy?: { deadlineMs?: unknown } };
  const asked = Number(policy?.deadlineMs);
  limit.set((asked > 0 ? asked : DEADLINE_MS_ASSUMED) + MARGIN_MS);
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "text/event-stream",
        ...keyHeaders(),
      },
      body: JSON.stringify(body),
      signal: limit.signal,
    });
    if (!response.ok || response.body === null) throw await refusalOf(response);
    for await (const read of streamed(response.body, response.status)) {
      if (read.event === "opened") limit.set(read.data.deadlineMs + MARGIN_MS);
      yield read;
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
): AsyncGenerator<ReadEvent, void, void> {
  const parser = new SseParser();
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) throw new Refusal("The connection ended before the result came.");
      for (const { event, data } of parser.push(value)) {
        const read = JSON.parse(data);
        if (event === "error") throw problem(read, status);
        yield { event, data: read };
        if (event === "result") return;
      }
    }
  } finally {
    await reader.cancel().catch(() => {}); // it has ended already or was aborted
  }
}
