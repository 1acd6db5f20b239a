/** `GET /ready`: the gateway will answer searches. */
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { AuctionError } from "../../../proto/errors.ts";
import { unreadyReason } from "../../readiness.ts";
import type { HttpPorts } from "../http-ports.ts";
import { TAGS } from "../openapi/document.ts";
import { json, openProblems } from "../openapi/responses.ts";
import { PATHS } from "../paths.ts";
import { answerProblem, refusalOf } from "../refusals.ts";
import { readySchema } from "../schemas.ts";

const readyQuerySchema = z.object({
  verbose: z.string().optional().describe("any value, or none: the answer lists every check"),
});

export function addReadyRoute(
  app: FastifyInstance,
  {
    searchService,
    events,
    checks,
    warnings,
  }: Pick<HttpPorts, "searchService" | "events" | "checks" | "warnings">,
): void {
  app.get(
    PATHS.ready,
    {
      schema: {
        operationId: "isReady",
        tags: [TAGS.operations],
        summary: "Searches will be answered",
        security: [],
        querystring: readyQuerySchema,
        response: { 200: json(readySchema, "They will be."), ...openProblems(503) },
      },
    },
    async (request, reply) => {
      const all = checks();
      const reason = unreadyReason(all);
      events.readiness(reason);
      const { verbose } = request.query as { verbose?: string };
      const shown = verbose === undefined ? {} : { checks: all };
      if (reason !== null) {
        const code = searchService.draining ? "shutting-down" : "no-broker";
        return answerProblem(refusalOf(new AuctionError(code, reason)), reply, shown);
      }
      const found = warnings();
      return { ready: true, ...(found.length === 0 ? {} : { warnings: found }), ...shown };
    },
  );
}
