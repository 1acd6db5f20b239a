/** Which instances of a bidder with weights and zones this gateway calls. */
import { describe, expect, test } from "@jest/globals";
import { instanceReport } from "../../test/fixtures/scatter/client-setup.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { readIdentity } from "./identity.ts";
import { MICROSERVICE_SETTINGS, MicroserviceClient } from "./microservice-client.ts";

type Place = { readonly weight?: number; readonly zone?: string };

const MARKET = { origin: "LHR", destination: "JFK" };

/** Instances by their places, seen by a gateway of a zone. */
function setUp(places: Readonly<Record<string, Place>>, zone?: string) {
  const clock = new DrivenClock();
  let changes = 0;
  const client = new MicroserviceClient("stops", clock, {
    ...MICROSERVICE_SETTINGS,
    zone,
    onInstances: () => void changes++,
  });
  const report = (id: string, place: Place) =>
    client.update(instanceReport(id, place), clock.now());
  for (const [id, place] of Object.entries(places)) report(id, place);
  const took = (calls: number, ...tried: string[]) =>
    Array.from({ length: calls }, () => client.takeDirect([MARKET], new Set(tried)) ?? "none");
  return { client, clock, report, took, changes: () => changes };
}

const heard = ({ client }: ReturnType<typeof setUp>) => client.hears("LHR", "JFK");

describe("MARKET-5", () => {
  test("a bidder with equal weights hears the call to the market, one with others is called directly", () => {
    expect({
      none: heard(setUp({ a: {}, b: {} })),
      equal: heard(setUp({ a: { weight: 50 }, b: { weight: 50 } })),
      others: heard(setUp({ a: { weight: 50 }, b: { weight: 100 } })),
      zones: heard(setUp({ a: { weight: 9, zone: "x" }, b: { weight: 9, zone: "y" } }, "x")),
    }).toEqual({ none: true, equal: true, others: false, zones: false });
  });

  test("a standby that waits has no part in it (INSTANCE-1)", () => {
    const setup = setUp({ a: { weight: 50 } });
    setup.client.update(instanceReport("b", { weight: 100, standby: "waiting" }), 0);
    expect(heard(setup)).toBe(true);
    setup.client.update(instanceReport("b", { weight: 100, standby: "acting" }), 0);
    expect(heard(setup)).toBe(false);
  });

  test("who is called is decided anew when a weight or a zone changes", () => {
    const { report, changes } = setUp({ a: { weight: 50 }, b: { weight: 50 } });
    const before = changes();
    report("a", { weight: 50 });
    const same = changes() - before;
    report("a", { weight: 0 });
    report("a", { weight: 0, zone: "x" });
    expect({ same, others: changes() - before }).toEqual({ same: 0, others: 2 });
  });
});

test("PLACEMENT-2 calls go by the weights, and by new ones from the next call on", () => {
  const { took, report } = setUp({ a: { weight: 3 }, b: { weight: 1 } });
  expect(took(4).sort()).toEqual(["a", "a", "a", "b"]);
  report("a", { weight: 1 });
  report("b", { weight: 3 });
  expect(took(4).sort()).toEqual(["a", "b", "b", "b"]);
});

test("PLACEMENT-3 an instance with weight 0 has a call only where there is no other", () => {
  const { took, client } = setUp({ a: { weight: 0 }, b: { weight: 1 } });
  expect({ both: took(2), triedOther: took(1, "b") }).toEqual({
    ...{ both: ["b", "b"], triedOther: ["a"] },
  });
  client.remove("b");
  expect(took(1)).toEqual(["a"]);
});

test("PLACEMENT-4 calls go to the gateway's zone, and to another one while nobody there is responsive", () => {
  const places = { a: { weight: 9, zone: "x" }, b: { weight: 9, zone: "y" } };
  const { took, clock, client } = setUp(places, "x");
  expect(took(2)).toEqual(["a", "a"]);
  clock.moveTo(MICROSERVICE_SETTINGS.hedge.messageLagMsMax + 1);
  client.messageReceived("b");
  expect(took(2)).toEqual(["b", "b"]);
  client.messageReceived("a");
  expect(took(2)).toEqual(["a", "a"]);
});

test("HEDGE-2 a hedge goes to the other zone though an instance of the same one is faster, and to none with weight 0", () => {
  const { client } = setUp({
    ...{ holder: { weight: 9, zone: "x" }, near: { weight: 9, zone: "x" } },
    ...{ far: { weight: 9, zone: "y" }, drained: { weight: 0, zone: "y" } },
  });
  for (let i = 0; i < 50; i++) {
    client.callSent();
    client.answered("near", 1);
    client.answered("drained", 2);
    client.answered("far", 30);
  }
  expect(client.takeHedge("holder", MARKET)).toBe("far");
});

describe("what an instance states of its place", () => {
  const placeIn = (metadata: object) => {
    const bytes = Buffer.from(
      JSON.stringify({ name: "stops", id: "a", metadata: { markets: "*.*", ...metadata } }),
    );
    const identity = readIdentity(bytes);
    if ("fault" in identity) throw new Error(identity.fault);
    const { weight, zone } = identity.report;
    return { weight, zone };
  };

  test.each<[object, Place]>([
    [{}, {}],
    [
      { weight: "0", zone: "eu-1" },
      { weight: 0, zone: "eu-1" },
    ],
    [{ weight: "100" }, { weight: 100 }],
    [{ weight: "101" }, {}],
    [{ weight: "-1" }, {}],
    [{ weight: "1.5" }, {}],
    [{ weight: "" }, {}],
    [{ weight: 7 }, {}],
    [{ zone: "a b" }, {}],
    [{ zone: "z".repeat(65) }, {}],
  ])("is read where it is right, and counts as not stated elsewhere (A5): %j", (metadata, place) =>
    expect(placeIn(metadata)).toEqual({ weight: undefined, zone: undefined, ...place }));
});
