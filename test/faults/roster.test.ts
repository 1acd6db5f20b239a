/**
 * The bidders that an auction waits for, over the real broker: bidders that join, leave, are killed
 * or are absent; names that are invented or belong to another bidder; a gateway that was stopped,
 * and a broker that was down, for longer than a bidder may be silent.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { NatsConnection } from "nats";
import { connect } from "../../common/runtime/connect.ts";
import type { Gateway } from "../../gateway/app.ts";
import type { FlightSearch, SearchResult } from "../../proto/messages.ts";
import { presenceSubject, serviceSubject } from "../../proto/subjects.ts";
import {
  type BidderScript,
  type ScriptedBidder,
  type ScriptedOptions,
  scriptedBidder,
} from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { DrivenClock } from "../harness/driven-clock.ts";
import { gatewayOn, get, keepLog, type LogLines, post, rosterHas } from "../harness/gateway.ts";
import { flightOffers, flightSearch, PATIENT_MS } from "../harness/offers.ts";
import { environmentOf, startProgram } from "../harness/process.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let gateway: Gateway;
let log: LogLines;
let bidders: ScriptedBidder[] = [];
let endings: (() => Promise<void>)[] = [];

beforeAll(async () => {
  broker = await startBroker();
  log = keepLog();
  gateway = await gatewayOn(broker, [], {}, log.overrides);
});

afterEach(async () => {
  for (const end of endings.reverse()) await end();
  await Promise.all(bidders.map((bidder) => bidder.stop()));
  bidders = [];
  endings = [];
  await rosterHas(gateway, []);
});

afterAll(async () => {
  await gateway?.stop();
  await broker?.stop();
});

async function bidder(
  kind: string,
  script: BidderScript,
  options: ScriptedOptions = {},
): Promise<ScriptedBidder> {
  const one = await scriptedBidder(broker, kind, script, options);
  bidders.push(one);
  return one;
}

const two: BidderScript = (call, reply) => reply.offers(flightOffers(call.search, 2));
const empty: BidderScript = (_call, reply) => reply.empty();

const search = (policy: Partial<FlightSearch["policy"]> = {}) =>
  flightSearch({ policy: { deadlineMs: PATIENT_MS, quorum: null, required: [], ...policy } });
const ask = async (
  policy: Partial<FlightSearch["policy"]> = {},
  of: Pick<Gateway, "url"> = gateway,
) => (await post<SearchResult>(of as Gateway, search(policy))).body;
const outcomes = ({ bidders: reports }: SearchResult) =>
  Object.fromEntries(reports.map(({ bidder: kind, outcome }) => [kind, outcome]));
const complete = (...kinds: string[]) => [
  "complete",
  false,
  Object.fromEntries(kinds.map((kind) => [kind, expect.stringMatching(/answered|empty/)])),
];
const endOf = (result: SearchResult) => [result.endedBy, result.partial, outcomes(result)];

/** The log's line of this event of this instance. */
const logged = ({ lines }: LogLines, msg: string, instance: string) =>
  lines.find((line) => line["msg"] === msg && line["instance"] === instance);
const saysOf = (msg: string, instance: string) =>
  until(() => logged(log, msg, instance), { what: `"${msg}" of ${instance}` });

