/**
 * The rights in nats.conf, tested with the real broker: what is refused, and that what is allowed
 * arrives (A4).
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Msg, NatsConnection, Subscription } from "nats";
import { connect } from "../../common/runtime/connect.ts";
import {
  bidSubject,
  CANCEL_SUBJECT,
  CLIENT_INBOX,
  callSubject,
  clientInbox,
  FALLBACK_BUCKET,
  FALLBACK_STREAM,
  FALLBACK_SUBJECTS,
  fallbackKey,
  feedbackSubject,
  GATEWAY_INBOX,
  GATEWAY_SERVICE,
  gatewayAliveSubject,
  gatewaySearchSubject,
  inboxSubject,
  inboxWildcard,
  LEARNED_BUCKET,
  LEARNED_STREAM,
  LEARNED_SUBJECTS,
  LEDGER_BUCKET,
  LEDGER_STREAM,
  LEDGER_SUBJECTS,
  MONITOR_INBOX,
  marketSubject,
  PRESENCE_WILDCARD,
  presenceSubject,
  RECORD_STREAM,
  recordReaderInbox,
  recordSubject,
  rosterInbox,
  SEARCH_SUBJECT,
  serviceSubject,
} from "../../proto/subjects.ts";
import { type Broker, confWithSecondClient, startBroker } from "../harness/broker.ts";

const KINDS = ["nonstop", "stops", "partners"] as const;
const ROLES = ["gateway", ...KINDS, "client", "client-shop", "monitor", "records"] as const;
const otherThan = (kind: string) => KINDS.filter((one) => one !== kind);

const INBOX = inboxSubject("g1", "s1");
const CALL = callSubject("LHR", "JFK");

/** `queue` empty: a plain subscription. */
interface BrokerAction {
  readonly role: string;
  readonly act: "publish" | "subscribe";
  readonly subject: string;
  readonly queue: string;
}

const publish = (role: string, ...subjects: string[]): BrokerAction[] =>
  subjects.map((subject) => ({ role, act: "publish", subject, queue: "" }));
const subscribe = (role: string, subject: string, queue = ""): BrokerAction => ({
  role,
  act: "subscribe",
  subject,
  queue,
});
const subscribeAll = (role: string, ...subjects: string[]) =>
  subjects.map((subject) => subscribe(role, subject));
const asRow = (attempt: BrokerAction) =>
  [attempt.role, attempt.act, attempt.subject, attempt.queue, attempt] as const;

const VERBS = ["PING", "INFO", "STATS"] as const;
/** Questions of the service protocol to one service or instance, and to all. */
const servicesOf = (name: string) =>
  VERBS.flatMap((verb) => [serviceSubject(verb, name), serviceSubject(verb, name, "i1")]);
const services = (name: string) => [
  ...VERBS.map((verb) => serviceSubject(verb)),
  ...servicesOf(name),
];

