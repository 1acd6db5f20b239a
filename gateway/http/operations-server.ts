/**
 * The listener for monitoring (`OPERATIONS_PORT`): it answers although all connections of the main
 * listener are in use. Its routes are those of the main app, and the profile, which is here alone.
 *
 * OPERATIONS-1 A profile is taken on this listener only, under a host that the gateway serves.
 */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import { systemClock } from "../../common/runtime/clock.ts";
import { CpuProfiler, PROFILE_PATH, sendProfile } from "../../common/runtime/cpu-profile.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { GatewayConfig } from "../config.ts";
import type { Events } from "../events.ts";
import { quoted } from "../search/problem.ts";
import { markOperations } from "./access.ts";
import { type AdminRoutes, answerAdmin, isAdminPath } from "./admin-routes.ts";
import { hostsServed } from "./allowed-hosts.ts";
import { createHostCheck, type HostCheck } from "./host-check.ts";
import { OPERATIONS_PATHS } from "./paths.ts";
import { refuseRaw } from "./refusals.ts";
import { setRequestId } from "./request-id.ts";
import { serverFactory } from "./server.ts";

/** Enough for a few tools that each keep a connection. */
const CONNECTIONS_MAX = 64;

export function createOperationsServer(
  app: FastifyInstance,
  config: GatewayConfig,
  events: Events,
  admin: AdminRoutes | null,
): Server {
  const bounds = {
    ...config,
    connectionsMax: CONNECTIONS_MAX,
    connectionsPerAddressMax: CONNECTIONS_MAX / 2,
  };
  const profiles: Profiles = {
    name: config.id,
    profiler: new CpuProfiler(
      "OPERATIONS_PROFILE",
      config.operations?.profile === true,
      systemClock,
    ),
    hostCheck: createHostCheck(hostsServed(config)),
  };
  const create = serverFactory(bounds, null, events);
  return create((request: IncomingMessage, response: ServerResponse) => {
    const [path = ""] = (request.url ?? "").split("?");
    if (OPERATIONS_PATHS.includes(path)) {
      markOperations(request);
      return app.routing(request, response);
    }
    if (path === PROFILE_PATH) return void answerProfile(request, response, profiles, events);
    if (admin !== null && isAdminPath(path)) {
      const { hostCheck } = profiles;
      return void answerAdmin({ path, request, response }, admin, { hostCheck, events });
    }
    const error = new AuctionError(
      "not-found",
      `there is nothing at ${quoted(path)} on this port; there is ${OPERATIONS_PATHS.join(", ")}`,
    );
    refuseRaw(error, error.status, response, events);
  });
}

interface Profiles {
  readonly name: string;
  readonly profiler: CpuProfiler;
  readonly hostCheck: HostCheck;
}

/** Never rejects. */
async function answerProfile(
  request: IncomingMessage,
  response: ServerResponse,
  profiles: Profiles,
  events: Events,
): Promise<void> {
  try {
    profiles.hostCheck.check(request);
    setRequestId(response);
    await sendProfile(profiles, request, response);
  } catch (thrown) {
    const error = AuctionError.from(thrown);
    refuseRaw(error, error.status, response, events);
  }
}
