/**
 * The paths of the gateway over HTTP. Production code writes each path here and nowhere else; the
 * page imports no code of the gateway, so it has its own list (`web/src/api/paths.ts`).
 */
export const PATHS = {
  page: "/",
  auctionView: "/auctions/:searchId",
  marketView: "/market",
  pageAssets: "/assets/",
  searches: "/v1/searches",
  searchById: "/v1/searches/:searchId",
  searchItineraries: "/v1/searches/:searchId/itineraries",
  searchFacets: "/v1/searches/:searchId/facets",
  searchExplain: "/v1/searches/:searchId/explain",
  searchTimeline: "/v1/searches/:searchId/timeline",
  calendars: "/v1/calendars",
  offerById: "/v1/offers/:offerId",
  offerPrice: "/v1/offers/:offerId/price",
  bidders: "/v1/bidders",
  market: "/v1/market",
  airports: "/v1/airports",
  coverage: "/v1/coverage",
  signIn: "/v1/sign-in",
  live: "/live",
  ready: "/ready",
  metrics: "/metrics",
  openapi: "/openapi.json",
} as const;

/** All routes of the API, and no other one, begin with it. */
export const API_PREFIX = "/v1/";

/** The paths that monitoring needs. `OPERATIONS_PORT` answers them on a listener of their own. */
export const OPERATIONS_PATHS: readonly string[] = [PATHS.live, PATHS.ready, PATHS.metrics];
