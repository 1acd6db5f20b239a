/**
 * Refuses searches over HTTP while there is no room for them: on their first line and headers,
 * before their body is read or anything validated. A thousand callers that ask again as soon as
 * they are refused could fill every turn of the event loop with refusals; so those have a slice of
 * it.
 */
import type { FastifyInstance } from "fastify";
import type { Events } from "../events.ts";
import { TurnSlices } from "../runtime/time-sliced-queue.ts";
import type { Searches } from "../search/search-service.ts";
import { refuseAtOnce } from "./refusals.ts";

/**
 * To be called before other hooks are added: what is refused costs nothing more. A connection has
 * one refusal waiting at most.
 */
export function refuseUnderOverload(
  app: FastifyInstance,
  searches: Searches,
  events: Events,
  nowMs: () => number,
): void {
  const slices = new TurnSlices({ now: nowMs }, (callback) => void setImmediate(callback));
  app.addHook("onRequest", (request, reply, done) => {
    const isSearch = request.method === "POST" && request.routeOptions.url === "/v1/searches";
    const refusal = isSearch ? searches.refusal("http") : undefined;
    if (refusal === undefined) return done();
    reply.hijack();
    slices.run(() => refuseAtOnce(refusal, reply.raw, events));
  });
}
