import { beforeEach, describe, expect, test } from "@jest/globals";
import { presenceSubject, serviceSubject } from "../../proto/subjects.ts";
import {
  INBOX,
  identity,
  PING_INBOX,
  RosterSetup,
} from "../../test/fixtures/scatter/roster-setup.ts";
import { MESSAGES_MAX } from "./presence-limiter.ts";

let setup: RosterSetup;
beforeEach(() => {
  setup = new RosterSetup();
});

describe("PRESENCE-1, A4: a name is trusted when the broker confirms it", () => {
  const forged = identity("nonstop", "evil");

  test("an answer to PING lists no bidder: the bidder of that name is asked on its own subject, with a nonce", () => {
    setup.roster.start();
    setup.broker.publish(PING_INBOX, forged);
    expect({ bidders: setup.roster.bidders, log: setup.log }).toEqual({ bidders: [], log: [] });
    const reply = setup.broker.replyOf("nonstop") as string;
    expect(reply.slice(INBOX.length)).toMatch(/^\.nonstop\.[A-Za-z0-9_-]{43}$/);
    setup.broker.publish(reply, identity("nonstop", "n1"));
    expect(setup.log).toEqual(["joined nonstop n1"]);
  });

  test("an answer is refused with a guessed nonce, with the nonce of another bidder, and without one", () => {
    setup.roster.start();
    setup.broker.publish(PING_INBOX, forged);
    setup.broker.publish(PING_INBOX, identity("partners", "p1"));
    const own = setup.broker.replyOf("partners") as string;
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
    for (const guess of guesses) setup.broker.publish(`${INBOX}.${guess}`, forged);
    // Under its own nonce a bidder can report itself only; the name of another one is refused.
    setup.broker.publish(own, forged);
    expect({ bidders: setup.roster.bidders, log: setup.log }).toEqual({
      bidders: [],
      log: [`fault ${own}: presence message of partners refused: it names the bidder nonstop`],
    });
    // The same for a bidder that is known already: no other sender adds an instance to it.
    setup.broker.publish(setup.broker.replyOf("nonstop") as string, identity("nonstop", "n1"));
    for (const guess of guesses) setup.broker.publish(`${INBOX}.${guess}`, forged);
    expect(
      setup.roster.views([]).flatMap(({ instances }) => instances.map(({ id }) => id)),
    ).toEqual(["n1"]);
  });

  test("a bidder can have the name ping", () => {
    setup.connect("ping", "p1");
    setup.roster.start();
    expect(setup.log).toEqual(["joined ping p1"]);
  });

  test("an announcement with another bidder's name or instance is refused and reported", () => {
    setup.roster.start();
    setup.broker.publish(presenceSubject("partners", "evil"), { ...forged, presence: "joined" });
    setup.broker.publish(
      presenceSubject("stops", "s1"),
      identity("stops", "s2", "*.*", { presence: "joined" }),
    );
    expect({ bidders: setup.roster.bidders, faults: setup.faults }).toEqual({
      bidders: [],
      faults: [
        "fault auction.presence.partners.evil: presence message of partners refused: it names the bidder nonstop",
        "fault auction.presence.stops.s1: presence message of stops refused: s1 names the instance s2",
      ],
    });
  });

  test("no sender announces the end of another one", () => {
    setup.connect("nonstop", "n1");
    setup.roster.start();
    setup.broker.publish(
      presenceSubject("partners", "n1"),
      identity("nonstop", "n1", "*.*", { presence: "left" }),
    );
    setup.broker.publish(
      presenceSubject("nonstop", "n2"),
      identity("nonstop", "n1", "*.*", { presence: "left" }),
    );
    expect(setup.expected).toEqual(["nonstop"]);
  });
});

describe("REGISTRY-1, A6: invented names take no room", () => {
  const flood = (prefix: string, count: number) => {
    for (let i = 0; i < count; i++)
      setup.broker.publish(PING_INBOX, identity(`${prefix}${i}`, "x"));
  };

  test("with any number of invented names, a bidder that is alive or joins is found", async () => {
    setup.roster.start();
    flood("x", MESSAGES_MAX - 1);
    setup.broker.publish(PING_INBOX, identity("slow", "s1"));
    setup.connect("nonstop", "n1");
    setup.announce("stops", "s1");
    await setup.passProbes(1);
    flood("y", MESSAGES_MAX);
    // However many names came after it, a bidder that was asked is confirmed by its answer.
    setup.broker.publish(setup.broker.replyOf("slow") as string, identity("slow", "s1"));
    expect(setup.expected).toEqual(["nonstop", "slow", "stops"]);
    expect(setup.roster.bidders).toEqual(["nonstop", "slow", "stops"]);
  });

  test("a name is asked once in a probe interval", async () => {
    setup.roster.start();
    const asked = () =>
      setup.broker.asked.filter(({ subject }) => subject === serviceSubject("STATS", "x")).length;
    for (let i = 0; i < 3; i++) setup.broker.publish(PING_INBOX, identity("x", "x"));
    expect(asked()).toBe(1);
    await setup.passProbes(1);
    for (let i = 0; i < 3; i++) setup.broker.publish(PING_INBOX, identity("x", "x"));
    expect(asked()).toBe(2);
  });

  test("the broker's answer that no bidder is subscribed is ignored", () => {
    setup.roster.start();
    setup.broker.publish(PING_INBOX, identity("x", "x"));
    setup.broker.publish(setup.broker.replyOf("x") as string, "");
    expect({ bidders: setup.roster.bidders, log: setup.log }).toEqual({ bidders: [], log: [] });
  });

  test("answers to PING are read up to a limit in each probe interval, and the log has it once", async () => {
    setup.roster.start();
    flood("x", 2 * MESSAGES_MAX);
    expect(
      setup.broker.asked.filter(({ subject }) => subject.startsWith("$SRV.STATS.")),
    ).toHaveLength(MESSAGES_MAX);
    expect(setup.faults).toEqual([
      expect.stringContaining(
        `presence message of an unknown sender refused: more than ${MESSAGES_MAX} messages`,
      ),
    ]);
    setup.connect("nonstop", "n1");
    await setup.passProbes(1);
    expect({ expected: setup.expected, faults: setup.faults.length }).toEqual({
      expected: ["nonstop"],
      faults: 1,
    });
  });
});
