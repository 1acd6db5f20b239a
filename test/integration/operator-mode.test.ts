/**
 * A broker in operator mode: gateway and bidders sign in with JWTs (`NATS_CREDS`), whose rights an
 * account has signed, and which expire, are renewed and are revoked while all of them run.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { startBidder } from "../../bidders/app.ts";
import { readConfig as readBidderConfig } from "../../bidders/config.ts";
import { readBroker } from "../../common/runtime/config.ts";
import { connect } from "../../common/runtime/connect.ts";
import { startGateway } from "../../gateway/app.ts";
import { readConfig } from "../../gateway/config.ts";
import type { FlightSearch, SearchResult } from "../../proto/messages.ts";
import {
  bidSubject,
  inboxSubject,
  RECORD_STREAM,
  RECORDS_USER,
  recordReaderInbox,
  recordSubject,
} from "../../proto/subjects.ts";
import { instancesAre, post } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import {
  type OperatorBroker,
  type OperatorUser,
  startOperatorBroker,
} from "../harness/operator.ts";
import { until } from "../harness/until.ts";

let broker: OperatorBroker;
const ends: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  broker = await startOperatorBroker();
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(async () => broker?.[Symbol.asyncDispose]());

const pathOf = (name: string) => join(broker.folder, `${name}.creds`);

/** Puts a user's credentials into this file. */
async function environment(name: string, { creds }: Pick<OperatorUser, "creds">) {
  await writeFile(pathOf(name), creds);
  return { NATS_URL: broker.url, NATS_CREDS: pathOf(name), LOG_LEVEL: "silent" };
}

/** A connection as a process with these credentials makes it, and what happens to it. */
async function witness(name: string, user: OperatorUser) {
  const config = readBroker(await environment(name, user), name, []);
  const statuses: string[] = [];
  const connection = await connect(config, {
    name,
    // On a busy machine the broker may not have read the credentials in its 2 s. A refusal throws.
    waitOnFirstConnect: true,
    onStatus: ({ type, detail }) => void statuses.push(`${type} ${detail}`),
  });
  ends.push(() => connection.close());
  return { connection, statuses };
}

/** What a process reads that the broker does not take. */
const refusal = (name: string, user: OperatorUser) =>
  witness(name, user).then(
    () => "accepted",
    (thrown: Error) => thrown.message,
  );

const whenLast = (statuses: readonly string[], what: RegExp) =>
  until(() => what.test(statuses.at(-1) ?? ""), { what: `${what} at the end` });
const whenSeen = (statuses: readonly string[], what: RegExp) =>
  until(() => statuses.some((status) => what.test(status)), { what: String(what) });

test("a search goes from a gateway to a bidder and back, both with a JWT, and a revoked bidder is cut while its gateway is not", async () => {
  const module = { search: async (request: FlightSearch) => flightOffers(request, 3) };
  const [user, kept] = [broker.user("stops"), broker.user("nonstop")];
  for (const [kind, its] of [["stops", user] as const, ["nonstop", kept] as const]) {
    const config = { ...(await environment(kind, its)), INSTANCE: `${kind}-1` };
    const bidder = await startBidder(await readBidderConfig(config, kind), { module });
    ends.push(() => bidder.stop());
  }
  const gateway = await startGateway(
    readConfig({
      ...(await environment("gateway", broker.user("gateway"))),
      ...{ PORT: "0", PLAUSIBILITY: "off", AUCTION_REQUIRED: "none" },
    }),
  );
  ends.push(() => gateway.stop());
  await instancesAre(gateway, ["nonstop-1", "stops-1"]);
  const policy = { deadlineMs: 10_000, quorum: null, required: [] };
  const searched = async () => {
    const { body } = await post<SearchResult>(gateway, flightSearch({ policy }));
    return {
      endedBy: body.endedBy,
      outcomes: body.bidders.map(({ bidder, outcome }) => `${bidder} ${outcome}`),
    };
  };
  expect(await searched()).toEqual({
    endedBy: "complete",
    outcomes: ["nonstop answered", "stops answered"],
  });

  await broker.revoke(user.publicKey);
  await instancesAre(gateway, ["nonstop-1"]);
  expect(await refusal("revoked", user)).toMatch(/authorization violation/i);
  expect(await searched()).toEqual({ endedBy: "complete", outcomes: ["nonstop answered"] });
  // A new user of the same role is not touched by it: its process reads the file by itself.
  await environment("stops", broker.user("stops"));
  await instancesAre(gateway, ["nonstop-1", "stops-1"]);
});

