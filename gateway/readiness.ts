/** Whether a gateway can accept searches now. */
import type { BrokerLink } from "./broker-link.ts";
import type { Services } from "./services.ts";

/** Why it cannot; null when it can. */
export function unreadyReason(
  { connected, history }: Pick<BrokerLink, "connected" | "history">,
  { searchService, brokerPing, roster }: Pick<Services, "searchService" | "brokerPing" | "roster">,
): string | null {
  if (searchService.draining) return "the gateway is shutting down";
  if (!connected) return "the gateway has no connection to its broker; it keeps trying";
  if (brokerPing.isUnresponsive) return "the broker does not answer on this gateway's connection";
  if (!roster.known) return "the gateway is asking which bidders there are";
  if (history.isFresh && roster.notReturned.length > 0 && !roster.anyReturned)
    return "the connection to the broker is back; none of the bidders that were there has returned yet";
  return roster.anyAlive ? null : "no bidder answers this gateway; it asks twice a second";
}
