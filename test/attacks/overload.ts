/**
 * Three floods of searches, with /live and /ready asked all the while, on a kept connection and on
 * new ones. Not part of `npm test`: it measures, and asserts nothing. It starts a broker, a
 * gateway, `nonstop` and `stops` of its own, and ends by itself within two minutes.
 *
 *   npx node test/attacks/overload.ts [posts] [burst] [flood]
 *
 * posts: 10,000 POSTs over 1,000 connections. burst: 3,000 POSTs at once, each on a connection of
 * its own. flood: 1,500 NATS searches a second for 10 s, beside 40 searches over HTTP, each on a
 * new connection. The load comes from a process of its own.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { connect } from "../../common/runtime/connect.ts";
import { CLIENT_INBOX, SEARCH_SUBJECT } from "../../proto/subjects.ts";
import {
  type AttackedSystem,
  closedLoop,
  type LoadSample,
  loadSummary,
  machineLoad,
  postText,
  probe,
  quantile,
  quickly,
  searchText,
  startSystem,
} from "./load-kit.ts";

const DEADLINE_MS = 800;
const LATE_BY_MS = 50;
const FLOOD = quickly(
  { perSecond: 1_500, seconds: 10, searches: 40 },
  { perSecond: 50, seconds: 3, searches: 4 },
);
const POSTS = quickly([10_000, 1_000], [100, 20]);
const BURST = quickly(3_000, 50);
const text = (i: number) => postText(searchText(i));

async function flood(url: string, password: string): Promise<LoadSample[]> {
  const credentials = { kind: "password", user: "client", password } as const;
  const client = await connect(
    { url, credentials },
    { name: "flood", inboxPrefix: CLIENT_INBOX, onStatus: () => {} },
  );
  const samples: Promise<LoadSample>[] = [];
  const begun = performance.now();
  const total = FLOOD.perSecond * FLOOD.seconds;
  const ask = async (i: number): Promise<LoadSample> => {
    const sent = performance.now();
    const what = await client.request(SEARCH_SUBJECT, searchText(i), { timeout: 10_000 }).then(
      (reply) => reply.headers?.get("Nats-Service-Error-Code") || "200",
      (thrown: Error) => thrown.name,
    );
    return { what, ms: performance.now() - sent, at: performance.now() };
  };
  for (let i = 0; i < total; ) {
    for (
      const due = Math.min(total, ((performance.now() - begun) / 1_000) * FLOOD.perSecond);
      i < due;
      i++
    )
      samples.push(ask(i));
    await delay(2);
  }
  const all = await Promise.all(samples);
  await client.close();
  return all;
}

async function storm(
  name: string,
  system: AttackedSystem,
  args: string[],
  searches = 0,
): Promise<void> {
  const before = machineLoad();
  const child = fork(import.meta.filename, ["child", ...args], {
    execArgv: [],
    serialization: "advanced",
  });
  const [message, exited] = [
    once(child, "message") as Promise<[LoadSample[]]>,
    once(child, "exit"),
  ];
  const probes = {
    "/live": false,
    "/live on new connections": true,
    "/ready on new connections": true,
  };
  const running = Object.entries(probes).map(([what, fresh]) => ({
    what,
    probe: probe(system.url, what.split(" ")[0] as string, fresh),
  }));
  const begun = performance.now();
  const http: Promise<LoadSample[]>[] = [];
  if (searches > 0) await delay(1_000);
  for (let i = 0; i < searches; i++) {
    http.push(closedLoop(system.url, { width: 1, count: 1, text: () => text(i) }));
    await delay(((FLOOD.seconds - 2) * 1_000) / searches);
  }
  const [samples] = await message;
  const seconds = (performance.now() - begun) / 1_000;
  const good = samples.filter(({ what }) => what === "200").length;
  console.log(
    `${name}: ${(good / seconds).toFixed(0)} results/s in ${seconds.toFixed(1)} s; ${before}, then ${machineLoad()}`,
  );
  console.log(`  storm: ${loadSummary(samples)}`);
  if (searches > 0) {
    const answers = (await Promise.all(http)).flat();
    const late = answers.filter(({ ms }) => ms > DEADLINE_MS + LATE_BY_MS).length;
    console.log(`  HTTP beside it: ${loadSummary(answers)}; late ${late} of ${searches}`);
  }
  for (const { what, probe } of running) {
    const ms = (await probe.stop()).map((sample) => sample.ms);
    console.log(
      `  ${what}: p50 ${Math.round(quantile(ms, 0.5))}, max ${Math.round(quantile(ms, 1))} ms`,
    );
  }
  await exited;
}

const [first, ...rest] = process.argv.slice(2);
if (first === "child") {
  const [kind, target = "", ...about] = rest;
  const samples =
    kind === "flood"
      ? await flood(target, about[0] ?? "")
      : await closedLoop(target, {
          count: Number(about[0]),
          width: Number(about[1]),
          seconds: 60,
          text,
        });
  process.send?.(samples, () => process.disconnect());
} else {
  const wanted = first === undefined ? ["posts", "burst", "flood"] : [first, ...rest];
  const system = await startSystem({ bidders: ["nonstop", "stops"] });
  try {
    const { broker, url } = system;
    await closedLoop(url, { width: 4, count: quickly(800, 20), text }); // what Node compiles as it goes
    if (wanted.includes("posts"))
      await storm(`${POSTS[0]} POSTs over ${POSTS[1]} connections`, system, [
        "posts",
        url,
        ...POSTS.map(String),
      ]);
    if (wanted.includes("burst"))
      await storm(`${BURST} POSTs at once`, system, ["posts", url, String(BURST), String(BURST)]);
    if (wanted.includes("flood")) {
      const name = `${FLOOD.perSecond} NATS searches a second for ${FLOOD.seconds} s`;
      await storm(
        name,
        system,
        ["flood", broker.url, broker.passwords["client"] ?? ""],
        FLOOD.searches,
      );
    }
  } finally {
    await system[Symbol.asyncDispose]();
  }
}