const KEY = fallbackKey("nonstop", "LHRJFK20261215_1-0-0_economy_USD_best_2");
const VALUE = `$KV.${FALLBACK_BUCKET}.${KEY}`;
/** What a gateway does with the bucket of fallback bids: make it, write a value, read one. */
const bucketUses = [
  `$JS.API.STREAM.CREATE.${FALLBACK_STREAM}`,
  VALUE,
  `$JS.API.DIRECT.GET.${FALLBACK_STREAM}.${VALUE}`,
];
/** The same of the shared ledger; and a gateway asks whether another one is connected. */
const ledgerUses = [
  `$JS.API.STREAM.CREATE.${LEDGER_STREAM}`,
  `$KV.${LEDGER_BUCKET}.key`,
  `$JS.API.DIRECT.GET.${LEDGER_STREAM}.$KV.${LEDGER_BUCKET}.key`,
];
/** The same of what was learned. */
const learnedUses = [
  `$JS.API.STREAM.CREATE.${LEARNED_STREAM}`,
  `$KV.${LEARNED_BUCKET}.key`,
  `$JS.API.DIRECT.GET.${LEARNED_STREAM}.$KV.${LEARNED_BUCKET}.key`,
];
/** A record of auctions in a stream: make it, write a block. */
const recordUses = [`$JS.API.STREAM.CREATE.${RECORD_STREAM}`, recordSubject(RECORD_STREAM, "g1")];
/** And what its reader does: ask for its bounds and for one message after the other. */
const recordReads = ["INFO", "MSG.GET"].map((verb) => `$JS.API.STREAM.${verb}.${RECORD_STREAM}`);
const ALIVE = gatewayAliveSubject("g1");
/** What no user may do: list, change, empty or remove it, watch it, or use another bucket. */
const bucketAbuses = [
  ...["INFO", "UPDATE", "PURGE", "DELETE", "SNAPSHOT", "RESTORE", "MSG.GET", "MSG.DELETE"].map(
    (verb) => `$JS.API.STREAM.${verb}.${FALLBACK_STREAM}`,
  ),
  ...["STREAM.NAMES", "STREAM.LIST", "STREAM.CREATE.KV_other", "STREAM.CREATE.other"].map(
    (verb) => `$JS.API.${verb}`,
  ),
  `$JS.API.CONSUMER.CREATE.${FALLBACK_STREAM}`,
  `$JS.API.CONSUMER.CREATE.${FALLBACK_STREAM}.mine`,
  `$JS.API.CONSUMER.DURABLE.CREATE.${FALLBACK_STREAM}.mine`,
  `$JS.API.DIRECT.GET.${FALLBACK_STREAM}`,
  "$JS.API.DIRECT.GET.KV_other.$KV.other.a.b",
  ...["INFO", "UPDATE", "PURGE", "DELETE", "MSG.GET", "MSG.DELETE"].map(
    (verb) => `$JS.API.STREAM.${verb}.${LEDGER_STREAM}`,
  ),
  `$JS.API.CONSUMER.CREATE.${LEDGER_STREAM}`,
  `$JS.API.DIRECT.GET.${LEDGER_STREAM}`,
  ...["INFO", "UPDATE", "PURGE", "DELETE", "MSG.GET", "MSG.DELETE"].map(
    (verb) => `$JS.API.STREAM.${verb}.${LEARNED_STREAM}`,
  ),
  `$JS.API.CONSUMER.CREATE.${LEARNED_STREAM}`,
  `$JS.API.DIRECT.GET.${LEARNED_STREAM}`,
  `$KV.${LEARNED_BUCKET}.key.more`,
  ...["INFO", "UPDATE", "PURGE", "DELETE", "MSG.GET", "MSG.DELETE"].map(
    (verb) => `$JS.API.STREAM.${verb}.${RECORD_STREAM}`,
  ),
  `$JS.API.CONSUMER.CREATE.${RECORD_STREAM}`,
  `$JS.API.DIRECT.GET.${RECORD_STREAM}`,
  `$KV.${LEDGER_BUCKET}.key.more`,
  `$KV.${FALLBACK_BUCKET}.nonstop`,
  `${VALUE}.more`,
  "$KV.other.a.b",
];

