/** The administration of a gateway that runs. */
import type { GatewayConfig } from "../config.ts";
import type { Events } from "../events.ts";
import type { AdminRoutes } from "../http/admin-routes.ts";
import type { BidderView } from "../scatter/microservice-client.ts";
import type { SearchService } from "../search/search-service.ts";
import type { OpenTenants } from "../tenants/open-tenants.ts";
import { Administration } from "./administration.ts";

/** Null where there is no listener for it, or no key: then nobody administers this gateway. */
export function openAdministration(
  { operations, adminKeyHash: keyHash, bounds }: GatewayConfig,
  parts: {
    readonly searchService: SearchService;
    readonly bidders: () => readonly BidderView[];
    readonly events: Events;
    readonly tenants: OpenTenants | null;
  },
): AdminRoutes | null {
  const { searchService, bidders, events } = parts;
  const tenants = parts.tenants?.tenants ?? null;
  if (operations === null || (keyHash === null && tenants === null)) return null;
  const changed = events.administered;
  const administration = new Administration({ searches: searchService, bounds, bidders, changed });
  return { administration, keyHash, tenants };
}
