import { beforeEach, describe, expect, test } from "@jest/globals";
import { MARKETS_MAX, presenceSubject } from "../../proto/subjects.ts";
import { identity, RosterSetup } from "../../test/fixtures/scatter/roster-setup.ts";
import { BIDDERS_MAX } from "../auction/limits.ts";
import { INSTANCES_MAX } from "./instance-table.ts";
import { BYTES_MAX, MESSAGES_MAX } from "./presence-limiter.ts";

let setup: RosterSetup;
beforeEach(() => {
  setup = new RosterSetup();
});

describe("A6: the limits of one bidder", () => {
  test("its messages are read up to a limit in each probe interval; other bidders are not affected", async () => {
    setup.roster.start();
    for (let i = 0; i < MESSAGES_MAX; i++) setup.announce("stops", `s${i % 4}`);
    setup.announce("stops", "one-more");
    setup.announce("nonstop", "n1");
    expect(setup.log).toEqual([
      "joined stops s0",
      "joined stops s1",
      "joined stops s2",
      "joined stops s3",
      expect.stringMatching(
        /^fault auction.presence.stops.one-more: .* more than 1024 messages or 4194304 bytes in one probe interval/,
      ),
      "joined nonstop n1",
    ]);
    await setup.passProbes(1);
    setup.announce("stops", "one-more");
    expect(setup.log.at(-1)).toBe("joined stops one-more");
  });

  test("bytes are limited too", () => {
    setup.roster.start();
    const padding = "x".repeat(60_000);
    for (let i = 0; i < 100; i++)
      setup.broker.publish(
        presenceSubject("stops", `s${i}`),
        identity("stops", `s${i}`, "*.*", { presence: "joined", padding }),
      );
    expect(setup.log.filter((line) => line.startsWith("joined"))).toHaveLength(
      Math.floor(BYTES_MAX / 60_120),
    );
  });

  test("instances are limited, and the log names the first one above the limit", () => {
    setup.roster.start();
    for (let i = 0; i < INSTANCES_MAX + 5; i++) setup.announce("stops", `s${i}`);
    expect(setup.roster.views([])[0]?.instances).toHaveLength(INSTANCES_MAX);
    expect(setup.faults).toEqual([
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
    setup.roster.start();
    setup.announce("stops", "s1", "joined", [...codes.slice(1), codes[1]].join(", "));
    expect(setup.roster.client("stops")?.view(false).markets).toHaveLength(MARKETS_MAX);
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
    setup.roster.start();
    const subject = presenceSubject("stops", "s1");
    for (let i = 0; i < 3; i++) setup.broker.publish(subject, body);
    expect({ bidders: setup.roster.bidders, log: setup.log }).toEqual({
      bidders: [],
      log: [expect.stringMatching(why)],
    });
    await setup.passProbes(120);
    setup.broker.publish(subject, body);
    expect(setup.log).toHaveLength(2);
  });

  test("bidders are limited: when all are alive, the log has it; otherwise the one that was absent for longest is removed", async () => {
    setup.roster.start();
    for (let i = 0; i < BIDDERS_MAX; i++) setup.announce(`k${i}`, "i");
    setup.announce("stops", "s1");
    expect({
      bidders: setup.roster.bidders.length,
      hasStops: setup.roster.bidders.includes("stops"),
    }).toEqual({ bidders: BIDDERS_MAX, hasStops: false });
    expect(setup.faults).toEqual([
      expect.stringContaining(`${BIDDERS_MAX} bidders are alive already`),
    ]);
    setup.announce("k7", "i", "left");
    await setup.passProbes(1);
    setup.announce("k3", "i", "left");
    setup.announce("stops", "s1");
    expect(setup.roster.bidders).toHaveLength(BIDDERS_MAX);
    expect(["stops", "k3", "k7"].map((kind) => setup.roster.bidders.includes(kind))).toEqual([
      true,
      true,
      false,
    ]);
  });
});
