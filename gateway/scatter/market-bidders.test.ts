import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { instanceReport } from "../../test/fixtures/scatter/client-setup.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { MarketIndex } from "./market-bidders.ts";
import { MICROSERVICE_SETTINGS, MicroserviceClient } from "./microservice-client.ts";

const market = fc.constantFrom("*.*", "LHR.*", "*.JFK", "LHR.JFK", "CDG.JFK");

const several = {
  origin: "LHR",
  destination: "JFK",
  origins: ["LHR", "CDG"],
  destinations: ["JFK", "EWR"],
  departureDate: "2026-12-15",
};

test("MARKET-1, MARKET-2 the bidders of a market are those that serve it now, and have the rates if all their instances do", () => {
  const change = fc.record({
    bidder: fc.nat(3),
    instance: fc.constantFrom("a", "b"),
    // Without markets the instance leaves.
    markets: fc.array(market, { maxLength: 2 }),
    ratesId: fc.constantFrom("ours", "other", null),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
      const index = new MarketIndex(() => clients);
      const clients = ["stops", "nonstop", "partners", "bidder"].map(
        (bidder) =>
          new MicroserviceClient(bidder, new DrivenClock(), {
            ...MICROSERVICE_SETTINGS,
            ratesId: "ours",
            onInstances: () => index.changed(),
          }),
      );
      const named = new Map<string, string | null>();
      for (const { bidder, instance, markets, ratesId } of changes) {
        const client = clients[bidder] as MicroserviceClient;
        const key = `${client.bidder} ${instance}`;
        if (markets.length === 0) client.remove(instance);
        else client.update(instanceReport(instance, { markets, ratesId }), 0);
        if (markets.length === 0) named.delete(key);
        else named.set(key, ratesId);
        expect(client.hasRates(instance)).toBe(named.get(key) === "ours");
        const any = index.servingSlice(several);
        const namesOf = (serves: (one: MicroserviceClient) => boolean) =>
          clients
            .filter(serves)
            .map((one) => one.bidder)
            .sort();
        const first = namesOf((one) => one.serves("LHR", "JFK"));
        const all = namesOf((one) =>
          ["LHR", "CDG"].some((from) => ["JFK", "EWR"].some((to) => one.serves(from, to))),
        );
        expect({
          names: any.names,
          direct: any.direct.map((one) => one.bidder).sort(),
          alone: index.servingSlice({ ...several, origins: ["LHR"], destinations: ["JFK"] }).names,
        }).toEqual({
          names: all,
          direct: all.filter((one) => !first.includes(one)),
          alone: first,
        });
        for (const [origin, destination] of [
          ["LHR", "JFK"],
          ["CDG", "JFK"],
          ["SYD", "HND"],
        ] as const) {
          const serving = index.serving(origin, destination);
          const names = clients
            .filter((one) => one.serves(origin, destination))
            .map((one) => one.bidder)
            .sort();
          expect(serving.names).toEqual(names);
          const instances = [...named].filter(([key]) => names.includes(key.split(" ")[0] ?? ""));
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
