import { beforeEach, describe, expect, test } from "@jest/globals";
import type { Msg, NatsConnection } from "nats";
import type { FlightSearch } from "../../proto/messages.ts";
import {
  MARKETS_MAX,
  parsePresenceSubject,
  presenceSubject,
  rosterInbox,
  serviceSubject,
} from "../../proto/subjects.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { flightSearch } from "../../test/harness/offers.ts";
import { ABSENT_ROUNDS_MAX, BIDDERS_MAX } from "./bidder-registry.ts";
import { INSTANCES_MAX } from "./instance-table.ts";
import { PROBE_INTERVAL_MS, UNANSWERED_PROBES_MAX } from "./liveness-probe.ts";
import { MICROSERVICE_SETTINGS } from "./microservice-client.ts";
import { BYTES_MAX, MESSAGES_MAX } from "./presence-limiter.ts";
import { Roster } from "./roster.ts";

const INBOX = rosterInbox("g1");
const PING_INBOX = `${INBOX}.ping`;

/**
 * A broker in which every message arrives at once, and its confirmation when the test lets the
 * event loop turn.
 */
class FakeBroker {
  readonly asked: { subject: string; reply: string }[] = [];
  readonly bidders = new Map<string, { kind: string; markets: string }>();
  /** False: nothing arrives and nothing is confirmed. */
  up = true;
  readonly #takers: { subject: string; callback: (error: null, message: Msg) => void }[] = [];
  #lose: (() => void)[] = [];

  readonly connection = {
    isClosed: () => false,
    isDraining: () => false,
    subscribe: (
      subject: string,
      { callback }: { callback: (error: null, message: Msg) => void },
    ) => {
      this.#takers.push({ subject, callback });
      return { unsubscribe: () => {} };
    },
    publish: (subject: string, _data: undefined, { reply }: { reply: string }) => {
      this.asked.push({ subject, reply });
      if (!this.up) return;
      for (const [id, { kind, markets }] of this.bidders) {
        if (subject === serviceSubject("PING") || subject === serviceSubject("STATS", kind))
          this.say(reply, identity(kind, id, markets));
      }
    },
    flush: () =>
      this.up
        ? Promise.resolve()
        : new Promise<void>((_, reject) =>
            this.#lose.push(() => reject(new Error("disconnected"))),
          ),
  } as unknown as NatsConnection;

  /** Somebody publishes. */
  say(subject: string, body: object | string): void {
    const data = new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
    const presence =
      subject.startsWith("auction.presence.") && parsePresenceSubject(subject) !== undefined;
    const taker = this.#takers.find((one) =>
      presence ? one.subject.startsWith("auction.presence.") : one.subject.startsWith(INBOX),
    );
    taker?.callback(null, { subject, data } as Msg);
  }

  back(): void {
    this.up = true;
    for (const lose of this.#lose) lose();
    this.#lose = [];
  }

  /** The last reply address that this kind was asked with. */
  replyOf(kind: string): string | undefined {
    return this.asked.findLast(({ subject }) => subject === serviceSubject("STATS", kind))?.reply;
  }
}

const identity = (name: string, id: string, markets = "*.*", more: object = {}) => ({
  name,
  id,
  version: "1.0.0",
  metadata: { markets },
  ...more,
});

let broker: FakeBroker;
let clock: DrivenClock;
let roster: Roster;
let log: string[];

beforeEach(() => {
  broker = new FakeBroker();
  clock = new DrivenClock();
  log = [];
  const listener = {
    joined: (bidder: string, instance: string) => void log.push(`joined ${bidder} ${instance}`),
    gone: (bidder: string, instance: string, how: string) =>
      void log.push(`${how} ${bidder} ${instance}`),
    lost: (bidder: string) => void log.push(`lost the last ${bidder}`),
    breaker: (bidder: string, state: string) => void log.push(`breaker ${bidder} ${state}`),
    fault: (subject: string, error: unknown) =>
      void log.push(`fault ${subject}: ${(error as Error).message}`),
  };
  roster = new Roster(broker.connection, "g1", clock, listener, MICROSERVICE_SETTINGS);
});

