/** What is right of the processes on a broker: who is there, versions, clocks. Pure. */
import { marketIncludes } from "../../common/places/region-markets.ts";
import type { RosterBidder } from "../cli/roster.ts";
import { type Check, counted, fault, named, notChecked, ok, warning } from "./check.ts";

/** What a gateway says of itself over NATS. */
export interface GatewayReport {
  readonly id: string;
  readonly version: string;
  /** By how much its wall clock is ahead of ours, at least; null where it does not say. */
  readonly clockAheadMs: number | null;
}

/** Gateways correct or report what differs by more (SKEW_MS_MAX of corrected-clock.ts). */
const CLOCKS_APART_MS_MAX = 5_000;
/** From here on a clock is about to be wrong: it is not set by NTP. */
const CLOCKS_APART_MS_HIGH = 1_000;

/** @param expected users of nats.conf that are bidders; undefined where they are not known */
export function bidderChecks(
  roster: readonly RosterBidder[],
  expected: readonly string[] = [],
): Check[] {
  const kinds = new Set([...expected, ...roster.map(({ bidder }) => bidder)]);
  return [...kinds].toSorted().map((kind) => {
    const name = `bidder ${kind}`;
    const instances = roster.find(({ bidder }) => bidder === kind)?.instances ?? [];
    if (instances.length > 0) {
      const markets = [...new Set(instances.flatMap((one) => one.markets))].toSorted();
      return ok(
        name,
        `${counted(instances.length, "instance")}: ${named(
          instances.map(({ id }) => id),
          4,
        )}; markets ${named(markets)}`,
      );
    }
    return warning(
      name,
      "has a user in nats.conf, and no instance answers",
      "one instance at least, better two on different machines",
      `start it: npm run bidder -- ${kind}; or delete its user, and take it out of AUCTION_REQUIRED`,
    );
  });
}

/** @param wanted markets that somebody must serve: `LHR.JFK` */
export function marketChecks(roster: readonly RosterBidder[], wanted: readonly string[]): Check[] {
  const served = roster.flatMap(({ bidder, instances }) =>
    instances.flatMap(({ markets }) => markets.map((market) => ({ bidder, market }))),
  );
  const all = served.filter(({ market }) => market === "*.*");
  const name = "markets";
  const markets = [...new Set(served.map(({ market }) => market))].toSorted();
  const whole =
    all.length > 0
      ? ok(name, `all are served, by ${named([...new Set(all.map(({ bidder }) => bidder))])}`)
      : served.length === 0
        ? fault(
            name,
            "nobody serves any market",
            "a bidder for each market that is searched",
            "start a bidder: npm run bidder -- nonstop",
          )
        : warning(
            name,
            `only these are served: ${named(markets)}; a search in any other has no bidder`,
            "a bidder for each market that is searched",
            "start an instance with MARKETS=*.*, or with the markets that are missing",
          );
  return [whole, ...wanted.map((market) => wantedMarket(market, served))];
}

function wantedMarket(
  wanted: string,
  served: readonly { readonly bidder: string; readonly market: string }[],
): Check {
  const [origin = "", destination = ""] = wanted.split(".");
  const by = served.filter(({ market }) => marketIncludes(market, origin, destination));
  const name = `market ${wanted}`;
  if (by.length > 0)
    return ok(name, `served by ${named([...new Set(by.map(({ bidder }) => bidder))])}`);
  return fault(
    name,
    "nobody serves it",
    "a bidder that serves it",
    `start an instance with MARKETS=${wanted}, or with *.*`,
  );
}

export function gatewayCheck(gateways: readonly GatewayReport[]): Check {
  const name = "gateways";
  if (gateways.length > 0)
    return ok(name, `${gateways.length}: ${named(gateways.map(({ id }) => id))}`);
  return fault(
    name,
    "none answers on this broker",
    "one at least",
    "start one: npm run gateway; if one runs, its log says why it is not connected",
  );
}

interface VersionFacts {
  /** Of this command. */
  readonly own: string;
  readonly gateways: readonly GatewayReport[];
  readonly roster: readonly RosterBidder[];
}

export function versionCheck({ own, gateways, roster }: VersionFacts): Check {
  const name = "versions";
  const all = [
    ...gateways.map(({ id, version }) => ({ who: `gateway ${id}`, version })),
    ...roster.flatMap(({ bidder, instances }) =>
      instances.map(({ id, version }) => ({ who: `${bidder} ${id}`, version })),
    ),
  ];
  const by = Map.groupBy(all, ({ version }) => version);
  if (by.size === 0)
    return notChecked(name, "no process answers", "one version", "start gateways and bidders");
  if (by.size === 1 && by.has(own)) return ok(name, `all have ${own}`);
  const found = [...by]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([version, ones]) =>
        `${version}: ${named(
          ones.map(({ who }) => who),
          4,
        )}`,
    );
  return warning(
    name,
    found.join("; "),
    `one version, and the one of this command: ${own}. Neighbours run beside each other while an upgrade lasts`,
    "end the upgrade: gateways first, then bidders (docs/operations.md, Upgrade and roll back)",
  );
}

/** Clocks beside that of this machine. */
export function clockCheck(
  gateways: readonly GatewayReport[],
  roster: readonly RosterBidder[],
): Check {
  const name = "clocks";
  const all = [
    ...gateways.map(({ id, clockAheadMs }) => ({ who: `gateway ${id}`, ms: clockAheadMs })),
    ...roster.flatMap(({ bidder, instances }) =>
      instances.map(({ id, clockAheadMs }) => ({ who: `${bidder} ${id}`, ms: clockAheadMs })),
    ),
  ];
  const known = all.flatMap(({ who, ms }) => (ms === null ? [] : [{ who, ms }]));
  const right = `within ${CLOCKS_APART_MS_HIGH / 1_000} s of each other; beyond ${CLOCKS_APART_MS_MAX / 1_000} s offers count as expired that are not`;
  if (known.length === 0)
    return notChecked(name, "no process says what its clock shows", right, "start newer versions");
  const worst = Math.max(...known.map(({ ms }) => Math.abs(ms)));
  const silent = known.length === all.length ? "" : `; ${all.length - known.length} do not say`;
  if (worst <= CLOCKS_APART_MS_HIGH)
    return ok(name, `${known.length} and this machine agree${silent}`);
  const apart = known.filter(({ ms }) => Math.abs(ms) > CLOCKS_APART_MS_HIGH);
  const found = `${named(
    apart.map(({ who, ms }) => `${who} ${aheadText(ms)}`),
    4,
  )}${silent}`;
  // All by the same: it is this machine that is apart.
  const isOwn =
    apart.length === known.length &&
    known.length > 1 &&
    Math.max(...known.map(({ ms }) => ms)) - Math.min(...known.map(({ ms }) => ms)) <=
      CLOCKS_APART_MS_HIGH;
  const remedy = isOwn
    ? "set the clock of this machine: the others agree with each other (chronyc makestep)"
    : "set the clocks of those machines by NTP (chronyc makestep, then chronyc tracking)";
  return worst > CLOCKS_APART_MS_MAX && !isOwn
    ? fault(name, found, right, remedy)
    : warning(name, found, right, remedy);
}

function aheadText(ms: number): string {
  return `${(Math.abs(ms) / 1_000).toFixed(1)} s ${ms > 0 ? "ahead" : "behind"}`;
}
