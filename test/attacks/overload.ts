/**
 * The three attacks on admission, with their figures. Not part of `npm test`: it measures, and asserts nothing. It starts a broker, a
 * gateway, `nonstop` and `stops` of its own, talks to 127.0.0.1 only, and ends by itself within two minutes.
 *
 *   BROKER=local node test/attacks/overload.ts [posts] [flood] [burst]
 *
 * posts: 10,000 POSTs over 1,000 connections. flood: 1,500 NATS searches a second for 10 s, beside 40 searches over HTTP. burst: 3,000 POSTs at
 * once, each on a connection of its own. The load comes from a process of its own; `/live` is asked from here all the while.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { Pool, request } from "undici";
import { connect } from "../../proto/connect.ts";
import { CLIENT_INBOX, SEARCH_SUBJECT } from "../../proto/subjects.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { instancesAre } from "../harness/gateway.ts";
import { inDays } from "../harness/offers.ts";
import { environmentOf, startProgram } from "../harness/process.ts";

const DEADLINE_MS = 800;
/** A search that takes so much longer than its deadline is late. */
const LATE_BY_MS = 50;
const FLOOD = { perSecond: 1_500, seconds: 10 };

interface Sample {
  readonly what: string;
  readonly ms: number;
}

const markets = ["LHR JFK", "FRA SIN", "CDG HND", "AMS BCN", "MAD EZE", "DXB LHR", "SYD LAX", "IST JFK"];
function searchText(i: number): string {
  const [origin = "", destination = ""] = (markets[i % markets.length] as string).split(" ");
  return JSON.stringify({ slices: [{ origin, destination, departureDate: inDays(20 + (i % 60)) }], policy: { deadlineMs: DEADLINE_MS } });
}

/** One POST on the pool: its status, and how long it took. */
async function post(pool: Pool, i: number): Promise<Sample> {
  const begun = performance.now();
  const headers = { "content-type": "application/json" };
  try {
    const answer = await pool.request({ path: "/v1/searches", method: "POST", headers, body: searchText(i) });
    await answer.body.dump();
    return { what: String(answer.statusCode), ms: performance.now() - begun };
  } catch (thrown) {
    return { what: (thrown as { code?: string }).code ?? "failed", ms: performance.now() - begun };
  }
}

async function posts(url: string, { count, connections }: { count: number; connections: number }): Promise<Sample[]> {
  const pool = new Pool(url, { connections, pipelining: 1, headersTimeout: 30_000 });
  const samples: Sample[] = [];
  let next = 0;
  const caller = async () => {
    for (let i = next++; i < count; i = next++) samples.push(await post(pool, i));
  };
  await Promise.all(Array.from({ length: connections }, caller));
  await pool.destroy();
  return samples;
}

async function flood(broker: { url: string; password: string }): Promise<Sample[]> {
  const client = await connect(
    { url: broker.url, credentials: { kind: "password", user: "client", password: broker.password } },
    { name: "flood", inboxPrefix: CLIENT_INBOX, onStatus: () => {} },
  );
  const samples: Sample[] = [];
  const pending: Promise<void>[] = [];
  const begun = performance.now();
  const total = FLOOD.perSecond * FLOOD.seconds;
  for (let i = 0; i < total; ) {
    for (const due = Math.min(total, ((performance.now() - begun) / 1_000) * FLOOD.perSecond); i < due; i++) {
      const sent = performance.now();
      pending.push(
        client.request(SEARCH_SUBJECT, searchText(i), { timeout: 10_000 }).then(
          (reply) => void samples.push({ what: reply.headers?.get("Nats-Service-Error-Code") || "200", ms: performance.now() - sent }),
          () => void samples.push({ what: "no answer", ms: performance.now() - sent }),
        ),
      );
    }
    await delay(2);
  }
  await Promise.all(pending);
  await client.close();
  return samples;
}

