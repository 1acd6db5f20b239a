/** Refuses searches over HTTP while there is no room for them: on their first line and headers, before their body is read or anything validated. */
import type { FastifyInstance } from "fastify";
import type { Searches } from "./searches.ts";

/** To be called before other hooks are added: what is refused costs nothing more. */
export function refuseUnderOverload(app: FastifyInstance, searches: Searches): void {
  app.addHook("onRequest", (request, _reply, done) => {
    const isSearch = request.method === "POST" && request.routeOptions.url === "/v1/searches";
    done(isSearch ? searches.refusal("http") : undefined);
  });
}
