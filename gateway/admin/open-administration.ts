/** The administration of a gateway that runs. */
import { headers, type NatsConnection } from "nats";
import { AuctionError } from "../../proto/errors.ts";
import { DRAIN_HEADER, directSubject } from "../../proto/subjects.ts";
import type { GatewayConfig } from "../config.ts";
import type { Events } from "../events.ts";
import type { Experiments } from "../experiments/experiments.ts";
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
    readonly experiments: Experiments | null;
    readonly connection: Pick<NatsConnection, "publish">;
    readonly connected: () => boolean;
  },
): AdminRoutes | null {
  const { searchService, bidders, events, connection, connected, experiments } = parts;
  const tenants = parts.tenants?.tenants ?? null;
  if (operations === null || (keyHash === null && tenants === null)) return null;
  const changed = events.administered;
  const drain = (bidder: string, instance: string) => {
    // The client keeps what is published until it is connected again: the drain would come later.
    if (!connected())
      throw new AuctionError(
        "no-broker",
        "the broker is away, so the instance cannot be asked to drain; try again in a second",
      );
    const head = headers();
    head.set(DRAIN_HEADER, "1");
    connection.publish(directSubject(bidder, instance), undefined, { headers: head });
  };
  const searches = searchService;
  const ports = { searches, bounds, bidders, drain, changed, experiments };
  const administration = new Administration(ports);
  return { administration, keyHash, tenants };
}
