/**
 * Who may use which route, where the gateway has tenants (`TENANTS_FILE`). Without them nothing of
 * this runs, and all routes are open.
 *
 * ACCESS-1 A route that has a scope is answered only with a key, or a token, that has it. Open are
 *    the health checks, the page, where its users sign in, and the OpenAPI document. A path that is
 *    new has an entry here, or tsc names it.
 * ACCESS-2 A kept search and an offer belong to the tenant that made them. To every other caller,
 *    over NATS too, they are as if they did not exist: the same status and the same words.
 * ACCESS-3 The address of a caller with a key has no limit of its own: its tenant's limits count.
 */
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { AuctionError } from "../../proto/errors.ts";
import { offerNotKept } from "../offers/offer-service.ts";
import { notKept } from "../search/kept-searches.ts";
import type { SharedIds } from "../shared-ledger/shared-ledger.ts";
import type { Scope } from "../tenants/scopes.ts";
import type { Tenant } from "../tenants/tenant.ts";
import { keyIn } from "../tenants/tenants.ts";
import { hasTokenForm } from "../tokens/token-settings.ts";
import type { HttpPorts } from "./http-ports.ts";
import { PATHS } from "./paths.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Whose request it is; undefined where callers have no keys, or the route is open. */
    tenant: Tenant | undefined;
  }
}

/** Null: the route is open. */
const SCOPE_OF: Record<keyof typeof PATHS, Scope | null> = {
  page: null,
  auctionView: null,
  marketView: null,
  pageAssets: null,
  searches: "search",
  searchById: "search",
  searchItineraries: "search",
  searchFacets: "search",
  searchExplain: "search",
  searchTimeline: "search",
  calendars: "calendar",
  offerById: "offers",
  offerPrice: "offers",
  bidders: "market",
  market: "market",
  airports: "search",
  coverage: "market",
  signIn: null,
  live: null,
  ready: null,
  metrics: "metrics",
  openapi: null,
};

const SCOPE_OF_PATH: ReadonlyMap<string, Scope | null> = new Map(
  Object.entries(SCOPE_OF).map(([name, scope]) => [PATHS[name as keyof typeof PATHS], scope]),
);

/** Requests on the listener for monitoring, which is not for the public: it asks for no key. */
const onOperationsListener = new WeakSet<IncomingMessage>();

export function markOperations(request: IncomingMessage): void {
  onOperationsListener.add(request);
}

type AccessPorts = Pick<
  HttpPorts,
  "tenants" | "tokens" | "asyncSearches" | "offers" | "sharedLedger"
>;

/** Must be called before the routes and other checks of callers are added. */
export function requireKeys(app: FastifyInstance, ports: AccessPorts): void {
  app.decorateRequest("tenant", undefined);
  const { tenants, tokens } = ports;
  if (tenants === null) return;
  app.addHook("onRequest", (request, _reply, done) => {
    const scope = SCOPE_OF_PATH.get(request.routeOptions.url ?? "") ?? null;
    if (scope === null || onOperationsListener.has(request.raw)) return done();
    const token = tokens === null ? undefined : tokenIn(request.headers);
    if (tokens === null || token === undefined) {
      const entered = enter(request, tenants.keyOf(request.headers, scope).tenant, ports);
      if (entered === null) return done();
      entered.then(() => done(), done);
      return;
    }
    tokens
      .tenantOf(token, scope)
      .then((tenant) => enter(request, tenant, ports))
      .then(() => done(), done);
  });
}

/** Undefined where the request has no token: a key, or nothing. @throws as `keyIn` */
function tokenIn(headers: IncomingHttpHeaders): string | undefined {
  const text = keyIn(headers);
  return hasTokenForm(text) ? text : undefined;
}

/**
 * Null where nothing must be waited for.
 *
 * @throws AuctionError `rate-limited`, or `not-found` of what is another's
 */
function enter(request: FastifyRequest, tenant: Tenant, ports: AccessPorts): Promise<void> | null {
  request.tenant = tenant;
  tenant.usage.request();
  // Before it is known whose it is, it must be here.
  const brought = ports.sharedLedger?.bring(idsOf(request)) ?? null;
  if (brought !== null) return brought.then(() => checkOwner(request, tenant, ports));
  checkOwner(request, tenant, ports);
  return null;
}

/** ACCESS-2 */
function checkOwner(
  request: FastifyRequest,
  { id }: Tenant,
  { asyncSearches, offers, sharedLedger }: AccessPorts,
): void {
  const { searchId, offerId } = idsOf(request);
  // While it cannot be looked for, that is what is said of one that is not known at all.
  const unreadable = sharedLedger?.unreadable;
  if (searchId !== undefined && asyncSearches.ownerOf(searchId) !== id)
    throw unreadable ?? notKept(searchId);
  if (offerId !== undefined && offers.ownerOf(offerId) !== id)
    throw unreadable ?? offerNotKept(offerId);
}

const idsOf = ({ params }: FastifyRequest) => params as SharedIds;

/**
 * Without tenants: what a request is about is brought to this gateway before its route answers, and
 * after its limits are checked. Nothing of this runs where the ledger is not shared.
 */
export function bringShared(
  app: FastifyInstance,
  { tenants, sharedLedger }: Pick<HttpPorts, "tenants" | "sharedLedger">,
): void {
  if (tenants !== null || sharedLedger === null) return;
  app.addHook("preValidation", (request, _reply, done) => {
    const brought = sharedLedger.bring(idsOf(request));
    if (brought === null) return done();
    brought.then(() => done(), done);
  });
}

/** How a caller shows who it is (RFC 9110, 11.6.1; RFC 6750). */
const CHALLENGE = { "www-authenticate": 'Bearer realm="scatter"' };

/** The headers that a refusal of this code must have. */
export function challengeOf({ code }: AuctionError): Readonly<Record<string, string>> {
  return code === "unauthorized" ? CHALLENGE : {};
}
