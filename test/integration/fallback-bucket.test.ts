/**
 * The bucket and the gateways that share it, on a real broker with the nats.conf of the project.
 */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { NatsConnection } from "nats";
import { systemClock } from "../../common/runtime/clock.ts";
import { readBroker } from "../../common/runtime/config.ts";
import { type BrokerConfig, connect } from "../../common/runtime/connect.ts";
import { type FallbackStore, searchKey } from "../../gateway/auction/fallback-store.ts";
import { type Bucket, ValueRefused } from "../../gateway/buckets/bucket.ts";
import {
  createFallbackStore,
  FALLBACK_DEFAULTS,
  type FallbackConfig,
} from "../../gateway/fallback/create-store.ts";
import { fallbackBucket } from "../../gateway/fallback/fallback-bucket.ts";
import { encodeFallbackRecord, LIMITS } from "../../proto/codec/index.ts";
import type { Fault } from "../../proto/errors.ts";
import type { SearchResult, Sheet } from "../../proto/messages.ts";
import { CLIENT_INBOX, FALLBACK_STREAM, GATEWAY_INBOX } from "../../proto/subjects.ts";
import { startBareBroker } from "../harness/bare-broker.ts";
import { type BidderScript, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { type Cluster, startCluster } from "../harness/cluster.ts";
import { DrivenClock } from "../harness/driven-clock.ts";
import { type GatewayAddress, gatewayOn, post } from "../harness/gateway.ts";
import { startGatewayProcess } from "../harness/gateway-process.ts";
import { flightOffers, flightSearch, sheetOf } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

const BOUNDS = { bytesMax: 8 * 1024 * 1024, ageMsMax: 60_000 };
/** The same bounds for all gateways: a gateway with other bounds gets a note. */
const CONFIG: FallbackConfig = {
  storage: "bucket",
  limits: { ...FALLBACK_DEFAULTS.limits, ageMsMax: BOUNDS.ageMsMax },
  bucketBytesMax: BOUNDS.bytesMax,
};
const WITHIN_MS = 1_000;
const search = flightSearch();
const KEY = searchKey(search);
const sheet = sheetOf(flightOffers(search, 3));
const large = (bytes: number): Sheet => ({
  ...sheetOf(flightOffers(search, 1)),
  body: [randomBytes(bytes)],
});

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

let broker: Broker;
beforeAll(async () => {
  broker = await startBroker();
});
afterAll(() => broker.stop());

async function connectTo(config: BrokerConfig, inboxPrefix?: string): Promise<NatsConnection> {
  const connection = await connect(config, {
    name: "gateway of the test",
    onStatus: () => {},
    ...(inboxPrefix && { inboxPrefix }),
  });
  ends.push(() => connection.close());
  return connection;
}

function bucketOf(bounds = BOUNDS): Bucket {
  return fallbackBucket(() => connectTo(broker.credentials("gateway"), GATEWAY_INBOX), bounds);
}

/** A broker of this test alone: the broker of the file keeps what other tests have written. */
async function freshBroker(): Promise<Broker> {
  const fresh = await startBroker();
  ends.push(() => fresh.stop());
  return fresh;
}

interface GatewayOptions {
  readonly broker?: BrokerConfig;
  readonly inboxPrefix?: string | undefined;
  readonly clock?: typeof systemClock | DrivenClock;
}

/** A gateway's fallback store, on a connection of its own, and what it reported. */
async function gateway(options: GatewayOptions = {}) {
  const reported: string[] = [];
  const { broker: to = broker.credentials("gateway"), clock = systemClock } = options;
  const connectBucket = () =>
    connectTo(to, "inboxPrefix" in options ? options.inboxPrefix : GATEWAY_INBOX);
  const store = createFallbackStore(CONFIG, connectBucket, clock, {
    unshared: (why) => void reported.push(`unshared: ${why}`),
    shared: (note) => void reported.push(note === null ? "shared" : `shared: ${note}`),
    dropped: (bidder, reason) => void reported.push(`dropped: ${bidder} ${reason}`),
  });
  ends.push(() => store.close());
  store.start();
  await until(() => reported.length > 0, { what: "the first event of the bucket" });
  return { store, reported };
}

const found = (store: FallbackStore, key = KEY) => store.find("nonstop", key, WITHIN_MS);

describe("the bucket", () => {
  test("returns what was written last, and nothing for a key without a value", async () => {
    const bucket = bucketOf();
    expect(await bucket.open()).toBeNull();
    expect(await bucket.read("nonstop.never")).toBeUndefined();
    await bucket.write("nonstop.twice", Buffer.from("first"));
    await bucket.write("nonstop.twice", Buffer.from("second"));
    expect(Buffer.from((await bucket.read("nonstop.twice")) ?? []).toString()).toBe("second");
  });

  test("is created by the first gateway, and opened by the others, at the same time or later", async () => {
    const all = await Promise.all([bucketOf(), bucketOf(), bucketOf()]);
    expect(await Promise.all(all.map((bucket) => bucket.open()))).toEqual([null, null, null]);
    expect(await bucketOf().open()).toBeNull();
  });

  test("is used as it is where another gateway created it with other bounds, and a note says so", async () => {
    await bucketOf().open();
    const other = bucketOf({ ...BOUNDS, ageMsMax: 5 * 60_000 });
    expect(await other.open()).toMatch(/other bounds/);
    await other.write("nonstop.other", Buffer.from("x"));
    expect(await other.read("nonstop.other")).toHaveLength(1);
  });

  test("takes a record of the largest size, and refuses a larger one with ValueRefused", async () => {
    const bucket = bucketOf();
    await bucket.open();
    await bucket.write("nonstop.large", randomBytes(LIMITS.fallbackBytesMax));
    expect(await bucket.read("nonstop.large")).toHaveLength(LIMITS.fallbackBytesMax);
    await expect(
      bucket.write("nonstop.large", randomBytes(LIMITS.fallbackBytesMax + 8 * 1024)),
    ).rejects.toThrow(ValueRefused);
    await expect(bucket.write("nonstop.large", randomBytes(1_048_576))).rejects.toThrow(
      ValueRefused,
    );
  });

  test("A6 drops values that are older than the maximum age, by itself", async () => {
    const fresh = await freshBroker();
    const bucket = fallbackBucket(() => connectTo(fresh.credentials("gateway"), GATEWAY_INBOX), {
      ...BOUNDS,
      ageMsMax: 500,
    });
    await bucket.open();
    await bucket.write("nonstop.old", Buffer.from("x"));
    expect(await bucket.read("nonstop.old")).toBeDefined();
    await until(async () => (await bucket.read("nonstop.old")) === undefined, {
      what: "the end of its age",
      everyMs: 50,
    });
  });

  test("A6 when full, drops the oldest: the newest is always taken", async () => {
    const fresh = await freshBroker();
    const bucket = fallbackBucket(() => connectTo(fresh.credentials("gateway"), GATEWAY_INBOX), {
      ...BOUNDS,
      bytesMax: 100_000,
    });
    await bucket.open();
    const keys = Array.from({ length: 12 }, (_, i) => `nonstop.k${i}`);
    for (const key of keys) await bucket.write(key, randomBytes(30_000));
    const there = await Promise.all(
      keys.map(async (key) => (await bucket.read(key)) !== undefined),
    );
    expect(there).toEqual(keys.map((_, i) => i >= 9));
  });
});

describe("REPLICAS-1 of a cluster of three brokers", () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(async () => cluster?.[Symbol.asyncDispose]());

  test("the bucket has three replicas: what was written is there when any one broker is lost", async () => {
    const faults: Fault[] = [];
    const to = readBroker(cluster.environment("gateway"), "gateway", faults);
    expect(faults).toEqual([]);
    const bucket = fallbackBucket(() => connectTo(to, GATEWAY_INBOX), BOUNDS);
    // The brokers elect a leader first.
    await opened(bucket);
    await bucket.write("nonstop.kept", Buffer.from("x"));
    const [node] = cluster.nodes;
    const state = await fetch(`${node?.monitorUrl}/jsz?acc=$G&streams=true&config=true`);
    const { account_details: accounts } = (await state.json()) as StreamsState;
    expect(
      accounts[0]?.stream_detail.map(({ name, config }) => [name, config.num_replicas]),
    ).toEqual([[FALLBACK_STREAM, 3]]);
    await node?.stop();
    bucket.drop();
    await opened(bucket);
    expect(await bucket.read("nonstop.kept")).toHaveLength(1);
  });
});

