/** The paths that the page requests. The gateway has its own list, `http/paths.ts`. */
export const PATHS = {
  searches: "/v1/searches",
  calendars: "/v1/calendars",
  airports: "/v1/airports",
  market: "/v1/market",
  coverage: "/v1/coverage",
  offers: "/v1/offers",
  signIn: "/v1/sign-in",
} as const;
