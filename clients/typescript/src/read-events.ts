/** Reads the server-sent events of a gateway: `id`, `event` and `data` with JSON in one line. */
import { AuctionError } from "../../../proto/errors.ts";
import { errorOf } from "./problem-error.ts";

/** A6: no event is larger than an answer of a gateway, which has 100 itineraries at most. */
const EVENT_CHARACTERS_MAX = 32 * 1024 * 1024;

/**
 * The events as they come, `result` last.
 *
 * @throws AuctionError for the event `error`, `no-result` for a stream that is cut before its end
 */
export async function* readEvents<T extends { readonly event: string }>(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<T> {
  let rest = "";
  for await (const text of textsOf(body)) {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop() ?? "";
    if (rest.length > EVENT_CHARACTERS_MAX) throw cut("an event is too large");
    for (const block of blocks) {
      const event = eventIn(block);
      if (event === undefined) continue;
      if (event["event"] === "error") throw errorOf(event["data"]);
      yield event as unknown as T;
      if (event["event"] === "result") return;
    }
  }
  throw cut("the stream ended before its result");
}

/** A connection that breaks ends the texts as one that is closed does; not the caller's own end. */
async function* textsOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((thrown: Error) => {
        if (thrown.name === "AbortError") throw thrown;
        return { done: true as const, value: undefined };
      });
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** Undefined for a comment. */
function eventIn(block: string): Record<string, unknown> | undefined {
  const fields = block
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith(":"))
    .map((line) => {
      const [, name = "", value = ""] = /^([^:]*): ?(.*)$/.exec(line) ?? [];
      return [name, name === "data" ? JSON.parse(value) : value] as const;
    });
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

function cut(detail: string): AuctionError {
  return new AuctionError("no-result", detail);
}
