import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { report } from "../../test/fixtures/scatter/client-stage.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { MarketIndex } from "./market-bidders.ts";
import { MICROSERVICE_SETTINGS, MicroserviceClient } from "./microservice-client.ts";

const market = fc.constantFrom("*.*", "LHR.*", "*.JFK", "LHR.JFK", "CDG.JFK");

test("the bidders of a market are those that serve it now, by name, whoever has joined, left or changed", () => {
  const change = fc.record({
    bidder: fc.nat(3),
    instance: fc.constantFrom("a", "b"),
    // Without markets the instance leaves.
    markets: fc.array(market, { maxLength: 2 }),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
      const index = new MarketIndex(() => clients);
      const clients = ["stops", "nonstop", "partners", "bidder"].map(
        (bidder) =>
          new MicroserviceClient(bidder, new DrivenClock(), {
            ...MICROSERVICE_SETTINGS,
            onMarkets: () => index.changed(),
          }),
      );
      for (const { bidder, instance, markets } of changes) {
        const client = clients[bidder] as MicroserviceClient;
        if (markets.length === 0) client.remove(instance);
        else client.update(report(instance, { markets }), 0);
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
          expect(names.map((name) => serving.clients[serving.indexOf(name) ?? -1]?.bidder)).toEqual(
            names,
          );
        }
      }
    }),
  );
});
