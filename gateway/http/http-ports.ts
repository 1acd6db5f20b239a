/** What the HTTP transport needs of the gateway. */
import type { GatewayConfig } from "../config.ts";
import type { Events } from "../events.ts";
import type { MarketView } from "../market-view/market-view.ts";
import type { OfferService } from "../offers/offer-service.ts";
import type { PlaceIndex } from "../places/place-index.ts";
import type { ReadinessCheck } from "../readiness.ts";
import type { CoverageView } from "../scatter/coverage-cache.ts";
import type { BidderView } from "../scatter/microservice-client.ts";
import type { AsyncSearches } from "../search/async-searches.ts";
import type { SearchService } from "../search/search-service.ts";
import type { SharedLedger } from "../shared-ledger/shared-ledger.ts";
import type { Tenants } from "../tenants/tenants.ts";
import type { Tokens } from "../tokens/tokens.ts";

interface Warning {
  readonly code: "clock" | "required-absent" | "issuer";
  readonly detail: string;
}

export interface HttpPorts {
  readonly config: GatewayConfig;
  readonly searchService: SearchService;
  readonly asyncSearches: AsyncSearches;
  readonly offers: OfferService;
  /** Null: this gateway answers for its own searches alone. */
  readonly sharedLedger: Pick<SharedLedger, "bring" | "unreadable"> | null;
  /** Null: callers need no keys. */
  readonly tenants: Tenants | null;
  /** Null: no tokens count, only keys. */
  readonly tokens: Pick<Tokens, "tenantOf"> | null;
  readonly events: Events;
  readonly bidders: () => readonly BidderView[];
  /** How the bidders did in the last minutes. */
  readonly market: () => MarketView;
  /** What the bidders state of their coverage. Never rejects. */
  readonly coverage: () => Promise<CoverageView>;
  /** Airports and cities for a search box. */
  readonly places: () => PlaceIndex;
  /** What must be so for this gateway to accept searches, and whether it is. */
  readonly checks: () => readonly ReadinessCheck[];
  /** What an operator should correct, although searches are answered. */
  readonly warnings: () => readonly Warning[];
  /** Monotonic. */
  readonly nowMs: () => number;
  readonly version: string;
}