interface StreamsState {
  readonly account_details: readonly {
    readonly stream_detail: readonly {
      readonly name: string;
      readonly config: { readonly num_replicas: number };
    }[];
  }[];
}

async function opened(bucket: Bucket): Promise<void> {
  const open = async () => {
    try {
      await bucket.open();
      return true;
    } catch {
      bucket.drop();
      return false;
    }
  };
  await until(open, { what: "a bucket of the cluster", everyMs: 200 });
}

describe("two gateways share fallback bids", () => {
  test("both find what one saves; neither finds anything after an empty answer to one", async () => {
    const [a, b] = [await gateway(), await gateway()];
    const takenAtMs = Date.now() - 1_000;
    a.store.save("nonstop", KEY, { takenAtMs, sheets: [sheet] });
    expect(await until(() => found(b.store))).toEqual({ takenAtMs, sheets: [sheet] });

    a.store.saveEmpty("nonstop", KEY);
    await until(async () => (await found(b.store)) === undefined, {
      what: "the empty record",
    });
    expect(await found(a.store)).toBeUndefined();

    b.store.save("nonstop", KEY, { takenAtMs: Date.now() + 1, sheets: [sheet] });
    expect(await until(() => found(a.store))).toMatchObject({ sheets: [sheet] });
    expect({ a: a.reported, b: b.reported }).toEqual({ a: ["shared"], b: ["shared"] });
  });

  test("within the maximum age only, by the clock of the gateway that reads", async () => {
    const clock = new DrivenClock(Date.now());
    const [a, b] = [await gateway(), await gateway({ clock })];
    a.store.save("nonstop", "aged", { takenAtMs: clock.wall(), sheets: [sheet] });
    expect(await until(() => found(b.store, "aged"))).toMatchObject({ sheets: [sheet] });
    clock.moveTo(BOUNDS.ageMsMax + 1);
    expect(await found(b.store, "aged")).toBeUndefined();
  });

  test.each<[string, () => Uint8Array]>([
    ["noise", () => randomBytes(10_000)],
    ["nothing at all", () => new Uint8Array()],
    [
      "a sheet that breaks the rules",
      () =>
        encodeFallbackRecord({ takenAtMs: Date.now(), sheets: [{ ...sheet, seller: [9, 9, 9] }] }),
    ],
    [
      "more sheets than are read",
      () => Uint8Array.from({ length: 500_000 }, (_, i) => (i % 2 === 0 ? 0x12 : 0)),
    ],
    [
      "a year from now",
      () => encodeFallbackRecord({ takenAtMs: Date.now() + 365 * 86_400_000, sheets: [sheet] }),
    ],
  ])("A5 %s in the bucket is not a fallback and harms no gateway", async (what, value) => {
    const { store, reported } = await gateway();
    const key = what.replaceAll(" ", "-");
    const bucket = bucketOf();
    await bucket.open();
    await bucket.write(`nonstop.${key}`, value());
    expect(await found(store, key)).toBeUndefined();
    store.save("nonstop", key, { takenAtMs: Date.now(), sheets: [sheet] });
    expect(await found(store, key)).toMatchObject({ sheets: [sheet] });
    // No bytes are a record too: an empty one, long ago.
    expect(reported.slice(0, 2)).toEqual(
      value().length === 0 ? ["shared"] : ["shared", "dropped: nonstop unreadable"],
    );
  });

  test("A6 records of the largest size", async () => {
    const [a, b] = [await gateway(), await gateway()];
    const sheets = [large(LIMITS.fallbackBytesMax - 500)];
    a.store.save("nonstop", "large", { takenAtMs: Date.now(), sheets });
    const bids = await until(() => found(b.store, "large"));
    expect(
      Buffer.compare(bids.sheets[0]?.body[0] ?? Buffer.of(), sheets[0]?.body[0] ?? Buffer.of()),
    ).toBe(0);
    a.store.save("nonstop", "larger", {
      takenAtMs: Date.now(),
      sheets: [large(LIMITS.fallbackBytesMax)],
    });
    expect(a.reported).toEqual(["shared", "dropped: nonstop too-large"]);
  });
});

