/** What a key may be for. */
export const SCOPES = ["search", "calendar", "offers", "market", "metrics", "admin"] as const;

export type Scope = (typeof SCOPES)[number];

/** What each scope opens, for documents and for the help of commands. */
export const SCOPE_MEANINGS: Record<Scope, string> = {
  search: "searches, what is kept of them, and the places of the search box",
  calendar: "calendars",
  offers: "offers by their ids, and their prices",
  market: "the roster, the market view and the coverage",
  metrics: "the metrics on the main port",
  admin: "the routes for operators on the port for monitoring",
};
