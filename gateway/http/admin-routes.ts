/**
 * The routes for administration, on the listener for monitoring alone (`OPERATIONS_PORT`), where a
 * key for them is configured; without one there are none.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { AuctionError } from "../../proto/errors.ts";
import { adminOf } from "../admin/admin-keys.ts";
import type { Administration } from "../admin/administration.ts";
import type { Events } from "../events.ts";
import { parseJsonBody } from "../search/json-body.ts";
import { quoted } from "../search/problem.ts";
import type { Tenants } from "../tenants/tenants.ts";
import type { HostCheck } from "./host-check.ts";
import { refuseRaw } from "./refusals.ts";
import { setRequestId } from "./request-id.ts";

const ADMIN_PREFIX = "/admin";
const BIDDER = `${ADMIN_PREFIX}/bidders/`;
const SELLER = `${ADMIN_PREFIX}/sellers/`;
const INSTANCES = "/instances/";
const POLICY = `${ADMIN_PREFIX}/policy`;
const EXPERIMENT = `${ADMIN_PREFIX}/experiment`;
const ARM = `${EXPERIMENT}/arms/`;

/** A6: a policy with all bidders that it may require is 2 kB. */
const BODY_BYTES_MAX = 16 * 1024;

export interface AdminRoutes {
  readonly administration: Administration;
  /** `ADMIN_KEY_HASH`; null: only tenants' keys administer. */
  readonly keyHash: string | null;
  readonly tenants: Tenants | null;
}

interface AdminExchange {
  /** Without its query. */
  readonly path: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Whether a path is one of administration. */
export function isAdminPath(path: string): boolean {
  return path === ADMIN_PREFIX || path.startsWith(`${ADMIN_PREFIX}/`);
}

/** Never rejects. */
export async function answerAdmin(
  { path, request, response }: AdminExchange,
  routes: AdminRoutes,
  { hostCheck, events }: { readonly hostCheck: HostCheck; readonly events: Events },
): Promise<void> {
  try {
    hostCheck.check(request);
    const who = adminOf(request.headers, routes.keyHash, routes.tenants);
    const answer = JSON.stringify(await answerTo(path, request, routes.administration, who));
    setRequestId(response);
    response
      .writeHead(200, { "content-type": "application/json", "cache-control": "no-store" })
      .end(answer);
  } catch (thrown) {
    const error = AuctionError.from(thrown);
    refuseRaw(error, error.status, response, events);
  }
}

async function answerTo(
  path: string,
  request: IncomingMessage,
  administration: Administration,
  who: string,
): Promise<unknown> {
  const { method } = request;
  if (path === ADMIN_PREFIX) {
    allow("GET", method, path);
    return administration.view();
  }
  if (path === POLICY) {
    allow("PUT", method, path);
    return administration.setPolicy(await bodyOf(request), who);
  }
  if (path === EXPERIMENT) {
    allow("GET", method, path);
    return administration.viewExperiment();
  }
  if (path.startsWith(ARM)) {
    allow("PUT", method, path);
    return administration.setArm(path.slice(ARM.length), await bodyOf(request), who);
  }
  if (path.startsWith(BIDDER)) {
    allow("PUT", method, path);
    const [bidder = "", instance] = path.slice(BIDDER.length).split(INSTANCES, 2);
    const body = await bodyOf(request);
    return instance === undefined
      ? administration.setBidder(bidder, body, who)
      : administration.drainInstance(bidder, instance, body, who);
  }
  if (path.startsWith(SELLER)) {
    allow("PUT", method, path);
    return administration.setSeller(nameIn(path.slice(SELLER.length)), await bodyOf(request), who);
  }
  throw new AuctionError(
    "not-found",
    `there is nothing at ${quoted(path)}; there is ${ADMIN_PREFIX}, ${POLICY}, ${EXPERIMENT}, ${ARM}NAME, ${SELLER}NAME, ${BIDDER}NAME and ${BIDDER}NAME${INSTANCES}ID`,
  );
}

/** A seller's name may have any characters: in the path they are escaped. */
function nameIn(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new AuctionError("invalid-request", `'${quoted(part)}' is not escaped as a path is`);
  }
}

function allow(right: string, method: string | undefined, path: string): void {
  if (method === right) return;
  const detail = `${method} is not allowed for ${quoted(path)}; ${right} is`;
  throw new AuctionError("method-not-allowed", detail);
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > BODY_BYTES_MAX)
      throw new AuctionError("too-large", `the body is larger than ${BODY_BYTES_MAX / 1024} KiB`);
    chunks.push(chunk as Buffer);
  }
  return parseJsonBody(Buffer.concat(chunks));
}