describe("KUBE-6 the gateway that kept a bid is killed", () => {
  test("another one, which has never had it, shows it as `stale`", async () => {
    const fresh = await freshBroker();
    const script: BidderScript = (call, reply) => reply.offers(flightOffers(call.search, 3));
    const nonstop = await scriptedBidder(fresh, "nonstop", script);
    ends.push(() => nonstop.stop());
    const shared = { STAND_INS: "bucket", PLAUSIBILITY: "off" };
    const other = await gatewayOn(fresh, ["nonstop"], shared);
    ends.push(() => other.stop());
    const keeper = await startGatewayProcess(fresh, [nonstop.instance], shared);
    ends.push(() => keeper.program.end());
    const policy = { deadlineMs: 10_000, quorum: null, required: ["nonstop"] };
    const asked = flightSearch({ policy });
    const ask = async (one: GatewayAddress) => {
      const { body } = await post<SearchResult>(one, asked);
      const offers = body.itineraries.flatMap(({ key, sellers }) =>
        sellers.map(({ price, expiresAt, stale }) => ({ key, price, expiresAt, stale })),
      );
      return { partial: body.partial, offers };
    };
    const first = await ask(keeper);
    expect(first).toMatchObject({ partial: false, offers: Array(3).fill({ stale: false }) });
    // The bid is on its way to the bucket when the result is out.
    const bucket = fallbackBucket(() => connectTo(fresh.credentials("gateway"), GATEWAY_INBOX), {
      bytesMax: FALLBACK_DEFAULTS.bucketBytesMax,
      ageMsMax: FALLBACK_DEFAULTS.limits.ageMsMax,
    });
    await bucket.open();
    await until(async () => (await bucket.read(`nonstop.${searchKey(asked)}`)) !== undefined, {
      what: "the bid in the bucket",
    });
    keeper.program.kill("SIGKILL");
    await keeper.program.ended;

    nonstop.follow((_call, reply) => reply.failed("internal"));
    expect(await ask(other)).toEqual({
      partial: true,
      offers: first.offers.map((one) => ({ ...one, stale: true })),
    });
  });
});

