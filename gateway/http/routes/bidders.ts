/** `GET /v1/bidders`: the roster. */
import type { FastifyInstance } from "fastify";
import type { HttpPorts } from "../http-ports.ts";
import { PATHS } from "../paths.ts";
import { PROBLEM_RESPONSES } from "../problem-responses.ts";
import { rosterSchema } from "../schemas.ts";

export function addBiddersRoute(
  app: FastifyInstance,
  { bidders }: Pick<HttpPorts, "bidders">,
): void {
  const schema = { summary: "The roster", response: { 200: rosterSchema, ...PROBLEM_RESPONSES } };
  app.get(PATHS.bidders, { schema }, async () => ({ bidders: bidders() }));
}
