import { beforeEach, describe, expect, test } from "@jest/globals";
import { RosterStage, search } from "../../test/fixtures/scatter/roster-stage.ts";
import { ABSENT_PROBES_MAX } from "./bidder-registry.ts";
import { UNANSWERED_PROBES_MAX } from "./liveness-probe.ts";
import { MICROSERVICE_SETTINGS } from "./microservice-client.ts";

let stage: RosterStage;
beforeEach(() => {
  stage = new RosterStage();
});

describe("live bidders", () => {
  test("a bidder that was alive before is found by PING and confirmed by STATS; a new one is expected at once", async () => {
    stage.connect("nonstop", "n1");
    stage.roster.start();
    expect(stage.log).toEqual(["joined nonstop n1"]);
    stage.announce("stops", "s1");
    expect([stage.expected, stage.roster.bidders, stage.log.at(-1)]).toEqual([
      ["nonstop", "stops"],
      ["nonstop", "stops"],
      "joined stops s1",
    ]);
    stage.announce("stops", "s1", "left");
    expect([stage.expected, stage.log.at(-1)]).toEqual([["nonstop"], "left stops s1"]);
  });

  test("the roster is known after the first probe interval", async () => {
    stage.connect("nonstop", "n1");
    stage.roster.start();
    expect(stage.roster.known).toBe(false);
    await stage.passProbes(1);
    expect(stage.roster.known).toBe(true);
  });

  test("an instance that dies is lost within 2.5 s of its last message, and the others are not", async () => {
    stage.connect("nonstop", "n1");
    stage.connect("nonstop", "n2");
    stage.connect("stops", "s1");
    stage.roster.start();
    await stage.passProbes(10);
    const diedAtMs = stage.clock.now();
    stage.broker.bidders.delete("n1");
    stage.broker.bidders.delete("s1");
    const gone = () => stage.log.filter((line) => line.startsWith("lost"));
    for (let left = UNANSWERED_PROBES_MAX; gone().length === 0; left--) {
      if (left < 0) throw new Error("no instance was lost");
      await stage.passProbes(1);
    }
    expect(stage.clock.now() - diedAtMs).toBeLessThanOrEqual(2_500);
    expect(gone().sort()).toEqual(["lost nonstop n1", "lost stops s1", "lost the last stops"]);
    expect(stage.expected).toEqual(["nonstop"]);
  });

  test("a required bidder that is absent is named; one that serves other markets is not required", () => {
    stage.connect("stops", "s1");
    stage.connect("partners", "p1", "SYD.*");
    stage.roster.start();
    const { expected, required, absent } = stage.roster.expectation(
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
    stage.connect("stops", "s1");
    stage.roster.start();
    for (let i = 0; i < 8; i++) stage.roster.client("stops")?.observe("failure");
    stage.broker.bidders.delete("s1");
    stage.announce("stops", "s1", "left");
    await stage.passProbes(ABSENT_PROBES_MAX);
    expect([stage.expected, stage.roster.bidders, stage.roster.client("stops")?.breaker]).toEqual([
      [],
      ["stops"],
      "open",
    ]);
    stage.announce("stops", "s2");
    expect([stage.roster.bidders, stage.roster.client("stops")?.breaker, stage.expected]).toEqual([
      ["stops"],
      "open",
      ["stops"],
    ]);
  });

  test("a bidder that is not absent keeps them without a limit", async () => {
    stage.connect("stops", "s1");
    stage.roster.start();
    for (let i = 0; i < 8; i++) stage.roster.client("stops")?.observe("failure");
    await stage.passProbes(ABSENT_PROBES_MAX + 2);
    expect([stage.roster.bidders, stage.roster.client("stops")?.breaker, stage.log]).toEqual([
      ["stops"],
      "open",
      ["joined stops s1", "breaker stops open"],
    ]);
  });

  test("is removed after ten minutes", async () => {
    stage.roster.start();
    stage.announce("stops", "s1");
    stage.announce("stops", "s1", "left");
    await stage.passProbes(ABSENT_PROBES_MAX + 1);
    expect([stage.roster.bidders, stage.roster.client("stops")]).toEqual([[], undefined]);
  });
});

describe("BREAKER-2: reservations", () => {
  beforeEach(() => {
    stage.connect("stops", "s1");
    stage.connect("nonstop", "n1");
    stage.roster.start();
    for (let i = 0; i < 8; i++) stage.roster.client("stops")?.observe("failure");
  });
  const { coolDownMs } = MICROSERVICE_SETTINGS.breaker;
  const breakerChanges = () => stage.log.filter((line) => line.startsWith("breaker"));

  test("the expectation is a query: it takes no trial and changes no breaker", () => {
    stage.clock.moveTo(stage.clock.now() + coolDownMs);
    for (let i = 0; i < 3; i++) expect(stage.expected).toEqual(["nonstop", "stops"]);
    expect([stage.roster.client("stops")?.breaker, breakerChanges()]).toEqual([
      "open",
      ["breaker stops open"],
    ]);
    expect(stage.roster.reserve(search()).expected).toEqual(["nonstop", "stops"]);
    expect([stage.roster.client("stops")?.breaker, stage.expected]).toEqual([
      "half-open",
      ["nonstop"],
    ]);
  });

  test("a released reservation gives the trial back exactly once", () => {
    stage.clock.moveTo(stage.clock.now() + coolDownMs);
    const first = stage.roster.reserve(search());
    expect([first.expected, stage.expected]).toEqual([["nonstop", "stops"], ["nonstop"]]);
    first.release();
    const second = stage.roster.reserve(search());
    expect(second.expected).toEqual(["nonstop", "stops"]);
    first.release();
    first.observe("stops", "success");
    expect([stage.roster.reserve(search()).skipped, stage.roster.client("stops")?.breaker]).toEqual(
      [["stops"], "half-open"],
    );
    second.observe("stops", "success");
    second.release();
    expect([stage.roster.client("stops")?.breaker, stage.expected]).toEqual([
      "closed",
      ["nonstop", "stops"],
    ]);
  });

  test("a bidder without a place, that joined after the call was sent, is observed at its client", () => {
    const reservation = stage.roster.reserve(search());
    stage.announce("partners", "p1");
    for (let i = 0; i < 8; i++) reservation.observe("partners", "failure");
    reservation.observe("unknown", "failure");
    expect(stage.roster.client("partners")?.breaker).toBe("open");
  });
});
