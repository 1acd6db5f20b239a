/** The bucket and the gateways that share it, in the real broker with the nats.conf that ships. */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { NatsConnection } from "nats";
import { systemClock } from "../../common/runtime/clock.ts";
import { type BrokerConfig, connect } from "../../common/runtime/connect.ts";
import { encodeFallbackRecord, LIMITS } from "../../proto/codec/index.ts";
import type { Sheet } from "../../proto/messages.ts";
import { CLIENT_INBOX, FALLBACK_STREAM, GATEWAY_INBOX } from "../../proto/subjects.ts";
import { startBareBroker } from "../../test/harness/bare-broker.ts";
import { type Broker, startBroker } from "../../test/harness/broker.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { flightOffers, flightSearch, sheetOf } from "../../test/harness/offers.ts";
import { until } from "../../test/harness/until.ts";
import { type StandIns, searchKey } from "../auction/fallback-store.ts";
import { type Bucket, natsBucket, ValueRefused } from "./bucket.ts";
import { createStandIns, STAND_IN_DEFAULTS, type StandInConfig } from "./create-store.ts";

const BOUNDS = { bytesMax: 8 * 1024 * 1024, ageMsMax: 60_000 };
/** The same bounds for all: who comes with others is told so. */
const CONFIG: StandInConfig = {
  keptIn: "bucket",
  limits: { ...STAND_IN_DEFAULTS.limits, ageMsMax: BOUNDS.ageMsMax },
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
  return natsBucket(() => connectTo(broker.credentials("gateway"), GATEWAY_INBOX), bounds);
}

/** A broker of this test alone, where the one of the file would carry over what is kept. */
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

/** A gateway's stand-ins, on a connection of its own, and what they told. */
async function gateway(options: GatewayOptions = {}) {
  const told: string[] = [];
  const { broker: to = broker.credentials("gateway"), clock = systemClock } = options;
  const dial = () => connectTo(to, "inboxPrefix" in options ? options.inboxPrefix : GATEWAY_INBOX);
  const standIns = createStandIns(CONFIG, dial, clock, {
    unshared: (why) => void told.push(`unshared: ${why}`),
    shared: (note) => void told.push(note === null ? "shared" : `shared: ${note}`),
    dropped: (bidder, reason) => void told.push(`dropped: ${bidder} ${reason}`),
  });
  ends.push(() => standIns.close());
  await until(() => told.length > 0, { what: "word of the bucket" });
  return { standIns, told };
}

const recalled = (standIns: StandIns, key = KEY) => standIns.recall("nonstop", key, WITHIN_MS);

