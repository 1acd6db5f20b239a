/** `GET /v1/sign-in`: how the user of the page signs in, for the page. */
import type { FastifyInstance } from "fastify";
import type { HttpPorts } from "../http-ports.ts";
import { TAGS } from "../openapi/document.ts";
import { json, openProblems } from "../openapi/responses.ts";
import { PATHS } from "../paths.ts";
import { RATE_WINDOW_MS } from "../rate-limit-store.ts";
import { signInSchema } from "../sign-in-schema.ts";

export function addSignInRoute(app: FastifyInstance, { config }: Pick<HttpPorts, "config">): void {
  const schema = {
    operationId: "getSignIn",
    tags: [TAGS.operations],
    summary: "Where a user of the page signs in",
    // Who asks has no key yet.
    security: [],
    response: { 200: json(signInSchema, "What the page needs for it."), ...openProblems(400, 429) },
  };
  const rateLimit = { max: config.placesPerMinuteMax, timeWindow: RATE_WINDOW_MS };
  const answer = { signIn: config.signIn ?? null };
  app.get(PATHS.signIn, { schema, config: { rateLimit } }, async (_request, reply) => {
    reply.header("cache-control", "no-store");
    return answer;
  });
}
