/** `npm start` as a person runs it: one command, a search, Ctrl-C. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, test } from "@jest/globals";
import { type Broker, startBroker } from "../harness/broker.ts";
import { inDays } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

const START = join(import.meta.dirname, "..", "..", "script", "start.ts");
const WITHIN_MS = 30_000;

interface Run {
  readonly process: ChildProcess;
  /** What it has said so far, stdout and stderr. */
  readonly lines: string[];
  readonly ended: Promise<unknown[]>;
}

const runs: Run[] = [];
const brokers: Broker[] = [];
const startedBroker = async () => {
  const broker = await startBroker();
  brokers.push(broker);
  return broker;
};
afterEach(async () => {
  for (const { process: running, ended } of runs.splice(0)) {
    if (running.exitCode === null) running.kill("SIGTERM");
    await ended;
  }
  for (const broker of brokers.splice(0)) await broker.stop();
});

function start(environment: Record<string, string> = {}): Run {
  const inherited = Object.entries(process.env).filter(([key]) => !key.startsWith("NATS_"));
  const child = spawn(process.execPath, [START], { env: { ...Object.fromEntries(inherited), PORT: "", ...environment } });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", (line) => lines.push(line));
  const run = { process: child, lines, ended: once(child, "close") };
  runs.push(run);
  return run;
}

/** The URL of `ready http://…`, a line of its own. */
const ready = (run: Run) =>
  until(
    () => {
      if (run.process.exitCode !== null) throw new Error(`it has ended: ${run.lines.join("\n")}`);
      return run.lines.map((line) => /^ready (http:\/\/\S+)$/.exec(line)?.[1]).find((url) => url !== undefined);
    },
    { what: "ready", withinMs: WITHIN_MS },
  );

const search = async (url: string) => {
  const slices = [{ origin: "LHR", destination: "JFK", departureDate: inDays(30) }];
  // The first search of cold processes, beside other tests: patient.
  const body = JSON.stringify({ slices, policy: { deadlineMs: 5_000 } });
  const response = await fetch(`${url}/v1/searches`, { method: "POST", headers: { "content-type": "application/json" }, body });
  return (await response.json()) as { itineraries: object[]; bidders: { bidder: string; outcome: string }[] };
};

/** Pid of the child whose command line ends like this. */
async function pidOf(parent: number, ending: string): Promise<number> {
  const ps = spawn("ps", ["-A", "-o", "pid=,ppid=,args="], { stdio: ["ignore", "pipe", "ignore"] });
  const lines: string[] = [];
  createInterface({ input: ps.stdout }).on("line", (line) => lines.push(line.trim()));
  await once(ps, "close");
  const columns = lines.map((line) => line.split(/\s+/));
  return Number(columns.find(([, ppid, ...args]) => Number(ppid) === parent && args.join(" ").endsWith(ending))?.[0] ?? Number.NaN);
}

/** A log line of level warn or above, or one that is no log line. What `npm start` itself says (of a port that is taken) is neither. */
function isWarning(line: string): boolean {
  if (!line.startsWith("{")) return !/^(ready |npm start: )/.test(line);
  return (JSON.parse(line) as { level: number }).level >= 40;
}

describe("npm start", () => {
  test(
    "is ready when a search is answered by all, goes on without a bidder, and drains at Ctrl-C",
    async () => {
      const run = start();
      const url = await ready(run);
      // Nothing that belongs to every start is a warning or an error.
      expect(run.lines.filter(isWarning)).toEqual([]);
      const all = await search(url);
      expect(all.itineraries.length).toBeGreaterThan(0);
      expect(all.bidders.map(({ bidder, outcome }) => `${bidder} ${outcome}`)).toEqual([
        "nonstop answered",
        "partners answered",
        "stops answered",
      ]);

      process.kill(await pidOf(run.process.pid ?? 0, "bidders/main.ts stops"), "SIGKILL");
      await until(() => run.lines.find((line) => /^npm start: stops has ended \(exit code SIGKILL\); the rest goes on/.test(line)));
      const rest = await search(url);
      expect(rest.itineraries.length).toBeGreaterThan(0);
      expect(rest.bidders).toContainEqual(expect.objectContaining({ bidder: "nonstop", outcome: "answered" }));

      // One Ctrl-C arrives twice under npm.
      run.process.kill("SIGINT");
      run.process.kill("SIGINT");
      expect((await run.ended)[0]).toBe(0);
      await expect(fetch(`${url}/live`)).rejects.toThrow();
      expect(run.lines.join("\n")).not.toMatch(/p[0-9a-f]{48}/);
    },
    2 * WITHIN_MS,
  );

  test(
    "ends when the gateway dies, and takes the others with it",
    async () => {
      const run = start({ LOG_LEVEL: "silent" });
      const url = await ready(run);
      const bidder = await pidOf(run.process.pid ?? 0, "bidders/main.ts nonstop");
      process.kill(await pidOf(run.process.pid ?? 0, "gateway/main.ts"), "SIGKILL");
      expect((await run.ended)[0]).toBe(1);
      expect(run.lines).toContainEqual(expect.stringMatching(/^npm start: gateway has ended \(exit code SIGKILL\)/));
      expect(() => process.kill(bidder, 0)).toThrow();
      await expect(fetch(`${url}/live`)).rejects.toThrow();
    },
    2 * WITHIN_MS,
  );

  test("names every mistake in the configuration at once, and starts nothing", async () => {
    const run = start({ PORT: "abc", LOG_LEVEL: "loud", NATS_URL: "foo" });
    expect((await run.ended)[0]).toBe(2);
    expect(run.lines.join("\n")).toMatch(/3 mistakes:\n {2}NATS_URL: .*\n {2}PORT: .*\n {2}LOG_LEVEL: /);
  });

  test("says that the port it was told to take is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const run = start({ PORT: String(port) });
    expect((await run.ended)[0]).toBe(1);
    expect(run.lines).toEqual([expect.stringContaining(`npm start: PORT=${port} is taken`)]);
    server.close();
  });

  test(
    "comes to the broker that NATS_URL names, each process with the password of its role",
    async () => {
      const broker = await startedBroker();
      const passwords = Object.entries(broker.passwords).map(([role, password]) => [`NATS_${role.toUpperCase()}_PASSWORD`, password]);
      const right = start({ NATS_URL: broker.url, LOG_LEVEL: "silent", ...Object.fromEntries(passwords) });
      const url = await ready(right);
      expect((await search(url)).bidders.map(({ outcome }) => outcome)).toEqual(["answered", "answered", "answered"]);
      right.process.kill("SIGTERM");
      expect((await right.ended)[0]).toBe(0);
    },
    2 * WITHIN_MS,
  );

  test(
    "tells what could not start, with its last words",
    async () => {
      const broker = await startedBroker();
      const passwords = Object.keys(broker.passwords).map((role) => [`NATS_${role.toUpperCase()}_PASSWORD`, "wrong"]);
      const wrong = start({ NATS_URL: broker.url, LOG_LEVEL: "silent", ...Object.fromEntries(passwords) });
      expect((await wrong.ended)[0]).toBe(1);
      expect(wrong.lines.join("\n")).toMatch(/npm start: \w+ could not start \(exit code 1\); its last words:\n.*Authorization Violation/i);
    },
    WITHIN_MS,
  );
});