const refused: BrokerAction[] = [
  ...KINDS.flatMap((kind) => [
    // It cannot bid as another, nor without a name, nor below its own name.
    ...otherThan(kind).flatMap((other) => publish(kind, bidSubject(INBOX, other, "i1"))),
    ...publish(
      kind,
      INBOX,
      `${INBOX}.${kind}`,
      bidSubject(INBOX, kind, "i1.more"),
      `_INBOX.gw.g1.${kind}.i1`,
    ),
    // It receives calls in its own queue group only.
    ...otherThan(kind).map((other) => subscribe(kind, marketSubject("*.*"), other)),
    ...otherThan(kind).map((other) => subscribe(kind, marketSubject("LHR.*"), other)),
    subscribe(kind, marketSubject("*.*")),
    subscribe(kind, CALL),
    subscribe(kind, marketSubject("*.*"), "q"),
    // It cannot read what others are sent.
    ...subscribeAll(
      kind,
      ">",
      "*.>",
      "auction.>",
      inboxWildcard("g1"),
      INBOX,
      "_INBOX.>",
      `_INBOX.gw.*.*.${kind}.*`,
    ),
    ...subscribeAll(
      kind,
      `${rosterInbox("g1")}.>`,
      `${CLIENT_INBOX}.>`,
      `${MONITOR_INBOX}.>`,
      PRESENCE_WILDCARD,
      SEARCH_SUBJECT,
    ),
    ...subscribeAll(
      kind,
      "$SRV.>",
      "$SRV.PING.>",
      "$SYS.>",
      "$JS.>",
      "$JS.API.>",
      `${GATEWAY_INBOX}.>`,
      FALLBACK_SUBJECTS,
      "$KV.>",
    ),
    // It cannot call for bids, end an auction, search, or ask as the gateway does.
    ...publish(
      kind,
      CALL,
      CANCEL_SUBJECT,
      SEARCH_SUBJECT,
      gatewaySearchSubject("g1"),
      serviceSubject("PING"),
      `${CLIENT_INBOX}.a`,
      "$JS.API.INFO",
    ),
    // What became of bids it hears of its own kind alone (BATCH-1), and tells no one.
    ...otherThan(kind).map((other) => subscribe(kind, feedbackSubject(other))),
    ...subscribeAll(kind, "auction.feedback.*", "auction.feedback.>"),
    ...KINDS.flatMap((one) => publish(kind, feedbackSubject(one))),
    // It cannot publish as another.
    ...otherThan(kind).flatMap((other) => publish(kind, presenceSubject(other, "i1"))),
    ...otherThan(kind)
      .flatMap(servicesOf)
      .map((subject) => subscribe(kind, subject)),
  ]),
  // Fallback bids are shared between gateways: no other user writes, reads, makes or empties the
  // bucket, or answers in the broker's place.
  ...["nonstop", "stops", "partners", "client", "client-shop", "monitor"].flatMap((role) => [
    ...publish(role, ...bucketUses, ...bucketAbuses, `${GATEWAY_INBOX}.a.b`, "_INBOX.gateway"),
    ...publish(role, ...ledgerUses, ...learnedUses, ...recordUses, ALIVE),
    ...subscribeAll(
      role,
      "$KV.*.*.*",
      "$KV.*.*",
      LEDGER_SUBJECTS,
      LEARNED_SUBJECTS,
      ALIVE,
      "auction.gateway.*",
    ),
    ...subscribeAll(role, `${GATEWAY_INBOX}.a.*`, "$JS.EVENT.>"),
  ]),

  // Who reads a record reads nothing else, and changes nothing in it.
  ...publish("records", ...bucketUses, ...ledgerUses, ...learnedUses, ...recordUses, ALIVE),
  ...publish("records", ...bucketAbuses.filter((subject) => !recordReads.includes(subject))),
  ...publish("records", CALL, CANCEL_SUBJECT, INBOX, SEARCH_SUBJECT, serviceSubject("PING")),
  ...subscribeAll("records", ">", CALL, "auction.>", recordSubject(RECORD_STREAM, "g1"), "$JS.>"),
  ...subscribeAll("records", `${CLIENT_INBOX}.>`, `${GATEWAY_INBOX}.>`, `${MONITOR_INBOX}.>`),

  ...publish(
    "client",
    CALL,
    CANCEL_SUBJECT,
    INBOX,
    bidSubject(INBOX, "nonstop", "i1"),
    presenceSubject("nonstop", "i1"),
  ),
  ...publish(
    "client",
    serviceSubject("PING"),
    `${CLIENT_INBOX}.other`,
    `${rosterInbox("g1")}.a`,
    "search.flights.more",
    "$JS.API.INFO",
  ),
  // Each user who searches has its own inbox.
  ...["client", "client-shop"].flatMap((user) => [
    ...subscribeAll(
      user,
      "_INBOX.>",
      "_INBOX.*.>",
      "_INBOX.*.a.*",
      `${clientInbox(user)}er.>`,
      `${clientInbox(user)}-2.>`,
    ),
    ...publish(user, `${clientInbox("client")}.a`, `${clientInbox("client-shop")}.a`),
  ]),
  ...subscribeAll(
    "client",
    `${clientInbox("client-shop")}.>`,
    `${clientInbox("client-shop")}.a.*`,
    `${clientInbox("client-shop")}.a.b`,
  ),
  ...subscribeAll(
    "client-shop",
    `${CLIENT_INBOX}.>`,
    `${CLIENT_INBOX}.a.*`,
    `${CLIENT_INBOX}.a.b`,
    `${CLIENT_INBOX}.*.b`,
  ),
  ...subscribeAll(
    "client",
    ">",
    "_INBOX.>",
    "_INBOX.abc",
    inboxWildcard("g1"),
    CALL,
    SEARCH_SUBJECT,
    CANCEL_SUBJECT,
    `${MONITOR_INBOX}.>`,
  ),
  subscribe("client", SEARCH_SUBJECT, "gateway"),
  subscribe("client", gatewaySearchSubject("g1")),
  ...publish(
    "client",
    `${gatewaySearchSubject("g1")}.more`,
    serviceSubject("PING", "nonstop"),
    serviceSubject("STATS", GATEWAY_SERVICE),
  ),
  subscribe("client", marketSubject("*.*"), "nonstop"),

  ...["client", "monitor", "gateway"].flatMap((role) =>
    subscribeAll(role, feedbackSubject("nonstop"), "auction.feedback.*"),
  ),
  ...["client", "monitor"].flatMap((role) => publish(role, feedbackSubject("nonstop"))),
  ...publish(
    "monitor",
    CALL,
    CANCEL_SUBJECT,
    SEARCH_SUBJECT,
    INBOX,
    bidSubject(INBOX, "nonstop", "i1"),
    presenceSubject("nonstop", "i1"),
  ),
  ...subscribeAll(
    "monitor",
    ">",
    CALL,
    "auction.>",
    inboxWildcard("g1"),
    `${CLIENT_INBOX}.>`,
    `${rosterInbox("g1")}.>`,
    "$SRV.PING",
    "$SYS.>",
  ),

  // The gateway neither bids nor listens as a bidder, and takes searches only in the gateways'
  // queue group.
  ...publish(
    "gateway",
    bidSubject(INBOX, "nonstop", "i1"),
    INBOX,
    presenceSubject("nonstop", "i1"),
    SEARCH_SUBJECT,
    "$JS.API.INFO",
  ),
  // It answers callers in their inboxes, and cannot publish to those of the gateways, as bidders
  // and the broker do.
  ...publish(
    "gateway",
    inboxWildcard("g1").replace(">", "a"),
    `${rosterInbox("g1")}.a`,
    `${rosterInbox("g1")}.nonstop.a`,
    "_INBOX.client",
  ),
  // Of JetStream it has what its own bucket needs, and no more.
  ...publish("gateway", ...bucketAbuses, `${GATEWAY_INBOX}.a.b`),
  ...subscribeAll(
    "gateway",
    FALLBACK_SUBJECTS,
    "$KV.>",
    "$JS.>",
    "$JS.API.>",
    "$JS.EVENT.>",
    "_INBOX.>",
    "_INBOX.a.*",
  ),
  ...subscribeAll(
    "gateway",
    SEARCH_SUBJECT,
    CALL,
    marketSubject("*.*"),
    CANCEL_SUBJECT,
    `${CLIENT_INBOX}.>`,
    "$SRV.>",
    ">",
  ),
  subscribe("gateway", SEARCH_SUBJECT, "q"),
  subscribe("gateway", marketSubject("*.*"), "nonstop"),
];

