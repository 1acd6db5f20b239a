import { beforeEach, describe, expect, test } from "@jest/globals";
import { presenceSubject, serviceSubject } from "../../proto/subjects.ts";
import {
  INBOX,
  identity,
  PING_INBOX,
  RosterStage,
} from "../../test/fixtures/scatter/roster-stage.ts";
import { MESSAGES_MAX } from "./presence-limiter.ts";

let stage: RosterStage;
beforeEach(() => {
  stage = new RosterStage();
});

describe("PRESENCE-1, A4: a name is trusted when the broker confirms it", () => {
  const forged = identity("nonstop", "evil");

  test("an answer to PING lists no bidder: the bidder of that name is asked on its own subject, with a nonce", () => {
    stage.roster.start();
    stage.broker.publish(PING_INBOX, forged);
    expect([stage.roster.bidders, stage.log]).toEqual([[], []]);
    const reply = stage.broker.replyOf("nonstop") as string;
    expect(reply.slice(INBOX.length)).toMatch(/^\.nonstop\.[A-Za-z0-9_-]{43}$/);
    stage.broker.publish(reply, identity("nonstop", "n1"));
    expect(stage.log).toEqual(["joined nonstop n1"]);
  });

  test("an answer is refused with a guessed nonce, with the nonce of another bidder, and without one", () => {
    stage.roster.start();
    stage.broker.publish(PING_INBOX, forged);
    stage.broker.publish(PING_INBOX, identity("partners", "p1"));
    const own = stage.broker.replyOf("partners") as string;
    const ownNonce = own.split(".").at(-1);
    const guesses = [
      "nonstop",
      "nonstop.",
      "nonstop.guess",
      `nonstop.${ownNonce}`,
      `${ownNonce}`,
      "ping",
      "ping.",
      "ping.x",
      `partners.${ownNonce}.x`,
      "",
    ];
    for (const guess of guesses) stage.broker.publish(`${INBOX}.${guess}`, forged);
    // Under its own nonce a bidder can report itself only; the name of another one is refused.
    stage.broker.publish(own, forged);
    expect([stage.roster.bidders, stage.log]).toEqual([
      [],
      [`fault ${own}: presence message of partners refused: it names the bidder nonstop`],
    ]);
    // The same for a bidder that is known already: no other sender adds an instance to it.
    stage.broker.publish(stage.broker.replyOf("nonstop") as string, identity("nonstop", "n1"));
    for (const guess of guesses) stage.broker.publish(`${INBOX}.${guess}`, forged);
    expect(
      stage.roster.views([]).flatMap(({ instances }) => instances.map(({ id }) => id)),
    ).toEqual(["n1"]);
  });

  test("a bidder can have the name ping", () => {
    stage.connect("ping", "p1");
    stage.roster.start();
    expect(stage.log).toEqual(["joined ping p1"]);
  });

  test("an announcement with another bidder's name or instance is refused and reported", () => {
    stage.roster.start();
    stage.broker.publish(presenceSubject("partners", "evil"), { ...forged, presence: "joined" });
    stage.broker.publish(
      presenceSubject("stops", "s1"),
      identity("stops", "s2", "*.*", { presence: "joined" }),
    );
    expect([stage.roster.bidders, stage.faults]).toEqual([
      [],
      [
        "fault auction.presence.partners.evil: presence message of partners refused: it names the bidder nonstop",
        "fault auction.presence.stops.s1: presence message of stops refused: s1 names the instance s2",
      ],
    ]);
  });

  test("no sender announces the end of another one", () => {
    stage.connect("nonstop", "n1");
    stage.roster.start();
    stage.broker.publish(
      presenceSubject("partners", "n1"),
      identity("nonstop", "n1", "*.*", { presence: "left" }),
    );
    stage.broker.publish(
      presenceSubject("nonstop", "n2"),
      identity("nonstop", "n1", "*.*", { presence: "left" }),
    );
    expect(stage.expected).toEqual(["nonstop"]);
  });
});

describe("REGISTRY-1, A6: invented names take no place", () => {
  const flood = (prefix: string, count: number) => {
    for (let i = 0; i < count; i++)
      stage.broker.publish(PING_INBOX, identity(`${prefix}${i}`, "x"));
  };

  test("with any number of invented names, a bidder that is alive or joins is found", async () => {
    stage.roster.start();
    flood("x", MESSAGES_MAX - 1);
    stage.broker.publish(PING_INBOX, identity("slow", "s1"));
    stage.connect("nonstop", "n1");
    stage.announce("stops", "s1");
    await stage.passProbes(1);
    flood("y", MESSAGES_MAX);
    // However many names came after it, a bidder that was asked is confirmed by its answer.
    stage.broker.publish(stage.broker.replyOf("slow") as string, identity("slow", "s1"));
    expect(stage.expected).toEqual(["nonstop", "slow", "stops"]);
    expect(stage.roster.bidders).toEqual(["nonstop", "slow", "stops"]);
  });

  test("a name is asked once in a probe interval", async () => {
    stage.roster.start();
    const asked = () =>
      stage.broker.asked.filter(({ subject }) => subject === serviceSubject("STATS", "x")).length;
    for (let i = 0; i < 3; i++) stage.broker.publish(PING_INBOX, identity("x", "x"));
    expect(asked()).toBe(1);
    await stage.passProbes(1);
    for (let i = 0; i < 3; i++) stage.broker.publish(PING_INBOX, identity("x", "x"));
    expect(asked()).toBe(2);
  });

  test("the broker's answer that no bidder is subscribed is ignored", () => {
    stage.roster.start();
    stage.broker.publish(PING_INBOX, identity("x", "x"));
    stage.broker.publish(stage.broker.replyOf("x") as string, "");
    expect([stage.roster.bidders, stage.log]).toEqual([[], []]);
  });

  test("answers to PING are read up to a limit in each probe interval, and the log has it once", async () => {
    stage.roster.start();
    flood("x", 2 * MESSAGES_MAX);
    expect(
      stage.broker.asked.filter(({ subject }) => subject.startsWith("$SRV.STATS.")),
    ).toHaveLength(MESSAGES_MAX);
    expect(stage.faults).toEqual([
      expect.stringContaining(
        `presence message of an unknown sender refused: more than ${MESSAGES_MAX} messages`,
      ),
    ]);
    stage.connect("nonstop", "n1");
    await stage.passProbes(1);
    expect([stage.expected, stage.faults.length]).toEqual([["nonstop"], 1]);
  });
});