describe("the bucket", () => {
  test("gives back what was written last, and nothing where nothing was", async () => {
    const bucket = bucketOf();
    expect(await bucket.open()).toBeNull();
    expect(await bucket.read("nonstop.never")).toBeUndefined();
    await bucket.write("nonstop.twice", Buffer.from("first"));
    await bucket.write("nonstop.twice", Buffer.from("second"));
    expect(Buffer.from((await bucket.read("nonstop.twice")) ?? []).toString()).toBe("second");
  });

  test("is made by whoever is first, and opened by the others, at the same time or later", async () => {
    const all = await Promise.all([bucketOf(), bucketOf(), bucketOf()]);
    expect(await Promise.all(all.map((bucket) => bucket.open()))).toEqual([null, null, null]);
    expect(await bucketOf().open()).toBeNull();
  });

  test("is used as it is where others made it with other bounds, and that is said", async () => {
    await bucketOf().open();
    const other = bucketOf({ ...BOUNDS, ageMsMax: 5 * 60_000 });
    expect(await other.open()).toMatch(/other bounds/);
    await other.write("nonstop.other", Buffer.from("x"));
    expect(await other.read("nonstop.other")).toHaveLength(1);
  });

  test("takes the largest statement that there can be, and refuses what is larger by name", async () => {
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

  test("A6 lets go of what is older than its age, by itself", async () => {
    const fresh = await freshBroker();
    const bucket = natsBucket(() => connectTo(fresh.credentials("gateway"), GATEWAY_INBOX), {
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

  test("A6 when full, lets go of the oldest: the newest is always taken", async () => {
    const fresh = await freshBroker();
    const bucket = natsBucket(() => connectTo(fresh.credentials("gateway"), GATEWAY_INBOX), {
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

describe("two gateways share their stand-ins", () => {
  test("what one remembers, the other recalls; what one forgets, neither does", async () => {
    const [a, b] = [await gateway(), await gateway()];
    const takenAtMs = Date.now() - 1_000;
    a.standIns.remember("nonstop", KEY, { takenAtMs, sheets: [sheet] });
    expect(await until(() => recalled(b.standIns))).toEqual({ takenAtMs, sheets: [sheet] });

    a.standIns.forget("nonstop", KEY);
    await until(async () => (await recalled(b.standIns)) === undefined, {
      what: "word that there is nothing",
    });
    expect(await recalled(a.standIns)).toBeUndefined();

    b.standIns.remember("nonstop", KEY, { takenAtMs: Date.now() + 1, sheets: [sheet] });
    expect(await until(() => recalled(a.standIns))).toMatchObject({ sheets: [sheet] });
    expect([a.told, b.told]).toEqual([["shared"], ["shared"]]);
  });

  test("within the maximum age only, by the clock of whoever asks", async () => {
    const clock = new DrivenClock(Date.now());
    const [a, b] = [await gateway(), await gateway({ clock })];
    a.standIns.remember("nonstop", "aged", { takenAtMs: clock.wall(), sheets: [sheet] });
    expect(await until(() => recalled(b.standIns, "aged"))).toMatchObject({ sheets: [sheet] });
    clock.moveTo(BOUNDS.ageMsMax + 1);
    expect(await recalled(b.standIns, "aged")).toBeUndefined();
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
  ])("A5 %s in the bucket stands in for nobody and hurts nobody", async (what, value) => {
    const { standIns, told } = await gateway();
    const key = what.replaceAll(" ", "-");
    const bucket = bucketOf();
    await bucket.open();
    await bucket.write(`nonstop.${key}`, value());
    expect(await recalled(standIns, key)).toBeUndefined();
    standIns.remember("nonstop", key, { takenAtMs: Date.now(), sheets: [sheet] });
    expect(await recalled(standIns, key)).toMatchObject({ sheets: [sheet] });
    // Nothing at all is a statement too: that there was nothing, long ago.
    expect(told.slice(0, 2)).toEqual(
      value().length === 0 ? ["shared"] : ["shared", "dropped: nonstop unreadable"],
    );
  });

  test("A6 statements as large as they can be", async () => {
    const [a, b] = [await gateway(), await gateway()];
    const sheets = [large(LIMITS.fallbackBytesMax - 500)];
    a.standIns.remember("nonstop", "large", { takenAtMs: Date.now(), sheets });
    const kept = await until(() => recalled(b.standIns, "large"));
    expect(
      Buffer.compare(kept.sheets[0]?.body[0] ?? Buffer.of(), sheets[0]?.body[0] ?? Buffer.of()),
    ).toBe(0);
    a.standIns.remember("nonstop", "larger", {
      takenAtMs: Date.now(),
      sheets: [large(LIMITS.fallbackBytesMax)],
    });
    expect(a.told).toEqual(["shared", "dropped: nonstop too-large"]);
  });
});

describe("A10 a broker that restarts", () => {
  let fresh: Broker;
  beforeEach(async () => {
    fresh = await freshBroker();
  });

  test("keeps what it had, and serves the gateways again by itself; while it is down memory does", async () => {
    const to = { broker: fresh.credentials("gateway") };
    const [a, b] = [await gateway(to), await gateway(to)];
    a.standIns.remember("nonstop", KEY, { takenAtMs: Date.now(), sheets: [sheet] });
    a.standIns.remember("nonstop", "before", { takenAtMs: Date.now(), sheets: [sheet] });
    await until(() => recalled(b.standIns), { what: "the first statement" });
    await fresh.down();
    expect(await recalled(b.standIns)).toMatchObject({ sheets: [sheet] });
    a.standIns.forget("nonstop", KEY);
    await fresh.up();

    // Said while it was down, heard when it is back.
    await until(async () => (await recalled(b.standIns)) === undefined, {
      what: "word that there is nothing",
      withinMs: 20_000,
    });
    // A newcomer finds the bucket as it was.
    const c = await gateway(to);
    expect(await recalled(c.standIns, "before")).toMatchObject({ sheets: [sheet] });
    b.standIns.remember("nonstop", "after", { takenAtMs: Date.now(), sheets: [sheet] });
    expect(await until(() => recalled(c.standIns, "after"))).toMatchObject({ sheets: [sheet] });
    expect([a.told.at(-1), b.told.at(-1), c.told]).toEqual(["shared", "shared", ["shared"]]);
  });
});

describe("S2 without a bucket this gateway's memory serves alone, and one event says why", () => {
  async function servesAlone(options: GatewayOptions): Promise<string> {
    const { standIns, told } = await gateway(options);
    const takenAtMs = Date.now();
    standIns.remember("nonstop", KEY, { takenAtMs, sheets: [sheet] });
    expect(await recalled(standIns)).toEqual({ takenAtMs, sheets: [sheet] });
    standIns.forget("nonstop", KEY);
    standIns.remember("nonstop", KEY, { takenAtMs, sheets: [sheet] });
    expect(await recalled(standIns)).toBeUndefined();
    expect(told).toHaveLength(1);
    return told[0] ?? "";
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

  test("in a broker of others with JetStream, and with no inbox of ours, it is shared all the same", async () => {
    const folder = await mkdtemp(join(tmpdir(), "scatter-bare-"));
    ends.push(() => rm(folder, { recursive: true, force: true }));
    const { told } = await gateway({
      broker: await bare("-js", "-sd", folder),
      inboxPrefix: undefined,
    });
    expect(told).toEqual(["shared"]);
  });

  test("a bucket that is removed under it: told, and made anew", async () => {
    const folder = await mkdtemp(join(tmpdir(), "scatter-bare-"));
    ends.push(() => rm(folder, { recursive: true, force: true }));
    const clock = new DrivenClock(Date.now());
    const to = await bare("-js", "-sd", folder);
    const { standIns, told } = await gateway({ broker: to, clock });
    await (await connectTo(to)).request(`$JS.API.STREAM.DELETE.${FALLBACK_STREAM}`);
    standIns.remember("nonstop", KEY, { takenAtMs: clock.wall(), sheets: [sheet] });
    expect(await recalled(standIns)).toMatchObject({ sheets: [sheet] });
    await until(() => told.some((line) => line.startsWith("unshared")));
    clock.moveTo(60_000);
    await until(() => told.at(-1) === "shared");
  });

  test("memory alone, when the configuration says so, asks nothing of the broker", async () => {
    let dialled = 0;
    const dial = () => {
      dialled++;
      return connectTo(broker.credentials("gateway"), GATEWAY_INBOX);
    };
    const standIns = createStandIns(STAND_IN_DEFAULTS, dial, systemClock, {
      unshared: () => expect("unshared").toBe("never told"),
      shared: () => expect("shared").toBe("never told"),
      dropped: () => expect("dropped").toBe("never told"),
    });
    standIns.remember("nonstop", KEY, { takenAtMs: Date.now(), sheets: [sheet] });
    expect(await recalled(standIns)).toBeDefined();
    expect(dialled).toBe(0);
    await standIns.close();
  });
});
