/** A search whose answer is a stream of events (`Accept: text/event-stream`). */
import type { FastifyReply, FastifyRequest } from "fastify";
import { AuctionError } from "../../../proto/errors.ts";
import type { SearchEvent } from "../../../proto/messages.ts";
import { problemOf } from "../../search/problem.ts";
import { eventStream } from "../event-stream.ts";
import type { HttpPorts } from "../http-ports.ts";

/**
 * The result is the last event. An error before the first event is an ordinary problem response.
 *
 * @throws AuctionError when the search is refused before the first event
 */
export async function streamSearch(
  request: FastifyRequest,
  reply: FastifyReply,
  signal: AbortSignal,
  { config, searchService, events }: Pick<HttpPorts, "config" | "searchService" | "events">,
): Promise<FastifyReply> {
  const answer = eventStream(reply, config.answerStallMs, {
    skipped: () => events.skipped("http", "snapshot"),
    cut: events.cut,
  });
  const watch = (event: SearchEvent) =>
    answer.send(event.type, event[event.type as keyof typeof event]);
  try {
    const caller = { transport: "http", signal, watch } as const;
    answer.send("result", await searchService.search(request.body, caller));
  } catch (thrown) {
    if (!answer.open) throw thrown;
    const error = AuctionError.from(thrown);
    events.refused("http", error);
    answer.send("error", problemOf(error));
  }
  answer.end();
  return reply;
}
