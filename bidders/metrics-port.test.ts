import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, expect, test } from "@jest/globals";
import { CpuProfiler } from "../common/runtime/cpu-profile.ts";
import { Metrics } from "../common/runtime/metrics.ts";
import { DrivenClock } from "../test/harness/driven-clock.ts";
import { until } from "../test/harness/until.ts";
import type { Check } from "./health.ts";
import { type MetricsPort, openMetricsPort } from "./metrics-port.ts";

const open: MetricsPort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

const OFF = new CpuProfiler("METRICS_PROFILE", false, new DrivenClock());

async function opened(
  checks: readonly Check[] = [],
  profiler: Pick<CpuProfiler, "answer"> = OFF,
): Promise<MetricsPort> {
  const health = { checks: async () => checks };
  const port = await openMetricsPort(
    { host: "127.0.0.1", port: 0 },
    { metrics: new Metrics(), health, profiler, name: "stops-one" },
  );
  open.push(port);
  return port;
}

async function ask({ url }: MetricsPort, path: string, method = "GET") {
  const response = await fetch(url + path, { method });
  const text = await response.text();
  return { status: response.status, body: /^\{/.test(text) ? JSON.parse(text) : text };
}

const JOINED: Check = { name: "joined", ok: true, detail: "the bidder takes calls" };
const SILENT: Check = { name: "broker", ok: false, detail: "the broker has not answered" };

test("it is ready exactly while all checks hold, and names those that do not (METRICSPORT-1)", async () => {
  const ready = await opened([JOINED]);
  expect(await ask(ready, "/ready")).toEqual({ status: 200, body: { ready: true } });
  const verbose = { ready: true, checks: [JOINED] };
  expect(await ask(ready, "/ready?verbose")).toEqual({ status: 200, body: verbose });
  const unready = await opened([JOINED, SILENT]);
  const why = { ready: false, why: "the broker has not answered" };
  expect(await ask(unready, "/ready")).toEqual({ status: 503, body: why });
  const all = { ...why, checks: [JOINED, SILENT] };
  expect(await ask(unready, "/ready?verbose")).toEqual({ status: 503, body: all });
});

test("nothing else is there, and nothing can be sent (METRICSPORT-2)", async () => {
  const port = await opened();
  const answers = {
    live: (await ask(port, "/live")).body,
    metrics: (await ask(port, "/metrics")).status,
    other: (await ask(port, "/v1/searches")).status,
    posted: (await ask(port, "/live", "POST")).status,
  };
  expect(answers).toEqual({ live: { live: true }, metrics: 200, other: 404, posted: 405 });
});

test("connections are bounded: one more is closed unanswered (METRICSPORT-2)", async () => {
  const { port } = new URL((await opened()).url);
  const at = { host: "127.0.0.1", port: Number(port) };
  const connected = async () => {
    const socket = connect(at);
    await once(socket, "connect");
    return socket;
  };
  const kept = await Promise.all(Array.from({ length: 32 }, connected));
  const oneMore = await connected();
  await once(oneMore.resume(), "close");
  expect(kept.map(({ closed }) => closed)).toEqual(kept.map(() => false));
  for (const socket of kept) socket.destroy();
});

test("a profile is off, and says how it is switched on (PROFILE-1)", async () => {
  const { status, body } = await ask(await opened(), "/profile");
  expect({ status, code: body.code }).toEqual({ status: 404, code: "not-found" });
  expect(body.detail).toContain("METRICS_PROFILE=on");
});

test("a profile is a file of its process; a caller that leaves ends it (PROFILE-2)", async () => {
  const asked: { url: string; signal: AbortSignal }[] = [];
  const port = await opened([], {
    answer: async (request) => {
      asked.push(request);
      return asked.length === 1 ? "{}" : new Promise(() => {});
    },
  });
  const response = await fetch(`${port.url}/profile?seconds=2`);
  expect(await response.text()).toBe("{}");
  expect(asked[0]?.url).toBe("/profile?seconds=2");
  expect(response.headers.get("content-disposition")).toContain('"stops-one.cpuprofile"');
  asked.length = 0;
  const ofThread = await fetch(`${port.url}/profile?thread=2`);
  expect(ofThread.headers.get("content-disposition")).toContain('"stops-one-thread-2.cpuprofile"');
  const leaving = new AbortController();
  const second = fetch(`${port.url}/profile`, leaving).catch(() => "left");
  await until(() => asked.length === 2, { what: "the second request" });
  leaving.abort();
  expect(await second).toBe("left");
  await until(() => asked[1]?.signal.aborted === true, { what: "the profile to end" });
});

test("a port that is taken is named by its setting", async () => {
  const { url } = await opened();
  const at = { host: "127.0.0.1", port: Number(new URL(url).port) };
  const second = openMetricsPort(at, {
    metrics: new Metrics(),
    health: { checks: async () => [] },
    profiler: OFF,
    name: "stops-two",
  });
  await expect(second).rejects.toThrow(`METRICS_PORT=${at.port} is taken at 127.0.0.1`);
});