describe("A10 a broker that restarts", () => {
  let fresh: Broker;
  beforeEach(async () => {
    fresh = await freshBroker();
  });

  test("keeps what it had, and serves the gateways again by itself; memory serves while it is down", async () => {
    const to = { broker: fresh.credentials("gateway") };
    const [a, b] = [await gateway(to), await gateway(to)];
    a.store.save("nonstop", KEY, { takenAtMs: Date.now(), sheets: [sheet] });
    a.store.save("nonstop", "before", { takenAtMs: Date.now(), sheets: [sheet] });
    await until(() => found(b.store), { what: "the first record" });
    await fresh.down();
    expect(await found(b.store)).toMatchObject({ sheets: [sheet] });
    a.store.saveEmpty("nonstop", KEY);
    await fresh.up();

    // Saved while it was down, found once it is up.
    await until(async () => (await found(b.store)) === undefined, {
      what: "the empty record",
    });
    // A new gateway finds the bucket as it was.
    const c = await gateway(to);
    expect(await found(c.store, "before")).toMatchObject({ sheets: [sheet] });
    b.store.save("nonstop", "after", { takenAtMs: Date.now(), sheets: [sheet] });
    expect(await until(() => found(c.store, "after"))).toMatchObject({ sheets: [sheet] });
    expect({ a: a.reported.at(-1), b: b.reported.at(-1), c: c.reported }).toEqual({
      a: "shared",
      b: "shared",
      c: ["shared"],
    });
  });
});

