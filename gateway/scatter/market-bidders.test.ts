import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { marketIncludes } from "../../common/places/region-markets.ts";
import { isMarket } from "../../proto/subjects.ts";
import { instanceReport } from "../../test/fixtures/scatter/client-setup.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import type { Market } from "./instance-table.ts";
import { type MarketBidders, MarketIndex } from "./market-bidders.ts";
import { MICROSERVICE_SETTINGS, MicroserviceClient } from "./microservice-client.ts";

const market = fc.constantFrom(
  ...["*.*", "LHR.*", "*.JFK", "LHR.JFK", "CDG.JFK"],
  ...["EU.*", "154.NA", "155.*", "*.053", "AS.AS", "LHR.NA"],
);

const several = {
  origin: "LHR",
  destination: "JFK",
  origins: ["LHR", "CDG"],
  destinations: ["JFK", "EWR"],
  departureDate: "2026-12-15",
};

const change = fc.record({
  bidder: fc.nat(3),
  instance: fc.constantFrom("a", "b"),
  // Without markets the instance leaves.
  markets: fc.array(market, { maxLength: 2 }),
  ratesId: fc.constantFrom("ours", "other", null),
});

const servesAny = (one: MicroserviceClient) =>
  ["LHR", "CDG"].some((from) => ["JFK", "EWR"].some((to) => one.serves(from, to)));

const NAMES = ["stops", "nonstop", "partners", "bidder"];

test("MARKET-1, MARKET-2, MARKET-3, MARKET-4 the bidders of a market are those that serve it now; its call refers to the rates if all instances of those that it reaches have them", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), fc.subarray(NAMES), (changes, apart) => {
      const outside = new Set(apart);
      const index = new MarketIndex(() => clients);
      const clients = NAMES.map(
        (bidder) =>
          new MicroserviceClient(bidder, new DrivenClock(), {
            ...MICROSERVICE_SETTINGS,
            ratesId: "ours",
            outside,
            onInstances: () => index.changed(),
          }),
      );
      const named = new Map<string, string | null>();
      const markets = new Map<string, readonly string[]>();
      for (const { bidder, instance, markets: its, ratesId } of changes) {
        const client = clients[bidder] as MicroserviceClient;
        const key = `${client.bidder} ${instance}`;
        if (its.length === 0) client.remove(instance);
        else client.update(instanceReport(instance, { markets: its, ratesId }), 0);
        markets.set(key, its);
        named.set(key, ratesId);
        if (its.length === 0) named.delete(key);
        expect(client.hasRates(instance)).toBe(named.get(key) === "ours");
        const any = index.servingSlice(several);
        const namesOf = namesIn(clients);
        const first = namesOf((one) => one.serves("LHR", "JFK"));
        const heard = namesOf((one) => one.hears("LHR", "JFK"));
        const all = namesOf(servesAny);
        expect({
          names: any.names,
          direct: any.direct.map((one) => one.bidder).sort(),
          alone: index.servingSlice({ ...several, origins: ["LHR"], destinations: ["JFK"] }).names,
        }).toEqual({
          names: all,
          direct: all.filter((one) => !heard.includes(one)),
          alone: first,
        });
        for (const [origin, destination] of [
          ["LHR", "JFK"],
          ["CDG", "JFK"],
          ["SYD", "HND"],
        ] as const) {
          const serving = index.serving(origin, destination);
          const names = namesOf((one) => one.serves(origin, destination));
          expect(serving.names).toEqual(names);
          const expected = expectedDirectly(markets, outside, { origin, destination });
          expect(calledDirectly(serving)).toEqual(expected);
          const reached = names.filter((name) => !expected.direct.includes(name));
          const instances = [...named].filter(([key]) => reached.includes(key.split(" ")[0] ?? ""));
          expect(serving.haveRates).toBe(
            instances.length > 0 && instances.every(([, id]) => id === "ours"),
          );
          expect(names.map((name) => serving.clients[serving.indexOf(name) ?? -1]?.bidder)).toEqual(
            names,
          );
        }
      }
    }),
  );
});

const namesIn =
  (clients: readonly MicroserviceClient[]) => (serves: (one: MicroserviceClient) => boolean) =>
    clients
      .filter(serves)
      .map((one) => one.bidder)
      .sort();

const calledDirectly = ({ names, direct }: MarketBidders) => ({
  names,
  direct: direct.map((one) => one.bidder).sort(),
});

/**
 * Each bidder with a market that includes the pair; those where no such market names airports, and
 * those outside. `markets`: those of each instance, by `bidder instance`.
 */
function expectedDirectly(
  markets: ReadonlyMap<string, readonly string[]>,
  outside: ReadonlySet<string>,
  { origin, destination }: Market,
) {
  const including = new Map<string, string[]>();
  for (const [key, its] of markets) {
    const [bidder = ""] = key.split(" ");
    const ours = its.filter((one) => marketIncludes(one, origin, destination));
    if (ours.length > 0) including.set(bidder, [...(including.get(bidder) ?? []), ...ours]);
  }
  const names = [...including.keys()].sort();
  const isDirect = (name: string) => outside.has(name) || !including.get(name)?.some(isMarket);
  return { names, direct: names.filter(isDirect) };
}
