/** `GET /v1/bidders`: the roster. */
import type { FastifyInstance } from "fastify";
import type { HttpPorts } from "../http-ports.ts";
import { TAGS } from "../openapi/document.ts";
import { json, problems } from "../openapi/responses.ts";
import { PATHS } from "../paths.ts";
import { rosterSchema } from "../schemas.ts";

export function addBiddersRoute(
  app: FastifyInstance,
  { bidders }: Pick<HttpPorts, "bidders">,
): void {
  const schema = {
    operationId: "listBidders",
    tags: [TAGS.market],
    summary: "The roster",
    response: { 200: json(rosterSchema, "The bidders that are known."), ...problems(400) },
  };
  app.get(PATHS.bidders, { schema }, async () => ({ bidders: bidders() }));
}
