/**
 * What operators look at, on a listener of its own (`OPERATIONS_PORT`): it answers when every
 * connection of the main door is taken. The routes are the main door's, which has them too.
 */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import { AuctionError } from "../../proto/errors.ts";
import type { Events } from "../events.ts";
import { quoted } from "../search/problem.ts";
import { refuseRaw } from "./refusals.ts";
import { type ServerLimits, serverFactory } from "./server.ts";

const PATHS = ["/live", "/ready", "/metrics"];

/** A few tools that each keep a connection. */
const CONNECTIONS_MAX = 64;

export function createOperations(
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
    if (PATHS.includes(path)) return app.routing(request, response);
    const error = new AuctionError(
      "not-found",
      `there is nothing at ${quoted(path)} on this port; there is ${PATHS.join(", ")}`,
    );
    refuseRaw(error, error.status, response, events);
  });
}
