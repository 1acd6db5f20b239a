/**
 * The listener for monitoring (`OPERATIONS_PORT`): it answers although all connections of the main
 * listener are in use. Its routes are those of the main app.
 */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import { AuctionError } from "../../proto/errors.ts";
import type { Events } from "../events.ts";
import { quoted } from "../search/problem.ts";
import { OPERATIONS_PATHS } from "./paths.ts";
import { refuseRaw } from "./refusals.ts";
import { type ServerLimits, serverFactory } from "./server.ts";

/** Enough for a few tools that each keep a connection. */
const CONNECTIONS_MAX = 64;

export function createOperationsServer(
  app: FastifyInstance,
  limits: ServerLimits,
  events: Events,
): Server {
  const bounds = {
    ...limits,
    connectionsMax: CONNECTIONS_MAX,
    connectionsPerAddressMax: CONNECTIONS_MAX / 2,
  };
  const create = serverFactory(bounds, null, events);
  return create((request: IncomingMessage, response: ServerResponse) => {
    const [path = ""] = (request.url ?? "").split("?");
    if (OPERATIONS_PATHS.includes(path)) return app.routing(request, response);
    const error = new AuctionError(
      "not-found",
      `there is nothing at ${quoted(path)} on this port; there is ${OPERATIONS_PATHS.join(", ")}`,
    );
    refuseRaw(error, error.status, response, events);
  });
}
