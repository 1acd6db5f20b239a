/** `GET /openapi.json`: the OpenAPI document, made from the schemas of the other routes. */
import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import { PATHS } from "../paths.ts";

/** Collects the schemas of the routes that are added after it. */
export async function registerOpenapi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Scatter by Auction",
        version,
        description: "Flight search by auction among independent bidders.",
      },
    },
    transform: jsonSchemaTransform,
  });
}

export function addOpenapiRoute(app: FastifyInstance): void {
  app.get(PATHS.openapi, { schema: { hide: true } }, async () => app.swagger());
}
