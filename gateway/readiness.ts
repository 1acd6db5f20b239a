/**
 * Whether a gateway can accept searches now.
 *
 * READY-1 A gateway is ready while every check holds, and each that does not says why.
 * READY-2 A required bidder without a live instance is a warning that names it, and no reason to be
 *         unready: searches are answered without it, as partial, and another gateway of the same
 *         broker would have it as little.
 */
import type { BrokerLink } from "./broker-link.ts";
import type { BidderView } from "./scatter/microservice-client.ts";
import type { Services } from "./services.ts";

/** One thing that must be so. */
export interface ReadinessCheck {
  readonly name: "running" | "connection" | "broker" | "roster" | "return" | "bidders";
  readonly ok: boolean;
  /** What is so, or what is not. */
  readonly detail: string;
}

type Link = Pick<BrokerLink, "connected" | "history">;
type Parts = Pick<Services, "searchService" | "brokerPing" | "roster">;

/** In the order in which they stop a gateway from being ready. */
export function readinessChecks({ connected, history }: Link, parts: Parts): ReadinessCheck[] {
  const { searchService, brokerPing, roster } = parts;
  const isAlone = history.isFresh && roster.notReturned.length > 0 && !roster.anyReturned;
  return [
    check("running", !searchService.draining, {
      right: "the gateway takes searches",
      wrong: "the gateway is shutting down",
    }),
    check("connection", connected, {
      right: "the gateway is connected to its broker",
      wrong: "the gateway has no connection to its broker; it keeps trying",
    }),
    check("broker", connected && !brokerPing.isUnresponsive, {
      right: "the broker answers round trips",
      wrong: "the broker does not answer on this gateway's connection",
    }),
    check("roster", roster.known, {
      right: "the bidders have been asked for",
      wrong: "the gateway is asking which bidders there are",
    }),
    check("return", !isAlone, {
      right: "no bidder's return is waited for",
      wrong:
        "the connection to the broker is back; none of the bidders that were there has returned yet",
    }),
    check("bidders", roster.anyAlive, {
      right: "at least one bidder is on the roster",
      wrong: "no bidder answers this gateway; it asks twice a second",
    }),
  ];
}

/** Why a gateway with these checks cannot accept searches; null when it can. */
export function unreadyReason(checks: readonly ReadinessCheck[]): string | null {
  return checks.find(({ ok }) => !ok)?.detail ?? null;
}

/** READY-2. One warning for all of them; none when all are there. */
export function absentBidders(views: readonly BidderView[]) {
  const absent = views
    .filter(({ required, instances }) => required && instances.length === 0)
    .map(({ bidder }) => bidder);
  if (absent.length === 0) return [];
  const named = absent.map((bidder) => `'${bidder}'`).join(", ");
  const detail = `required, and not there: ${named}. Searches that require it are partial. Start it, or take it out of AUCTION_REQUIRED`;
  return [{ code: "required-absent" as const, detail }];
}

function check(
  name: ReadinessCheck["name"],
  ok: boolean,
  { right, wrong }: { readonly right: string; readonly wrong: string },
): ReadinessCheck {
  return { name, ok, detail: ok ? right : wrong };
}
