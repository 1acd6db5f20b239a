import { beforeEach, describe, expect, test } from "@jest/globals";
import { RosterSetup, search } from "../../test/fixtures/scatter/roster-setup.ts";
import { ABSENT_PROBES_MAX } from "./bidder-registry.ts";
import { UNANSWERED_PROBES_MAX } from "./liveness-probe.ts";
import { MICROSERVICE_SETTINGS } from "./microservice-client.ts";

let setup: RosterSetup;
beforeEach(() => {
  setup = new RosterSetup();
});

describe("live bidders", () => {
  test("a bidder that was alive before is found by PING and confirmed by STATS; a new one is expected at once", async () => {
    setup.connect("nonstop", "n1");
    setup.roster.start();
    expect(setup.log).toEqual(["joined nonstop n1"]);
    setup.announce("stops", "s1");
    expect({
      expected: setup.expected,
      bidders: setup.roster.bidders,
      lastLog: setup.log.at(-1),
    }).toEqual({
      expected: ["nonstop", "stops"],
      bidders: ["nonstop", "stops"],
      lastLog: "joined stops s1",
    });
    setup.announce("stops", "s1", "left");
    expect({ expected: setup.expected, lastLog: setup.log.at(-1) }).toEqual({
      expected: ["nonstop"],
      lastLog: "left stops s1",
    });
  });

  test("the roster is known after the first probe interval", async () => {
    setup.connect("nonstop", "n1");
    setup.roster.start();
    expect(setup.roster.known).toBe(false);
    await setup.passProbes(1);
    expect(setup.roster.known).toBe(true);
  });

  test("an instance that dies is lost within 2.5 s of its last message, and the others are not", async () => {
    setup.connect("nonstop", "n1");
    setup.connect("nonstop", "n2");
    setup.connect("stops", "s1");
    setup.roster.start();
    await setup.passProbes(10);
    const diedAtMs = setup.clock.now();
    setup.broker.bidders.delete("n1");
    setup.broker.bidders.delete("s1");
    const gone = () => setup.log.filter((line) => line.startsWith("lost"));
    for (let left = UNANSWERED_PROBES_MAX; gone().length === 0; left--) {
      if (left < 0) throw new Error("no instance was lost");
      await setup.passProbes(1);
    }
    expect(setup.clock.now() - diedAtMs).toBeLessThanOrEqual(2_500);
    expect(gone().sort()).toEqual(["lost nonstop n1", "lost stops s1", "lost the last stops"]);
    expect(setup.expected).toEqual(["nonstop"]);
  });

  test("a required bidder that is absent is named; one that serves other markets is not required", () => {
    setup.connect("stops", "s1");
    setup.connect("partners", "p1", "SYD.*");
    setup.roster.start();
    const { expected, required, absent } = setup.roster.expectation(
      search(["nonstop", "partners", "stops"]),
    );
    expect({ expected, required, absent }).toEqual({
      expected: ["stops"],
      required: ["nonstop", "stops"],
      absent: ["nonstop"],
    });
  });
});

describe("a bidder that is absent", () => {
  test("keeps its name and its breaker for ten minutes, and is expected again when it returns", async () => {
    setup.connect("stops", "s1");
    setup.roster.start();
    for (let i = 0; i < 8; i++) setup.roster.client("stops")?.observe("failure");
    setup.broker.bidders.delete("s1");
    setup.announce("stops", "s1", "left");
    await setup.passProbes(ABSENT_PROBES_MAX);
    expect({
      expected: setup.expected,
      bidders: setup.roster.bidders,
      breaker: setup.roster.client("stops")?.breaker,
    }).toEqual({ expected: [], bidders: ["stops"], breaker: "open" });
    setup.announce("stops", "s2");
    expect({
      bidders: setup.roster.bidders,
      breaker: setup.roster.client("stops")?.breaker,
      expected: setup.expected,
    }).toEqual({ bidders: ["stops"], breaker: "open", expected: ["stops"] });
  });

  test("a bidder that is not absent keeps them without a limit", async () => {
    setup.connect("stops", "s1");
    setup.roster.start();
    for (let i = 0; i < 8; i++) setup.roster.client("stops")?.observe("failure");
    await setup.passProbes(ABSENT_PROBES_MAX + 2);
    expect({
      bidders: setup.roster.bidders,
      breaker: setup.roster.client("stops")?.breaker,
      log: setup.log,
    }).toEqual({
      bidders: ["stops"],
      breaker: "open",
      log: ["joined stops s1", "breaker stops open"],
    });
  });

  test("is removed after ten minutes", async () => {
    setup.roster.start();
    setup.announce("stops", "s1");
    setup.announce("stops", "s1", "left");
    await setup.passProbes(ABSENT_PROBES_MAX + 1);
    expect({ bidders: setup.roster.bidders, client: setup.roster.client("stops") }).toEqual({
      bidders: [],
      client: undefined,
    });
  });
});

describe("BREAKER-2: reservations", () => {
  beforeEach(() => {
    setup.connect("stops", "s1");
    setup.connect("nonstop", "n1");
    setup.roster.start();
    for (let i = 0; i < 8; i++) setup.roster.client("stops")?.observe("failure");
  });
  const { coolDownMs } = MICROSERVICE_SETTINGS.breaker;
  const breakerChanges = () => setup.log.filter((line) => line.startsWith("breaker"));

  test("the expectation is a query: it takes no trial and changes no breaker", () => {
    setup.clock.moveTo(setup.clock.now() + coolDownMs);
    for (let i = 0; i < 3; i++) expect(setup.expected).toEqual(["nonstop", "stops"]);
    expect({
      breaker: setup.roster.client("stops")?.breaker,
      breakerChanges: breakerChanges(),
    }).toEqual({ breaker: "open", breakerChanges: ["breaker stops open"] });
    expect(setup.roster.reserve(search()).expected).toEqual(["nonstop", "stops"]);
    expect({ breaker: setup.roster.client("stops")?.breaker, expected: setup.expected }).toEqual({
      breaker: "half-open",
      expected: ["nonstop"],
    });
  });

  test("a released reservation gives the trial back exactly once", () => {
    setup.clock.moveTo(setup.clock.now() + coolDownMs);
    const first = setup.roster.reserve(search());
    expect({ first: first.expected, second: setup.expected }).toEqual({
      first: ["nonstop", "stops"],
      second: ["nonstop"],
    });
    first.release();
    const second = setup.roster.reserve(search());
    expect(second.expected).toEqual(["nonstop", "stops"]);
    first.release();
    first.observe("stops", "success");
    expect({
      skipped: setup.roster.reserve(search()).skipped,
      breaker: setup.roster.client("stops")?.breaker,
    }).toEqual({ skipped: ["stops"], breaker: "half-open" });
    second.observe("stops", "success");
    second.release();
    expect({ breaker: setup.roster.client("stops")?.breaker, expected: setup.expected }).toEqual({
      breaker: "closed",
      expected: ["nonstop", "stops"],
    });
  });

  test("a bidder without a reservation, that joined after the call was sent, is observed at its client", () => {
    const reservation = setup.roster.reserve(search());
    setup.announce("partners", "p1");
    for (let i = 0; i < 8; i++) reservation.observe("partners", "failure");
    reservation.observe("unknown", "failure");
    expect(setup.roster.client("partners")?.breaker).toBe("open");
  });
});