describe("expectation", () => {
  test("a bidder that is killed counts as lost, and is not expected any more", async () => {
    await bidder("nonstop", two);
    const stops = await bidder("stops", empty);
    await rosterHas(gateway, ["nonstop", "stops"]);
    await stops.kill();
    const gone = await saysOf("bidder gone", stops.instance);
    expect(gone["how"]).toBe("lost");
    expect(endOf(await ask())).toEqual(complete("nonstop"));
  });

  test("an auction stops waiting for a bidder when it counts as lost, long before the deadline", async () => {
    const stops = await bidder("stops", () => {});
    await bidder("nonstop", two);
    await rosterHas(gateway, ["nonstop", "stops"]);
    const result = ask({ deadlineMs: PATIENT_MS });
    await until(() => stops.calls.length === 1);
    await stops.kill();
    const { endedBy, partial, bidders: reports } = await result;
    expect(endedBy).not.toBe("deadline");
    expect({
      partial,
      nonstop: reports.find(({ bidder: kind }) => kind === "nonstop")?.outcome,
    }).toEqual({ partial: true, nonstop: "answered" });
  });

  test("one that announces its leave is not expected from then on, and one that joins is, both without a question of the roster", async () => {
    // The clock of this gateway does not move: it asks once, at its start, and never again.
    const clock = new DrivenClock(Date.now());
    const still = keepLog();
    const unasking = await gatewayOn(broker, [], {}, { ...still.overrides, clock });
    endings.push(() => unasking.stop());
    await bidder("nonstop", two);
    const stops = await bidder("stops", empty);
    await rosterHas(unasking, ["nonstop", "stops"]);
    expect(endOf(await ask({}, unasking))).toEqual(complete("nonstop", "stops"));
    await stops.stop();
    await rosterHas(unasking, ["nonstop"]);
    expect(logged(still, "bidder gone", stops.instance)?.["how"]).toBe("left");
    expect(endOf(await ask({}, unasking))).toEqual(complete("nonstop"));
    expect(clock.now()).toBe(0);
  });

  test("a new one is expected as soon as it is on the roster", async () => {
    await rosterHas(gateway, []);
    const { instance } = await bidder("nonstop", two);
    await saysOf("bidder joined", instance);
    expect(endOf(await ask())).toEqual(complete("nonstop"));
  });

  test.each([
    ["beside others", ["stops"], "complete", { nonstop: "absent", stops: "empty" }],
    ["alone", [], "no-bidders", { nonstop: "absent" }],
  ])("a required bidder that is absent is known at the start, not at the deadline: %s", async (_, others, endedBy, ended) => {
    for (const kind of others) await bidder(kind, empty);
    await rosterHas(gateway, others);
    const result = await ask({ required: ["nonstop"], deadlineMs: PATIENT_MS });
    expect(endOf(result)).toEqual([endedBy, true, ended]);
  });

  test("a bidder that joins during an auction neither delays nor disturbs it, also as one more instance of one that is out", async () => {
    const gate = Promise.withResolvers<void>();
    endings.push(async () => gate.resolve());
    const first = await bidder("stops", async (_call, reply) => {
      await gate.promise;
      reply.empty();
    });
    await bidder("nonstop", two);
    await rosterHas(gateway, ["nonstop", "stops"]);
    const result = ask();
    await until(() => first.calls.length === 1);
    // Both would keep every auction that they are in until its deadline.
    const partners = await bidder("partners", () => {});
    const second = await bidder("stops", () => {});
    await saysOf("bidder joined", partners.instance);
    await saysOf("bidder joined", second.instance);
    gate.resolve();
    const ended = await result;
    expect(endOf(ended)).toEqual(complete("nonstop", "stops"));
    expect(ended.bidders.find(({ bidder: kind }) => kind === "stops")?.instance).toBe(
      first.instance,
    );
    expect({ partners: partners.calls, second: second.calls }).toEqual({
      partners: [],
      second: [],
    });
  });
});

/**
 * A client with the rights of `partners` that answers the roster's questions as the test wants.
 */
async function impostor(pinged: (connection: NatsConnection, inbox: string) => void) {
  const refusals: string[] = [];
  const connection = await connect(broker.credentials("partners"), {
    name: "impostor",
    onStatus: ({ type, detail }) => {
      if (type === "error") refusals.push(detail);
    },
  });
  let pings = 0;
  connection.subscribe(serviceSubject("PING"), {
    callback: (_error, { reply = "" }) => {
      pings++;
      pinged(connection, reply.slice(0, reply.lastIndexOf(".")));
    },
  });
  await connection.flush();
  endings.push(() => connection.close());
  return {
    connection,
    refusals,
    asked: (times: number) => until(() => pings >= times, { what: `${times} questions` }),
  };
}

const identity = (name: string, id: string, more: object = {}) =>
  JSON.stringify({ name, id, version: "1", metadata: { markets: "*.*" }, ...more });

describe("A4: partners in the name of nonstop", () => {
  const forged = identity("nonstop", "forged", { endpoints: [{ data: { inFlight: 0 } }] });
  const everything = (connection: NatsConnection, inbox: string) => {
    // PING and STATS to where PING is answered, STATS to the subjects of nonstop,
    // presence under both names.
    for (const end of [
      "ping",
      "ping",
      "nonstop",
      "nonstop.guess",
      "guess",
      "ping.guess",
      "partners.guess",
    ])
      connection.publish(`${inbox}.${end}`, forged);
    for (const kind of ["partners", "nonstop"]) {
      connection.publish(
        presenceSubject(kind, "forged"),
        identity("nonstop", "forged", { presence: "joined" }),
      );
    }
  };
  const instances = async () => {
    const { body } = await get<{ bidders: { bidder: string; instances: { id: string }[] }[] }>(
      gateway,
      "/v1/bidders",
    );
    return Object.fromEntries(
      body.bidders.map(({ bidder: kind, instances: list }) => [kind, list.map(({ id }) => id)]),
    );
  };

  test("never gets an instance of it on the roster, neither while it is away nor beside a real one", async () => {
    const evil = await impostor(everything);
    // Nor does it receive the questions to nonstop alone: the broker refuses it that subscription.
    evil.connection.subscribe(serviceSubject("STATS", "nonstop"), {
      callback: (error, message) => {
        if (error === null) message.respond(forged);
      },
    });
    await evil.asked(3);
    // Messages of one sender arrive in order: when this one has arrived, all before it have.
    const announce = (id: string) =>
      evil.connection.publish(
        presenceSubject("partners", id),
        identity("partners", id, { presence: "joined" }),
      );
    announce("first");
    await saysOf("bidder joined", "first");
    expect(await instances()).toEqual({ nonstop: [], partners: ["first"] });

    const { instance } = await bidder("nonstop", two);
    await saysOf("bidder joined", instance);
    await evil.asked(6);
    announce("second");
    await saysOf("bidder joined", "second");
    expect((await instances())["nonstop"]).toEqual([instance]);
    expect(logged(log, "bidder joined", "forged")).toBeUndefined();
    expect(
      evil.refusals.some((refusal) => refusal.includes(presenceSubject("nonstop", "forged"))),
    ).toBe(true);
    // What it published under its own subject is not a secret.
    const fault = log.lines.find(
      (line) => line["subject"] === presenceSubject("partners", "forged"),
    );
    expect(JSON.stringify(fault)).toContain(
      "presence message of partners refused: it names the bidder nonstop",
    );
  });
});

