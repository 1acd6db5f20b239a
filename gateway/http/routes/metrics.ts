/** `GET /metrics`: Prometheus text. */
import type { FastifyInstance } from "fastify";
import type { HttpPorts } from "../http-ports.ts";
import { TAGS } from "../openapi/document.ts";
import { problems, text } from "../openapi/responses.ts";
import { PATHS } from "../paths.ts";

export function addMetricsRoute(app: FastifyInstance, { events }: Pick<HttpPorts, "events">): void {
  const { registry } = events;
  const schema = {
    operationId: "getMetrics",
    tags: [TAGS.operations],
    summary: "Metrics",
    response: { 200: text("text/plain", "Prometheus text."), ...problems() },
  };
  app.get(PATHS.metrics, { schema }, async (_request, reply) =>
    reply
      .type(registry.contentType)
      .serializer((text: string) => text)
      .send(await registry.metrics()),
  );
}
