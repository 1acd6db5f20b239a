import { beforeEach, describe, expect, test } from "@jest/globals";
import { MARKETS_MAX, presenceSubject } from "../../proto/subjects.ts";
import { identity, RosterStage } from "../../test/fixtures/scatter/roster-stage.ts";
import { BIDDERS_MAX } from "../auction/limits.ts";
import { INSTANCES_MAX } from "./instance-table.ts";
import { BYTES_MAX, MESSAGES_MAX } from "./presence-limiter.ts";

let stage: RosterStage;
beforeEach(() => {
  stage = new RosterStage();
});

describe("A6: the limits of one bidder", () => {
  test("its messages are read up to a limit in each probe interval; other bidders are not affected", async () => {
    stage.roster.start();
    for (let i = 0; i < MESSAGES_MAX; i++) stage.announce("stops", `s${i % 4}`);
    stage.announce("stops", "one-more");
    stage.announce("nonstop", "n1");
    expect(stage.log).toEqual([
      "joined stops s0",
      "joined stops s1",
      "joined stops s2",
      "joined stops s3",
      expect.stringMatching(
        /^fault auction.presence.stops.one-more: .* more than 1024 messages or 4194304 bytes in one probe interval/,
      ),
      "joined nonstop n1",
    ]);
    await stage.passProbes(1);
    stage.announce("stops", "one-more");
    expect(stage.log.at(-1)).toBe("joined stops one-more");
  });

  test("bytes are limited too", () => {
    stage.roster.start();
    const padding = "x".repeat(60_000);
    for (let i = 0; i < 100; i++)
      stage.broker.publish(
        presenceSubject("stops", `s${i}`),
        identity("stops", `s${i}`, "*.*", { presence: "joined", padding }),
      );
    expect(stage.log.filter((line) => line.startsWith("joined"))).toHaveLength(
      Math.floor(BYTES_MAX / 60_120),
    );
  });

  test("instances are limited, and the log names the first one above the limit", () => {
    stage.roster.start();
    for (let i = 0; i < INSTANCES_MAX + 5; i++) stage.announce("stops", `s${i}`);
    expect(stage.roster.views([])[0]?.instances).toHaveLength(INSTANCES_MAX);
    expect(stage.faults).toEqual([
      expect.stringContaining(
        `s${INSTANCES_MAX} is one more than the ${INSTANCES_MAX} instances that are listed`,
      ),
    ]);
  });

  const codes = Array.from(
    { length: MARKETS_MAX + 1 },
    (_, i) => `Q${String.fromCharCode(65 + (i % 26), 65 + Math.floor(i / 26))}.*`,
  );

  test("an instance can have so many markets; one that is named twice counts once", () => {
    stage.roster.start();
    stage.announce("stops", "s1", "joined", [...codes.slice(1), codes[1]].join(", "));
    expect(stage.roster.client("stops")?.view(false).markets).toHaveLength(MARKETS_MAX);
  });

  test.each([
    [
      "one market above the limit",
      identity("stops", "s1", codes.join()),
      /s1 names 65 markets; at most 64: LHR\.\*/,
    ],
    ["no market", identity("stops", "s1", "LHR,JFK"), /names no market; valid are \*\.\*/],
    [
      "a list that is too long",
      identity("stops", "s1", "*.*,".repeat(2_000)),
      /metadata\.markets: /,
    ],
    [
      "too many bytes",
      identity("stops", "s1", "*.*", { padding: "x".repeat(70_000) }),
      /bytes; at most 65536/,
    ],
    ["not JSON", "{", /it is not JSON/],
    ["no object", "null", /refused: /],
    ["no name", { id: "s1", metadata: { markets: "*.*" } }, /name: /],
    ["an instance id that is not a token", identity("stops", "s.1"), /id: /],
  ])("refused and reported, once a minute: %s", async (_, body, why) => {
    stage.roster.start();
    const subject = presenceSubject("stops", "s1");
    for (let i = 0; i < 3; i++) stage.broker.publish(subject, body);
    expect([stage.roster.bidders, stage.log]).toEqual([[], [expect.stringMatching(why)]]);
    await stage.passProbes(120);
    stage.broker.publish(subject, body);
    expect(stage.log).toHaveLength(2);
  });

  test("bidders are limited: when all are alive, the log has it; otherwise the one that was absent for longest is removed", async () => {
    stage.roster.start();
    for (let i = 0; i < BIDDERS_MAX; i++) stage.announce(`k${i}`, "i");
    stage.announce("stops", "s1");
    expect([stage.roster.bidders.length, stage.roster.bidders.includes("stops")]).toEqual([
      BIDDERS_MAX,
      false,
    ]);
    expect(stage.faults).toEqual([
      expect.stringContaining(`${BIDDERS_MAX} bidders are alive already`),
    ]);
    stage.announce("k7", "i", "left");
    await stage.passProbes(1);
    stage.announce("k3", "i", "left");
    stage.announce("stops", "s1");
    expect(stage.roster.bidders).toHaveLength(BIDDERS_MAX);
    expect(["stops", "k3", "k7"].map((kind) => stage.roster.bidders.includes(kind))).toEqual([
      true,
      true,
      false,
    ]);
  });
});