/** The time of so many rounds, one by one, with what comes in meanwhile. */
async function rounds(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await new Promise(setImmediate);
    clock.moveTo(clock.now() + PROBE_INTERVAL_MS);
    await new Promise(setImmediate);
  }
}

function comes(kind: string, id: string, markets = "*.*"): void {
  broker.bidders.set(id, { kind, markets });
}
function announces(
  kind: string,
  id: string,
  presence: "joined" | "left" = "joined",
  markets = "*.*",
): void {
  broker.say(presenceSubject(kind, id), identity(kind, id, markets, { presence }));
}

const search = (required: string[] = []): FlightSearch =>
  flightSearch({ policy: { deadlineMs: 800, quorum: null, required } });
const expected = () => roster.expectation(search()).expected;
const faults = () => log.filter((line) => line.startsWith("fault"));

describe("who is there", () => {
  test("whoever was there before is found by PING, and believed by STATS; whoever comes is expected at once", async () => {
    comes("nonstop", "n1");
    roster.start();
    expect(log).toEqual(["joined nonstop n1"]);
    announces("stops", "s1");
    expect([expected(), roster.bidders, log.at(-1)]).toEqual([
      ["nonstop", "stops"],
      ["nonstop", "stops"],
      "joined stops s1",
    ]);
    announces("stops", "s1", "left");
    expect([expected(), log.at(-1)]).toEqual([["nonstop"], "left stops s1"]);
  });

  test("is known when a first round has had its time", async () => {
    comes("nonstop", "n1");
    roster.start();
    expect(roster.known).toBe(false);
    await rounds(1);
    expect(roster.known).toBe(true);
  });

  test("one that dies is lost within 2.5 s of its last word, and the others are not", async () => {
    comes("nonstop", "n1");
    comes("nonstop", "n2");
    comes("stops", "s1");
    roster.start();
    await rounds(10);
    const diedAt = clock.now();
    broker.bidders.delete("n1");
    broker.bidders.delete("s1");
    const gone = () => log.filter((line) => line.startsWith("lost"));
    for (let left = UNANSWERED_PROBES_MAX; gone().length === 0; left--) {
      if (left < 0) throw new Error("nobody was lost");
      await rounds(1);
    }
    expect(clock.now() - diedAt).toBeLessThanOrEqual(2_500);
    expect(gone().sort()).toEqual(["lost nonstop n1", "lost stops s1", "lost the last stops"]);
    expect(expected()).toEqual(["nonstop"]);
  });

  test("an absent required bidder is named at the start, one that serves other markets is not asked for", () => {
    comes("stops", "s1");
    comes("partners", "p1", "SYD.*");
    roster.start();
    const { expected, required, absent } = roster.expectation(
      search(["nonstop", "partners", "stops"]),
    );
    expect({ expected, required, absent }).toEqual({
      expected: ["stops"],
      required: ["nonstop", "stops"],
      absent: ["nonstop"],
    });
  });
});

