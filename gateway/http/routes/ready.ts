/** `GET /ready`: the gateway will answer searches. */
import type { FastifyInstance } from "fastify";
import { AuctionError } from "../../../proto/errors.ts";
import type { HttpPorts } from "../http-ports.ts";
import { PATHS } from "../paths.ts";
import { PROBLEM_RESPONSES } from "../problem-responses.ts";
import { answerProblem, refusalOf } from "../refusals.ts";

export function addReadyRoute(
  app: FastifyInstance,
  {
    searchService,
    events,
    unready,
    warnings,
  }: Pick<HttpPorts, "searchService" | "events" | "unready" | "warnings">,
): void {
  app.get(
    PATHS.ready,
    { schema: { summary: "Searches will be answered", response: PROBLEM_RESPONSES } },
    async (_request, reply) => {
      const reason = unready();
      events.readiness(reason);
      if (reason !== null) {
        const code = searchService.draining ? "shutting-down" : "no-broker";
        return answerProblem(refusalOf(new AuctionError(code, reason)), reply);
      }
      const found = warnings();
      return found.length === 0 ? { ready: true } : { ready: true, warnings: found };
    },
  );
}