test("A4 the rights in its JWT keep a bidder from bidding under another one's name", async () => {
  const { connection, statuses } = await witness("stops", broker.user("stops"));
  connection.publish(bidSubject(inboxSubject("g", "s"), "stops", "s-1"), "x");
  connection.publish(bidSubject(inboxSubject("g", "s"), "nonstop", "n-1"), "x");
  await connection.flush();
  await whenSeen(statuses, /Permissions Violation for Publish to .*nonstop/i);
  expect(statuses.filter((status) => /stops\.s-1/.test(status))).toEqual([]);
});

test("the role 'records' may ask for the record and change nothing; other roles may not ask (RIGHTS-1)", async () => {
  const asks = ["INFO", "MSG.GET"].map((verb) => `$JS.API.STREAM.${verb}.${RECORD_STREAM}`);
  const changes = [
    recordSubject(RECORD_STREAM, "g1"),
    ...["CREATE", "DELETE", "PURGE", "MSG.DELETE"].map(
      (verb) => `$JS.API.STREAM.${verb}.${RECORD_STREAM}`,
    ),
  ];
  /** What the broker refuses this role, in the order in which it was tried. */
  const refusedTo = async (role: string, ...subjects: readonly string[]) => {
    const { connection, statuses } = await witness(role, broker.user(role));
    for (const subject of subjects) connection.publish(subject, "x");
    // Nobody may publish it, so that its refusal is the last one.
    connection.publish("last", "x");
    await connection.flush();
    await whenSeen(statuses, /Permissions Violation for Publish to "?last/i);
    return subjects.filter((its) => statuses.some((one) => one.includes(its)));
  };
  expect({
    reader: await refusedTo(RECORDS_USER, ...asks, ...changes),
    gateway: await refusedTo("gateway", ...asks),
    monitor: await refusedTo("monitor", ...asks),
  }).toEqual({ reader: changes, gateway: asks, monitor: asks });

  const { connection, statuses } = await witness(RECORDS_USER, broker.user(RECORDS_USER));
  connection.subscribe(`${recordReaderInbox(RECORDS_USER)}.a.*`);
  connection.subscribe(recordSubject(RECORD_STREAM, "*"));
  await connection.flush();
  await whenSeen(statuses, /Permissions Violation for Subscription/i);
  expect(statuses.filter((one) => one.includes(recordReaderInbox(RECORDS_USER)))).toEqual([]);
});

describe("a JWT", () => {
  test("that another account has signed is refused", async () => {
    const foreign = broker.user("stops", { foreign: true });
    expect(await refusal("foreign", foreign)).toMatch(/authorization violation/i);
  });

  test("that expires ends its connection, and its process is back when the file is renewed (SIGNIN-1)", async () => {
    // On a busy machine one may have expired before the broker has seen it.
    const { connection, statuses } = await until(() =>
      witness("nonstop", broker.user("nonstop", { expiresInS: 2 })),
    );
    await whenSeen(statuses, /expired/i);
    await whenLast(statuses, /^(disconnect|reconnecting|error) /);
    const renewed = broker.user("nonstop");
    await writeFile(pathOf("nonstop"), renewed.creds);
    await whenLast(statuses, /^reconnect /);
    await connection.flush();
    // It is the renewed one: the broker cuts it when that is revoked.
    const before = statuses.length;
    await broker.revoke(renewed.publicKey);
    await until(() => statuses.slice(before).some((status) => /^error /.test(status)));
  });
});
