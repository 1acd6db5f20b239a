/** `GET /live`: the process runs. */
import type { FastifyInstance } from "fastify";
import { PATHS } from "../paths.ts";

export function addLiveRoute(app: FastifyInstance): void {
  app.get(PATHS.live, { schema: { summary: "The process runs" } }, async () => ({ live: true }));
}