describe("A4: a name is believed when the broker vouches for it", () => {
  const forged = identity("nonstop", "evil");

  test("an answer to PING lists nobody: its kind is asked on its own subject, with a nonce", () => {
    roster.start();
    broker.say(PING_INBOX, forged);
    expect([roster.bidders, log]).toEqual([[], []]);
    const reply = broker.replyOf("nonstop") as string;
    expect(reply.slice(INBOX.length)).toMatch(/^\.nonstop\.[A-Za-z0-9_-]{43}$/);
    broker.say(reply, identity("nonstop", "n1"));
    expect(log).toEqual(["joined nonstop n1"]);
  });

  test("and to nobody else's: neither by a guess, nor by the nonce of another kind, nor without one", () => {
    roster.start();
    broker.say(PING_INBOX, forged);
    broker.say(PING_INBOX, identity("partners", "p1"));
    const own = broker.replyOf("partners") as string;
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
    for (const guess of guesses) broker.say(`${INBOX}.${guess}`, forged);
    // Under its own nonce a kind speaks for itself only, and what it says of others is named.
    broker.say(own, forged);
    expect([roster.bidders, log]).toEqual([
      [],
      [`fault ${own}: presence message of partners refused: it names the bidder nonstop`],
    ]);
    // So is a kind that is known already: nobody adds an instance to it.
    broker.say(broker.replyOf("nonstop") as string, identity("nonstop", "n1"));
    for (const guess of guesses) broker.say(`${INBOX}.${guess}`, forged);
    expect(roster.views([]).flatMap(({ instances }) => instances.map(({ id }) => id))).toEqual([
      "n1",
    ]);
  });

  test("a bidder may even be called ping", () => {
    comes("ping", "p1");
    roster.start();
    expect(log).toEqual(["joined ping p1"]);
  });

  test("an announcement of another's name or instance is refused, and named", () => {
    roster.start();
    broker.say(presenceSubject("partners", "evil"), { ...forged, presence: "joined" });
    broker.say(
      presenceSubject("stops", "s1"),
      identity("stops", "s2", "*.*", { presence: "joined" }),
    );
    expect([roster.bidders, faults()]).toEqual([
      [],
      [
        "fault auction.presence.partners.evil: presence message of partners refused: it names the bidder nonstop",
        "fault auction.presence.stops.s1: presence message of stops refused: s1 names the instance s2",
      ],
    ]);
  });

  test("nobody leaves in another's name", () => {
    comes("nonstop", "n1");
    roster.start();
    broker.say(
      presenceSubject("partners", "n1"),
      identity("nonstop", "n1", "*.*", { presence: "left" }),
    );
    broker.say(
      presenceSubject("nonstop", "n2"),
      identity("nonstop", "n1", "*.*", { presence: "left" }),
    );
    expect(expected()).toEqual(["nonstop"]);
  });
});

describe("A6: made-up names take no place", () => {
  const flood = (prefix: string, count: number) => {
    for (let i = 0; i < count; i++) broker.say(PING_INBOX, identity(`${prefix}${i}`, "x"));
  };

  test("however many there are, a bidder that is there already, or comes, is found", async () => {
    roster.start();
    flood("x", MESSAGES_MAX - 1);
    broker.say(PING_INBOX, identity("slow", "s1"));
    comes("nonstop", "n1");
    announces("stops", "s1");
    await rounds(1);
    flood("y", MESSAGES_MAX);
    // However many came after it, whoever was asked is believed when it answers.
    broker.say(broker.replyOf("slow") as string, identity("slow", "s1"));
    expect(expected()).toEqual(["nonstop", "slow", "stops"]);
    expect(roster.bidders).toEqual(["nonstop", "slow", "stops"]);
  });

  test("a name is asked once in a round", async () => {
    roster.start();
    const asked = () =>
      broker.asked.filter(({ subject }) => subject === serviceSubject("STATS", "x")).length;
    for (let i = 0; i < 3; i++) broker.say(PING_INBOX, identity("x", "x"));
    expect(asked()).toBe(1);
    await rounds(1);
    for (let i = 0; i < 3; i++) broker.say(PING_INBOX, identity("x", "x"));
    expect(asked()).toBe(2);
  });

  test("that nobody listens there is no news, and no fault", () => {
    roster.start();
    broker.say(PING_INBOX, identity("x", "x"));
    broker.say(broker.replyOf("x") as string, "");
    expect([roster.bidders, log]).toEqual([[], []]);
  });

  test("answers to PING are read up to a bound in each round, and the log says so once", async () => {
    roster.start();
    flood("x", 2 * MESSAGES_MAX);
    expect(broker.asked.filter(({ subject }) => subject.startsWith("$SRV.STATS."))).toHaveLength(
      MESSAGES_MAX,
    );
    expect(faults()).toEqual([
      expect.stringContaining(
        `presence message of an unknown sender refused: more than ${MESSAGES_MAX} messages`,
      ),
    ]);
    comes("nonstop", "n1");
    await rounds(1);
    expect([expected(), faults().length]).toEqual([["nonstop"], 1]);
  });
});