describe("STORE-2 without a bucket this gateway's memory serves alone, and one event says why", () => {
  async function servesAlone(options: GatewayOptions): Promise<string> {
    const { store, reported } = await gateway(options);
    const takenAtMs = Date.now();
    store.save("nonstop", KEY, { takenAtMs, sheets: [sheet] });
    expect(await found(store)).toEqual({ takenAtMs, sheets: [sheet] });
    store.saveEmpty("nonstop", KEY);
    store.save("nonstop", KEY, { takenAtMs, sheets: [sheet] });
    expect(await found(store)).toBeUndefined();
    expect(reported).toHaveLength(1);
    return reported[0] ?? "";
  }
  const bare = async (...args: string[]): Promise<BrokerConfig> => {
    const { url, stop } = await startBareBroker(...args);
    ends.push(stop);
    return { url, credentials: { kind: "none" } };
  };

  test("a broker without JetStream", async () => {
    expect(await servesAlone({ broker: await bare() })).toBe("unshared: jetstream is not enabled");
  });

  test("a user without rights on it", async () => {
    expect(
      await servesAlone({ broker: broker.credentials("client"), inboxPrefix: CLIENT_INBOX }),
    ).toMatch(/^unshared: .*Permissions Violation for Publish to .*STREAM\.CREATE\.KV_stand-ins/i);
  });

  test("a connection whose inbox is not the gateway's", async () => {
    expect(await servesAlone({ inboxPrefix: undefined })).toMatch(
      /^unshared: .*Permissions Violation for Subscription/i,
    );
  });

  test("on another broker with JetStream, without an inbox of ours, the bucket is used too", async () => {
    const folder = await mkdtemp(join(tmpdir(), "scatter-bare-"));
    ends.push(() => rm(folder, { recursive: true, force: true }));
    const { reported } = await gateway({
      broker: await bare("-js", "-sd", folder),
      inboxPrefix: undefined,
    });
    expect(reported).toEqual(["shared"]);
  });

  test("a bucket that is removed while in use: reported, and created again", async () => {
    const folder = await mkdtemp(join(tmpdir(), "scatter-bare-"));
    ends.push(() => rm(folder, { recursive: true, force: true }));
    const clock = new DrivenClock(Date.now());
    const to = await bare("-js", "-sd", folder);
    const { store, reported } = await gateway({ broker: to, clock });
    await (await connectTo(to)).request(`$JS.API.STREAM.DELETE.${FALLBACK_STREAM}`);
    store.save("nonstop", KEY, { takenAtMs: clock.wall(), sheets: [sheet] });
    expect(await found(store)).toMatchObject({ sheets: [sheet] });
    await until(() => reported.some((line) => line.startsWith("unshared")));
    clock.moveTo(60_000);
    await until(() => reported.at(-1) === "shared");
  });

  test("memory alone, when the configuration says so, sends nothing to the broker", async () => {
    let connections = 0;
    const connectBucket = () => {
      connections++;
      return connectTo(broker.credentials("gateway"), GATEWAY_INBOX);
    };
    const store = createFallbackStore(FALLBACK_DEFAULTS, connectBucket, systemClock, {
      unshared: () => expect("unshared").toBe("never reported"),
      shared: () => expect("shared").toBe("never reported"),
      dropped: () => expect("dropped").toBe("never reported"),
    });
    store.start();
    store.save("nonstop", KEY, { takenAtMs: Date.now(), sheets: [sheet] });
    expect(await found(store)).toBeDefined();
    expect(connections).toBe(0);
    await store.close();
  });
});