/** Runs a load in a process of its own, and `/live` (and searches, where asked for) beside it. */
async function beside(load: string[], url: string, searches = 0): Promise<{ load: Sample[]; live: Sample[]; http: Sample[] }> {
  const child = fork(import.meta.filename, ["load", ...load], { execArgv: [], serialization: "advanced" });
  const result = once(child, "message") as Promise<[Sample[]]>;
  const exited = once(child, "exit");
  let ended = false;
  void result.then(() => {
    ended = true;
  });
  const live: Sample[] = [];
  const probes = (async () => {
    while (!ended) {
      const begun = performance.now();
      const answer = await request(`${url}/live`);
      await answer.body.dump();
      live.push({ what: String(answer.statusCode), ms: performance.now() - begun });
      await delay(50);
    }
  })();
  const pool = new Pool(url, { connections: 16, pipelining: 1 });
  const http: Promise<Sample>[] = [];
  if (searches > 0) await delay(1_000);
  for (let i = 0; i < searches; i++) {
    http.push(post(pool, i));
    await delay((FLOOD.seconds - 2) * (1_000 / searches));
  }
  const [samples] = await result;
  await probes;
  const answered = await Promise.all(http);
  await pool.destroy();
  await exited;
  return { load: samples, live, http: answered };
}

function summary(samples: readonly Sample[]): string {
  const lines = [...Map.groupBy(samples, ({ what }) => what)].map(([what, some]) => {
    const ms = some.map((sample) => sample.ms).sort((a, b) => a - b);
    const at = (share: number) => Math.round(ms[Math.min(ms.length - 1, Math.floor(share * ms.length))] ?? 0);
    return `${what}: ${ms.length} (p50 ${at(0.5)}, p99 ${at(0.99)}, max ${at(1)} ms)`;
  });
  return lines.sort().join("; ");
}

async function main(wanted: readonly string[]): Promise<void> {
  const broker: Broker = await startBroker();
  const environment = (role: "gateway" | "nonstop" | "stops") => ({ ...environmentOf(broker, role), LOG_LEVEL: "error" });
  const bidders = (["nonstop", "stops"] as const).map((kind) =>
    startProgram("bidders/main.ts", [kind], { ...environment(kind), INSTANCE: `${kind}-1` }),
  );
  const gateway = startProgram("gateway/main.ts", [], {
    ...environment("gateway"),
    LOG_LEVEL: "info",
    PORT: "0",
    SEARCHES_PER_MINUTE_MAX: "10000000",
  });
  try {
    await gateway.says(/"url":"http:[^"]+"/);
    const url = /"url":"(http:[^"]+)"/.exec(gateway.stdout)?.[1] ?? "";
    await instancesAre({ url }, ["nonstop-1", "stops-1"]);
    await posts(url, { count: 600, connections: 4 }); // warm
    if (wanted.includes("posts")) {
      const { load, live } = await beside(["posts", url, "10000", "1000"], url);
      console.log(`posts, 10,000 over 1,000 connections\n  POST  ${summary(load)}\n  /live ${summary(live)}`);
    }
    if (wanted.includes("flood")) {
      const { load, live, http } = await beside(["flood", broker.url, broker.passwords["client"] ?? ""], url, 40);
      const late = http.filter(({ ms }) => ms > DEADLINE_MS + LATE_BY_MS).length;
      console.log(
        `flood, ${FLOOD.perSecond} NATS searches/s for ${FLOOD.seconds} s\n  NATS  ${summary(load)}\n  POST  ${summary(http)}; late ${late} of 40\n  /live ${summary(live)}`,
      );
    }
    if (wanted.includes("burst")) {
      const { load, live } = await beside(["posts", url, "3000", "3000"], url);
      console.log(`burst, 3,000 POSTs at once\n  POST  ${summary(load)}\n  /live ${summary(live)}`);
    }
  } finally {
    await Promise.all([gateway, ...bidders].map((program) => program.end()));
    await broker.stop();
  }
}

async function load([kind, target = "", ...rest]: readonly string[]): Promise<void> {
  const samples =
    kind === "flood"
      ? await flood({ url: target, password: rest[0] ?? "" })
      : await posts(target, { count: Number(rest[0]), connections: Number(rest[1]) });
  process.send?.(samples, () => {
    if (process.connected) process.disconnect();
  });
}

const [first, ...others] = process.argv.slice(2);
const all = ["posts", "flood", "burst"];
if (first === "load") await load(others);
else await main(first === undefined ? all : [first, ...others]);
