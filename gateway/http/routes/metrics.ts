/** `GET /metrics`: Prometheus text. */
import type { FastifyInstance } from "fastify";
import type { HttpPorts } from "../http-ports.ts";
import { PATHS } from "../paths.ts";

export function addMetricsRoute(app: FastifyInstance, { events }: Pick<HttpPorts, "events">): void {
  const { registry } = events;
  app.get(PATHS.metrics, { schema: { summary: "Prometheus text" } }, async (_request, reply) =>
    reply
      .type(registry.contentType)
      .serializer((text: string) => text)
      .send(await registry.metrics()),
  );
}
