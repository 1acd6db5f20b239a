/** `GET /live`: the process runs. */
import type { FastifyInstance } from "fastify";
import { TAGS } from "../openapi/document.ts";
import { json, openProblems } from "../openapi/responses.ts";
import { PATHS } from "../paths.ts";
import { liveSchema } from "../schemas.ts";

export function addLiveRoute(app: FastifyInstance): void {
  const schema = {
    operationId: "isLive",
    tags: [TAGS.operations],
    summary: "The process runs",
    security: [],
    response: { 200: json(liveSchema, "It runs."), ...openProblems() },
  };
  app.get(PATHS.live, { schema }, async () => ({ live: true }));
}
