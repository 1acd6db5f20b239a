import { beforeEach, describe, expect, test } from "@jest/globals";
import { RosterStage } from "../../test/fixtures/scatter/roster-stage.ts";
import { UNANSWERED_PROBES_MAX } from "./liveness-probe.ts";

let stage: RosterStage;
beforeEach(() => {
  stage = new RosterStage();
});

describe("PROBE-1, A10: a probe that was not sent does not count", () => {
  beforeEach(async () => {
    stage.connect("nonstop", "n1");
    stage.connect("stops", "s1");
    stage.roster.start();
    await stage.passProbes(6);
    stage.log.length = 0;
  });

  test("a gateway that was stalled removes no bidder", async () => {
    // All its timers fire, and no message that arrived meanwhile has been read: as after SIGSTOP or
    // with a blocked event loop.
    stage.broker.bidders.clear();
    stage.clock.moveTo(stage.clock.now() + 60_000);
    expect([stage.log, stage.expected]).toEqual([[], ["nonstop", "stops"]]);
    stage.connect("nonstop", "n1");
    await stage.passProbes(UNANSWERED_PROBES_MAX + 2);
    expect(stage.log).toEqual(["lost stops s1", "lost the last stops"]);
  });

  test("while the broker stands still no bidder is removed, and no second probe is sent", async () => {
    stage.broker.up = false;
    const before = stage.broker.asked.length;
    await stage.passProbes(20);
    // PING and one STATS for each bidder.
    expect([stage.log, stage.broker.asked.length - before]).toEqual([[], 3]);
  });

  test("after an outage longer than the silence limit the same bidders are expected, and one that has died is lost soon after", async () => {
    stage.broker.up = false;
    stage.roster.pause();
    await stage.passProbes(20);
    expect([stage.log, stage.expected]).toEqual([[], ["nonstop", "stops"]]);
    stage.broker.bidders.delete("s1");
    stage.broker.restore();
    stage.roster.resume();
    expect(stage.expected).toEqual(["nonstop", "stops"]);
    const backAtMs = stage.clock.now();
    for (let left = UNANSWERED_PROBES_MAX; stage.log.length === 0; left--) {
      if (left < 0) throw new Error("no instance was lost");
      await stage.passProbes(1);
    }
    expect([stage.log, stage.clock.now() - backAtMs]).toEqual([
      ["lost stops s1", "lost the last stops"],
      2_000,
    ]);
  });

  test("a bidder that was silent before the outage has its whole time after it", async () => {
    stage.broker.bidders.delete("s1");
    await stage.passProbes(UNANSWERED_PROBES_MAX);
    stage.roster.pause();
    stage.roster.resume();
    await stage.passProbes(UNANSWERED_PROBES_MAX - 1);
    expect(stage.log).toEqual([]);
    await stage.passProbes(1);
    expect(stage.log).toEqual(["lost stops s1", "lost the last stops"]);
  });

  test("resumed without a pause, it asks no more often than before", () => {
    stage.roster.resume();
    stage.roster.resume();
    expect(stage.clock.timers).toBe(1);
  });

  test("a bidder that was absent before the outage need not return for the roster to be known", () => {
    stage.announce("stops", "s1", "left");
    stage.broker.bidders.clear();
    stage.roster.resume();
    stage.announce("nonstop", "n1");
    expect(stage.roster.known).toBe(true);
  });

  test("the first probe after it is sent at once; the roster is known when all that were alive have sent something", async () => {
    stage.roster.pause();
    stage.broker.bidders.clear();
    const before = stage.broker.asked.length;
    stage.roster.resume();
    expect([stage.broker.asked.length - before, stage.roster.known]).toEqual([3, false]);
    stage.announce("nonstop", "n1");
    stage.announce("partners", "p1");
    expect(stage.roster.known).toBe(false);
    stage.announce("stops", "s1");
    expect(stage.roster.known).toBe(true);
  });

  test("the roster is known also when a probe interval has passed", async () => {
    stage.roster.pause();
    stage.broker.bidders.clear();
    stage.roster.resume();
    await stage.passProbes(1);
    expect([stage.roster.known, stage.expected]).toEqual([true, ["nonstop", "stops"]]);
  });

  test("without a pause: a probe that was lost does not count, and is sent again", async () => {
    stage.broker.up = false;
    await stage.passProbes(20);
    stage.broker.restore();
    await stage.passProbes(1);
    expect([stage.log, stage.expected]).toEqual([[], ["nonstop", "stops"]]);
    const before = stage.broker.asked.length;
    await stage.passProbes(1);
    expect(stage.broker.asked.length).toBeGreaterThan(before);
  });

  test("resumed after its stop it sends nothing", () => {
    stage.roster.stop();
    const before = stage.broker.asked.length;
    stage.roster.resume();
    expect([stage.broker.asked.length - before, stage.clock.timers]).toEqual([0, 0]);
  });
});

test("resumed before its start it sends nothing", () => {
  stage.roster.pause();
  stage.roster.resume();
  expect([stage.broker.asked, stage.clock.timers]).toEqual([[], 0]);
});
