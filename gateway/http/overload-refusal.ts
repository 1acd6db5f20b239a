/**
 * Refuses searches over HTTP while there is no room for them: after the first line and the headers,
 * before the body is read or validated. Callers that retry at once could fill every turn of the
 * event loop with refusals; so refusals have a time slice of each turn.
 */
import type { FastifyInstance } from "fastify";
import { inNextTurn } from "../../common/runtime/next-turn.ts";
import type { Events } from "../events.ts";
import { TimeSlicedQueue } from "../runtime/time-sliced-queue.ts";
import type { SearchService } from "../search/search-service.ts";
import { PATHS } from "./paths.ts";
import { refuseAtOnce } from "./refusals.ts";

/**
 * Must be called before other hooks are added, so that a refusal costs nothing more. A connection
 * has at most one refusal in the queue.
 */
export function refuseUnderOverload(
  app: FastifyInstance,
  searchService: SearchService,
  events: Events,
  nowMs: () => number,
): void {
  const queue = new TimeSlicedQueue({ now: nowMs }, inNextTurn);
  app.addHook("onRequest", (request, reply, done) => {
    const { url } = request.routeOptions;
    const isAuction = url === PATHS.searches || url === PATHS.calendars;
    if (request.method !== "POST" || !isAuction) return done();
    searchService.observeArrival("http");
    const refusal = searchService.refusal("http");
    if (refusal === undefined) return done();
    reply.hijack();
    queue.run(() => refuseAtOnce(refusal, reply.raw, events));
  });
}