const allowed: BrokerAction[] = [
  ...KINDS.flatMap((kind) => [
    subscribe(kind, marketSubject("*.*"), kind),
    subscribe(kind, marketSubject("LHR.*"), kind),
    subscribe(kind, marketSubject("LHR.JFK"), kind),
    ...subscribeAll(kind, CANCEL_SUBJECT, feedbackSubject(kind), ...services(kind)),
    ...publish(
      kind,
      bidSubject(INBOX, kind, "i1"),
      presenceSubject(kind, "i1"),
      `${rosterInbox("g1")}.a`,
      `${MONITOR_INBOX}.a`,
    ),
  ]),
  ...publish(
    "client",
    SEARCH_SUBJECT,
    gatewaySearchSubject("g1"),
    serviceSubject("PING", GATEWAY_SERVICE),
  ),
  subscribe("client", `${CLIENT_INBOX}.a.*`),
  ...publish("client-shop", SEARCH_SUBJECT),
  subscribe("client-shop", `${clientInbox("client-shop")}.a.*`),
  ...publish("gateway", `${clientInbox("client-shop")}.a`, `${clientInbox("client-shop")}.a.b`),
  ...publish("monitor", ...services("nonstop")),
  subscribe("monitor", `${MONITOR_INBOX}.a.*`),
  ...publish("records", ...recordReads),
  subscribe("records", `${recordReaderInbox("records")}.a.*`),
  ...publish(
    "gateway",
    CALL,
    CANCEL_SUBJECT,
    ...services("nonstop"),
    `${CLIENT_INBOX}.a`,
    `${MONITOR_INBOX}.a`,
  ),
  subscribe("gateway", SEARCH_SUBJECT, "gateway"),
  subscribe("gateway", gatewaySearchSubject("g1")),
  ...publish("gateway", ...bucketUses, ...ledgerUses, ...learnedUses, ...recordUses, ALIVE),
  ...subscribeAll("gateway", ALIVE),
  ...subscribeAll(
    "gateway",
    `${GATEWAY_INBOX}.a.*`,
    inboxWildcard("g1"),
    `${rosterInbox("g1")}.>`,
    PRESENCE_WILDCARD,
    ...services("gateway"),
  ),
];

