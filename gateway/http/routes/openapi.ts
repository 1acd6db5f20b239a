/** `GET /openapi.json`: the OpenAPI document, made from the schemas of the other routes. */
import type { FastifyInstance } from "fastify";
import { PATHS } from "../paths.ts";

export function addOpenapiRoute(app: FastifyInstance): void {
  app.get(PATHS.openapi, { schema: { hide: true } }, async () => app.swagger());
}