test("A6: a thousand invented names in every round keep no bidder off the roster, not even one that was there before the gateway", async () => {
  const evil = await impostor((connection, inbox) => {
    for (let i = 0; i < 1_000; i++) connection.publish(`${inbox}.ping`, identity(`x${i}`, "x"));
  });
  await evil.asked(2);
  await bidder("stops", empty);
  await bidder("nonstop", two);
  await rosterHas(gateway, ["nonstop", "stops"]);
  const late = await gatewayOn(broker, ["nonstop", "stops"]);
  endings.push(() => late.stop());
  for (const one of [gateway, late])
    expect(endOf(await ask({}, one))).toEqual(complete("nonstop", "stops"));
});

describe("A10: a question that was not sent does not count as unanswered", () => {
  test("a gateway that was stopped for longer than a bidder may be silent waits for the same bidders as before", async () => {
    await bidder("nonstop", two);
    await bidder("stops", empty);
    const elsewhere = await bidder("partners", empty, { market: "SYD.*" });
    const program = startProgram("gateway/main.ts", [], {
      ...environmentOf(broker, "gateway"),
      PORT: "0",
    });
    endings.push(() => program.end());
    const url = () => /"url":"(http:[^"]+)"/.exec(program.stdout)?.[1];
    const stopped = { url: await until(url, { what: "the gateway's address" }) };
    await until(
      async () =>
        (
          await get<{ bidders: { instances: unknown[] }[] }>(stopped as Gateway, "/v1/bidders")
        ).body.bidders.filter(({ instances }) => instances.length > 0).length === 3,
    );
    expect(endOf(await ask({}, stopped))).toEqual(complete("nonstop", "stops"));

    program.kill("SIGSTOP");
    await elsewhere.kill();
    // Another gateway shows when that time is over: it has just lost a bidder that was killed when
    // this gateway was stopped.
    await saysOf("bidder gone", elsewhere.instance);
    program.kill("SIGCONT");
    expect(endOf(await ask({}, stopped))).toEqual(complete("nonstop", "stops"));
    // The killed bidder is lost in the end, and no other.
    await program.waitForOutput(/"bidder gone"/);
    expect(
      program.stdout
        .split("\n")
        .filter((line) => line.includes('"bidder gone"'))
        .map((line) => JSON.parse(line).bidder),
    ).toEqual(["partners"]);
    expect(endOf(await ask({}, stopped))).toEqual(complete("nonstop", "stops"));
  });

  test("after an outage longer than that the first search waits for the same bidders as before, and is complete", async () => {
    // A minute passes for this gateway while its broker is away, and another while the bidders come
    // back.
    const clock = new DrivenClock(Date.now());
    const driven = keepLog();
    const waiting = await gatewayOn(broker, [], {}, { ...driven.overrides, clock });
    endings.push(() => waiting.stop());
    const both = [await bidder("nonstop", two), await bidder("stops", empty)];
    await rosterHas(waiting, ["nonstop", "stops"]);
    const saysNext = async (type: string) => {
      const from = driven.lines.length;
      return () =>
        until(() => driven.lines.slice(from).some((line) => line["type"] === type), {
          what: type,
        });
    };
    const [disconnected, reconnected] = [await saysNext("disconnect"), await saysNext("reconnect")];
    await broker.down();
    await disconnected();
    clock.moveTo(clock.now() + 60_000);
    await broker.up();
    await reconnected();
    for (const one of both)
      await until(() => one.connection.flush().then(() => true), {
        what: `${one.kind} to be back`,
      });
    clock.moveTo(clock.now() + 60_000);
    expect(endOf(await ask({}, waiting))).toEqual(complete("nonstop", "stops"));
    expect(driven.lines.filter((line) => line["msg"] === "bidder gone")).toEqual([]);
  });
});