interface Visitor {
  readonly connection: NatsConnection;
  /** What the broker has refused it so far. */
  readonly refusals: string[];
}

/** Closed at the end, also after a failure: an open connection would keep the process alive. */
const connections: NatsConnection[] = [];

async function visit(broker: Broker, role: string, inboxPrefix?: string): Promise<Visitor> {
  const refusals: string[] = [];
  const connection = await connect(broker.credentials(role), {
    name: `${role} of the test`,
    onStatus: ({ type, detail }) => {
      if (type === "error") refusals.push(detail);
    },
    ...(inboxPrefix === undefined ? {} : { inboxPrefix }),
  });
  connections.push(connection);
  return { connection, refusals };
}

/**
 * Tries the attempt, and waits for the broker's answer: a refusal comes before the answer to the
 * flush.
 */
async function attempt(
  { connection, refusals }: Visitor,
  { act, subject, queue }: BrokerAction,
): Promise<string[]> {
  refusals.length = 0;
  const received: string[] = [];
  const subscription =
    act === "publish"
      ? connection.publish(subject, "x")
      : listen(connection, subject, queue, received);
  await connection.flush();
  // The status comes through an async iterator: it needs one more turn of the loop.
  await new Promise(setImmediate);
  subscription?.unsubscribe();
  return [...refusals, ...received];
}

function listen(
  connection: NatsConnection,
  subject: string,
  queue: string,
  refusals: string[],
): Subscription {
  return connection.subscribe(subject, {
    ...(queue === "" ? {} : { queue }),
    callback: (error) => {
      if (error !== null) refusals.push(error.message);
    },
  });
}

let broker: Broker;
const visitors = new Map<string, Visitor>();
const visitor = (role: string) => visitors.get(role) as Visitor;

beforeAll(async () => {
  // With the second user who searches, as the comments of nats.conf describe.
  broker = await startBroker(confWithSecondClient());
  for (const role of ROLES) visitors.set(role, await visit(broker, role));
});
afterAll(async () => {
  await Promise.all(connections.map((connection) => connection.close()));
  await broker.stop();
});

describe("A4 the broker refuses what is not a role's own", () => {
  test.each(refused.map(asRow))("%s may not %s %s %s", async (role, act, subject, _queue, one) => {
    const refusals = await attempt(visitor(role), one);
    expect(refusals.join("\n")).toMatch(
      act === "publish"
        ? /Permissions Violation for Publish/i
        : /Permissions Violation for Subscription/i,
    );
    expect(refusals.join("\n")).toContain(`"${subject}"`);
  });
});

describe("A4 the broker allows each role what its side of the wire needs", () => {
  test.each(allowed.map(asRow))("%s may %s %s %s", async (role, _act, _subject, _queue, one) => {
    expect(await attempt(visitor(role), one)).toEqual([]);
  });
});