describe("A6: what one kind may say", () => {
  test("it is read up to a bound in each round, its own only", async () => {
    roster.start();
    for (let i = 0; i < MESSAGES_MAX; i++) announces("stops", `s${i % 4}`);
    announces("stops", "one-more");
    announces("nonstop", "n1");
    expect(log).toEqual([
      "joined stops s0",
      "joined stops s1",
      "joined stops s2",
      "joined stops s3",
      expect.stringMatching(
        /^fault auction.presence.stops.one-more: .* more than 1024 messages or 4194304 bytes in one round/,
      ),
      "joined nonstop n1",
    ]);
    await rounds(1);
    announces("stops", "one-more");
    expect(log.at(-1)).toBe("joined stops one-more");
  });

  test("bytes count too", () => {
    roster.start();
    const padding = "x".repeat(60_000);
    for (let i = 0; i < 100; i++)
      broker.say(
        presenceSubject("stops", `s${i}`),
        identity("stops", `s${i}`, "*.*", { presence: "joined", padding }),
      );
    expect(log.filter((line) => line.startsWith("joined"))).toHaveLength(
      Math.floor(BYTES_MAX / 60_120),
    );
  });

  test("instances, and the log names the first that is too many", () => {
    roster.start();
    for (let i = 0; i < INSTANCES_MAX + 5; i++) announces("stops", `s${i}`);
    expect(roster.views([])[0]?.instances).toHaveLength(INSTANCES_MAX);
    expect(faults()).toEqual([
      expect.stringContaining(
        `s${INSTANCES_MAX} is one more than the ${INSTANCES_MAX} instances that are listed`,
      ),
    ]);
  });

  const codes = Array.from(
    { length: MARKETS_MAX + 1 },
    (_, i) => `Q${String.fromCharCode(65 + (i % 26), 65 + Math.floor(i / 26))}.*`,
  );

  test("as many markets as an instance may have are served; one named twice counts once", () => {
    roster.start();
    announces("stops", "s1", "joined", [...codes.slice(1), codes[1]].join(", "));
    expect(roster.client("stops")?.view(false).markets).toHaveLength(MARKETS_MAX);
  });

  test.each([
    [
      "a market too many",
      identity("stops", "s1", codes.join()),
      /s1 names 65 markets; at most 64: LHR\.\*/,
    ],
    ["no market", identity("stops", "s1", "LHR,JFK"), /names no market; valid are \*\.\*/],
    ["a list without end", identity("stops", "s1", "*.*,".repeat(2_000)), /metadata\.markets: /],
    [
      "too many bytes",
      identity("stops", "s1", "*.*", { padding: "x".repeat(70_000) }),
      /bytes; at most 65536/,
    ],
    ["not JSON", "{", /it is not JSON/],
    ["no object", "null", /refused: /],
    ["no name", { id: "s1", metadata: { markets: "*.*" } }, /name: /],
    ["an instance that is no token", identity("stops", "s.1"), /id: /],
  ])("refused and named, once a minute: %s", async (_, body, why) => {
    roster.start();
    const subject = presenceSubject("stops", "s1");
    for (let i = 0; i < 3; i++) broker.say(subject, body);
    expect([roster.bidders, log]).toEqual([[], [expect.stringMatching(why)]]);
    await rounds(120);
    broker.say(subject, body);
    expect(log).toHaveLength(2);
  });

  test("kinds: when all places are taken by the living, the log says so; the one longest away makes room", async () => {
    roster.start();
    for (let i = 0; i < BIDDERS_MAX; i++) announces(`k${i}`, "i");
    announces("stops", "s1");
    expect([roster.bidders.length, roster.bidders.includes("stops")]).toEqual([BIDDERS_MAX, false]);
    expect(faults()).toEqual([expect.stringContaining(`${BIDDERS_MAX} bidders are alive already`)]);
    announces("k7", "i", "left");
    await rounds(1);
    announces("k3", "i", "left");
    announces("stops", "s1");
    expect(roster.bidders).toHaveLength(BIDDERS_MAX);
    expect(["stops", "k3", "k7"].map((kind) => roster.bidders.includes(kind))).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe("one that is away", () => {
  test("keeps its name and its breaker for ten minutes, and is expected again when it comes back", async () => {
    comes("stops", "s1");
    roster.start();
    for (let i = 0; i < 8; i++) roster.client("stops")?.observe("failure");
    broker.bidders.delete("s1");
    announces("stops", "s1", "left");
    await rounds(ABSENT_ROUNDS_MAX);
    expect([expected(), roster.bidders, roster.client("stops")?.breaker]).toEqual([
      [],
      ["stops"],
      "open",
    ]);
    announces("stops", "s2");
    expect([roster.bidders, roster.client("stops")?.breaker, expected()]).toEqual([
      ["stops"],
      "open",
      ["stops"],
    ]);
  });

  test("and one that is not away keeps them for good", async () => {
    comes("stops", "s1");
    roster.start();
    for (let i = 0; i < 8; i++) roster.client("stops")?.observe("failure");
    await rounds(ABSENT_ROUNDS_MAX + 2);
    expect([roster.bidders, roster.client("stops")?.breaker, log]).toEqual([
      ["stops"],
      "open",
      ["joined stops s1", "breaker stops open"],
    ]);
  });

  test("is forgotten after that", async () => {
    roster.start();
    announces("stops", "s1");
    announces("stops", "s1", "left");
    await rounds(ABSENT_ROUNDS_MAX + 1);
    expect([roster.bidders, roster.client("stops")]).toEqual([[], undefined]);
  });
});

describe("A10: what was not asked was not left unanswered", () => {
  beforeEach(async () => {
    comes("nonstop", "n1");
    comes("stops", "s1");
    roster.start();
    await rounds(6);
    log = [];
  });

  test("a gateway that was stalled forgets nobody", async () => {
    // All its timers fire, and nothing that came in meanwhile has been read: what SIGSTOP or a
    // blocked event loop looks like.
    broker.bidders.clear();
    clock.moveTo(clock.now() + 60_000);
    expect([log, expected()]).toEqual([[], ["nonstop", "stops"]]);
    comes("nonstop", "n1");
    await rounds(UNANSWERED_PROBES_MAX + 2);
    expect(log).toEqual(["lost stops s1", "lost the last stops"]);
  });

  test("a broker that stands still makes nobody look dead, and is not asked twice", async () => {
    broker.up = false;
    const before = broker.asked.length;
    await rounds(20);
    // PING and one STATS for each kind.
    expect([log, broker.asked.length - before]).toEqual([[], 3]);
  });

  test("an outage longer than the silence limit: the same are expected, and whoever has died in it is lost soon after", async () => {
    broker.up = false;
    roster.pause();
    await rounds(20);
    expect([log, expected()]).toEqual([[], ["nonstop", "stops"]]);
    broker.bidders.delete("s1");
    broker.back();
    roster.resume();
    expect(expected()).toEqual(["nonstop", "stops"]);
    const backAt = clock.now();
    for (let left = UNANSWERED_PROBES_MAX; log.length === 0; left--) {
      if (left < 0) throw new Error("nobody was lost");
      await rounds(1);
    }
    expect([log, clock.now() - backAt]).toEqual([["lost stops s1", "lost the last stops"], 2_000]);
  });

  test("whoever was silent before the outage has its whole time after it", async () => {
    broker.bidders.delete("s1");
    await rounds(UNANSWERED_PROBES_MAX);
    roster.pause();
    roster.resume();
    await rounds(UNANSWERED_PROBES_MAX - 1);
    expect(log).toEqual([]);
    await rounds(1);
    expect(log).toEqual(["lost stops s1", "lost the last stops"]);
  });

  test("back without having been away, it asks no more often than before", () => {
    roster.resume();
    roster.resume();
    expect(clock.timers).toBe(1);
  });

  test("a kind that was away before is not waited for to be known", () => {
    announces("stops", "s1", "left");
    broker.bidders.clear();
    roster.resume();
    announces("nonstop", "n1");
    expect(roster.known).toBe(true);
  });

  test("the first question after it goes out at once; the roster is known when all that were alive have spoken", async () => {
    roster.pause();
    broker.bidders.clear();
    const before = broker.asked.length;
    roster.resume();
    expect([broker.asked.length - before, roster.known]).toEqual([3, false]);
    announces("nonstop", "n1");
    announces("partners", "p1");
    expect(roster.known).toBe(false);
    announces("stops", "s1");
    expect(roster.known).toBe(true);
  });

  test("or when a round has passed", async () => {
    roster.pause();
    broker.bidders.clear();
    roster.resume();
    await rounds(1);
    expect([roster.known, expected()]).toEqual([true, ["nonstop", "stops"]]);
  });

  test("without a word of the outage too: a question that was lost counts for nothing, and is asked again", async () => {
    broker.up = false;
    await rounds(20);
    broker.back();
    await rounds(1);
    expect([log, expected()]).toEqual([[], ["nonstop", "stops"]]);
    const before = broker.asked.length;
    await rounds(1);
    expect(broker.asked.length).toBeGreaterThan(before);
  });

  test("resumed after its stop it asks nobody", () => {
    roster.stop();
    const before = broker.asked.length;
    roster.resume();
    expect([broker.asked.length - before, clock.timers]).toEqual([0, 0]);
  });
});

test("resumed before its start it asks nobody", () => {
  roster.pause();
  roster.resume();
  expect([broker.asked, clock.timers]).toEqual([[], 0]);
});

describe("BREAKER-2: reservations", () => {
  beforeEach(() => {
    comes("stops", "s1");
    comes("nonstop", "n1");
    roster.start();
    for (let i = 0; i < 8; i++) roster.client("stops")?.observe("failure");
  });
  const { coolDownMs } = MICROSERVICE_SETTINGS.breaker;
  const breakerChanges = () => log.filter((line) => line.startsWith("breaker"));

  test("the expectation is a query: it takes no trial and changes no breaker", () => {
    clock.moveTo(clock.now() + coolDownMs);
    for (let i = 0; i < 3; i++) expect(expected()).toEqual(["nonstop", "stops"]);
    expect([roster.client("stops")?.breaker, breakerChanges()]).toEqual([
      "open",
      ["breaker stops open"],
    ]);
    expect(roster.reserve(search()).expected).toEqual(["nonstop", "stops"]);
    expect([roster.client("stops")?.breaker, expected()]).toEqual(["half-open", ["nonstop"]]);
  });

  test("a released reservation gives the trial back exactly once", () => {
    clock.moveTo(clock.now() + coolDownMs);
    const first = roster.reserve(search());
    expect([first.expected, expected()]).toEqual([["nonstop", "stops"], ["nonstop"]]);
    first.release();
    const second = roster.reserve(search());
    expect(second.expected).toEqual(["nonstop", "stops"]);
    first.release();
    first.observe("stops", "success");
    expect([roster.reserve(search()).skipped, roster.client("stops")?.breaker]).toEqual([
      ["stops"],
      "half-open",
    ]);
    second.observe("stops", "success");
    second.release();
    expect([roster.client("stops")?.breaker, expected()]).toEqual(["closed", ["nonstop", "stops"]]);
  });

  test("a bidder without a place, that joined after the call was sent, is observed at its client", () => {
    const reservation = roster.reserve(search());
    announces("partners", "p1");
    for (let i = 0; i < 8; i++) reservation.observe("partners", "failure");
    reservation.observe("unknown", "failure");
    expect(roster.client("partners")?.breaker).toBe("open");
  });
});
