import { beforeEach, describe, expect, test } from "@jest/globals";
import { presenceSubject, serviceSubject } from "../../proto/subjects.ts";
import { clientSetup, instanceReport } from "../../test/fixtures/scatter/client-setup.ts";
import { identity, RosterSetup, search } from "../../test/fixtures/scatter/roster-setup.ts";

let setup: RosterSetup;
beforeEach(() => {
  setup = new RosterSetup();
  setup.roster.start();
});

const standby = (id: string, state: "waiting" | "acting") =>
  identity("stops", id, "*.*", {
    presence: "joined",
    metadata: { markets: "*.*", standby: state },
  });
const announce = (id: string, state: "waiting" | "acting") =>
  setup.broker.publish(presenceSubject("stops", id), standby(id, state));
/** What the last probe of this bidder said to its instances. */
const said = () =>
  setup.broker.asked.findLast(({ subject }) => subject === serviceSubject("STATS", "stops"))?.data;

describe("a standby on the roster", () => {
  test("INSTANCE-1 that waits is not expected, and alone it is absent where it is required", () => {
    announce("s1", "waiting");
    expect(setup.expected).toEqual([]);
    const { expected, required, absent } = setup.roster.expectation(search(["stops"]));
    expect({ expected, required, absent }).toEqual({
      expected: [],
      required: ["stops"],
      absent: ["stops"],
    });
    announce("s1", "acting");
    expect(setup.expected).toEqual(["stops"]);
    announce("s1", "waiting");
    expect(setup.expected).toEqual([]);
  });

  test("INSTANCE-2 is told to act while there is no other instance, and to wait while there is one", async () => {
    announce("s1", "waiting");
    await setup.passProbes(1);
    expect(said()).toBe('{"standby":"act"}');
    setup.announce("stops", "a1");
    await setup.passProbes(1);
    expect(said()).toBe('{"standby":"wait"}');
    setup.announce("stops", "a1", "left");
    await setup.passProbes(1);
    expect(said()).toBe('{"standby":"act"}');
    announce("s1", "acting");
    announce("s2", "waiting");
    await setup.passProbes(1);
    expect(said()).toBe('{"standby":"act"}');
  });

  test("INSTANCE-2 a bidder without one is told nothing", async () => {
    setup.connect("stops", "a1");
    await setup.passProbes(2);
    expect({ expected: setup.expected, said: said() }).toEqual({
      expected: ["stops"],
      said: undefined,
    });
  });

  test("the last instance that takes calls is lost while a standby waits: auctions are told", async () => {
    setup.connect("stops", "a1");
    await setup.passProbes(1);
    announce("s1", "waiting");
    setup.broker.bidders.delete("a1");
    for (let i = 0; i < 8; i++) {
      announce("s1", "waiting");
      await setup.passProbes(1);
    }
    expect(setup.log).toEqual([
      "joined stops a1",
      "joined stops s1",
      "lost stops a1",
      "lost the last stops",
    ]);
  });
});

describe("a standby that waits", () => {
  test("INSTANCE-1 gets no hedge, no direct call, and is not unresponsive", () => {
    const { client, clock, answers, calls } = clientSetup("a");
    client.update(instanceReport("s", { standby: "waiting" }), 0);
    answers("a", 100, 10);
    calls(100);
    const market = { origin: "LHR", destination: "JFK" };
    expect({
      after: client.hedgeAfterMs(),
      hedge: client.takeHedge("a", market),
      anyHedge: client.takeHedge("a"),
      direct: [1, 2].map(() => client.takeDirect([market], new Set())),
      serves: client.serves("LHR", "JFK"),
    }).toEqual({ after: null, hedge: null, anyHedge: null, direct: ["a", "a"], serves: true });
    // It has sent nothing for long.
    clock.moveTo(5_000);
    client.messageReceived("a");
    expect(client.hasUnresponsiveInstance).toBe(false);
    expect(client.removeSilentSince(1_000)).toEqual(["s"]);
    expect(client.hasUnresponsiveInstance).toBe(false);
  });

  test("INSTANCE-1 takes hedges when it acts", () => {
    const { client, answers, calls } = clientSetup("a");
    client.update(instanceReport("s", { standby: "acting" }), 0);
    answers("a", 100, 10);
    calls(100);
    expect(client.takeHedge("a", { origin: "LHR", destination: "JFK" })).toBe("s");
  });
});