describe("A4 what was refused has not arrived, and what was allowed has", () => {
  test("the gateway's inbox gets a kind's bids from that kind alone", async () => {
    const gateway = await visit(broker, "gateway");
    const got: string[] = [];
    gateway.connection.subscribe(inboxWildcard("g2"), {
      callback: (_error, message) => void got.push(message.subject),
    });
    await gateway.connection.flush();

    const inbox = inboxSubject("g2", "s2");
    for (const kind of KINDS) {
      const { connection } = visitor(kind);
      for (const name of KINDS) connection.publish(bidSubject(inbox, name, `from-${kind}`), "x");
      connection.publish(inbox, "x");
      await connection.flush();
    }
    await gateway.connection.flush();
    expect(got).toEqual(KINDS.map((kind) => bidSubject(inbox, kind, `from-${kind}`)));
  });

  test("a call reaches each kind once, and no listener without the right", async () => {
    const received: string[] = [];
    const fresh = await Promise.all(
      KINDS.flatMap((kind) => [visit(broker, kind), visit(broker, kind)]),
    );
    fresh.forEach(({ connection }, i) => {
      const kind = KINDS[Math.floor(i / 2)] as string;
      const listen = (how: string, queue?: string) =>
        connection.subscribe("auction.flights.CDG.*", {
          ...(queue === undefined ? {} : { queue }),
          callback: (error) => {
            if (error === null) received.push(`${kind} ${how}`);
          },
        });
      listen("in its queue group", kind);
      listen("without one");
      for (const other of otherThan(kind)) listen(`in that of ${other}`, other);
    });
    await Promise.all(fresh.map(({ connection }) => connection.flush()));

    visitor("gateway").connection.publish(callSubject("CDG", "JFK"), "x");
    await visitor("gateway").connection.flush();
    await Promise.all(fresh.map(({ connection }) => connection.flush()));
    expect(received.sort()).toEqual(KINDS.map((kind) => `${kind} in its queue group`).sort());
  });

  test("a client searches and reads its answer; it does not see another's inbox", async () => {
    const client = await visit(broker, "client", CLIENT_INBOX);
    const gateway = await visit(broker, "gateway");
    gateway.connection.subscribe(SEARCH_SUBJECT, {
      queue: "gateway",
      callback: (_error, message) => void message.respond("found"),
    });
    await gateway.connection.flush();
    const answer = await client.connection.request(SEARCH_SUBJECT, "LHR JFK", { timeout: 60_000 });
    expect(answer.string()).toBe("found");
    await gateway.connection.close();
  });

  test("users who search receive their own answers only, whatever they subscribe to", async () => {
    const gateway = await visit(broker, "gateway");
    gateway.connection.subscribe(SEARCH_SUBJECT, {
      queue: "gateway",
      callback: (_error, message) => void message.respond(message.data),
    });
    await gateway.connection.flush();
    const received: string[] = [];
    const callers = await Promise.all(
      ["client", "client-shop"].map((user) => visit(broker, user, clientInbox(user))),
    );
    for (const [i, { connection }] of callers.entries()) {
      for (const subject of [
        "_INBOX.>",
        "_INBOX.*.>",
        `${CLIENT_INBOX}.>`,
        `${clientInbox("client-shop")}.>`,
      ]) {
        const callback = (error: Error | null, message: Msg) =>
          void (error === null && received.push(`${i}: ${message.string()}`));
        connection.subscribe(subject, { callback });
      }
      await connection.flush();
    }
    for (const [i, { connection }] of callers.entries()) {
      expect(
        (await connection.request(SEARCH_SUBJECT, `of ${i}`, { timeout: 60_000 })).string(),
      ).toBe(`of ${i}`);
    }
    await Promise.all(callers.map(({ connection }) => connection.flush()));
    expect(received).toEqual(["0: of 0", "1: of 1"]);
    await gateway.connection.close();
  });

  test("a monitor asks, a bidder answers it", async () => {
    const monitor = await visit(broker, "monitor", MONITOR_INBOX);
    const bidder = await visit(broker, "stops");
    bidder.connection.subscribe(serviceSubject("PING", "stops", "i9"), {
      callback: (_error, message) => void message.respond("pong"),
    });
    await bidder.connection.flush();
    const answer = await monitor.connection.request(serviceSubject("PING", "stops", "i9"), "", {
      timeout: 60_000,
    });
    expect(answer.string()).toBe("pong");
  });
});

describe("who may connect", () => {
  const cases: [string, { user: string; password: string } | undefined][] = [
    ["a wrong password", { user: "gateway", password: "wrong" }],
    ["an empty password", { user: "nonstop", password: "" }],
    ["another role's password", { user: "gateway", password: "of nonstop" }],
    ["an unknown user", { user: "admin", password: "admin" }],
    ["no credentials", undefined],
  ];
  test.each(cases)("%s is refused", async (_what, who) => {
    const password =
      who?.password === "of nonstop" ? (broker.passwords["nonstop"] ?? "") : (who?.password ?? "");
    const credentials =
      who === undefined
        ? ({ kind: "none" } as const)
        : ({ kind: "password", user: who.user, password } as const);
    await expect(
      connect({ url: broker.url, credentials }, { name: "stranger", onStatus: () => {} }),
    ).rejects.toThrow(/Authorization Violation/i);
  });

  test("each role connects with its own password, and all passwords differ", () => {
    expect([...visitors.keys()]).toEqual([...ROLES]);
    // A bidder of your own has a user too.
    const users = Object.keys(broker.passwords);
    expect(users).toEqual(expect.arrayContaining([...ROLES]));
    expect(new Set(Object.values(broker.passwords)).size).toBe(users.length);
  });

  test("a message over a mebibyte is refused, one of half a mebibyte is not", async () => {
    const { connection } = await visit(broker, "nonstop");
    expect(connection.info?.max_payload).toBe(1_048_576);
    connection.publish(bidSubject(INBOX, "nonstop", "i1"), new Uint8Array(512 * 1024));
    await connection.flush();
    expect(() =>
      connection.publish(bidSubject(INBOX, "nonstop", "i1"), new Uint8Array(1_048_577)),
    ).toThrow(/max_payload/i);
  });
});
