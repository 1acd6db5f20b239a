/** `npm start` as a person runs it: one command, a search, Ctrl-C. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, test } from "@jest/globals";
import { BENCH_MS_MAX, bench, rows, VERDICT } from "../harness/bench.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { inDays } from "../harness/offers.ts";
import { COMPILED } from "../harness/process.ts";
import { until } from "../harness/until.ts";

const START = join(import.meta.dirname, "..", "..", "script", "start.ts");
const WITHIN_MS = 30_000;

interface StartedCommand {
  readonly process: ChildProcess;
  /** Its output so far, stdout and stderr. */
  readonly lines: string[];
  readonly ended: Promise<unknown[]>;
}

const runs: StartedCommand[] = [];
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

/** Starts on any free port: others may be started on this machine at the same time. */
function start(environment: Record<string, string> = {}): StartedCommand {
  const inherited = Object.entries(process.env).filter(([key]) => !key.startsWith("NATS_"));
  const child = spawn(process.execPath, [START], {
    env: {
      ...Object.fromEntries(inherited),
      PORT: "0",
      NODE_COMPILE_CACHE: COMPILED,
      ...environment,
    },
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on("line", (line) => lines.push(line));
  const run = { process: child, lines, ended: once(child, "close") };
  runs.push(run);
  return run;
}

/** The URL of `ready http://…`, a line of its own. */
const ready = (run: StartedCommand) =>
  until(
    () => {
      if (run.process.exitCode !== null) throw new Error(`it has ended: ${run.lines.join("\n")}`);
      return run.lines
        .map((line) => /^ready (http:\/\/\S+)$/.exec(line)?.[1])
        .find((url) => url !== undefined);
    },
    { what: "ready", withinMs: WITHIN_MS },
  );

const search = async (url: string) => {
  const slices = [{ origin: "LHR", destination: "JFK", departureDate: inDays(30) }];
  // The first search of cold processes, beside other tests, needs a long deadline.
  const body = JSON.stringify({ slices, policy: { deadlineMs: 5_000 } });
  const response = await fetch(`${url}/v1/searches`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  return (await response.json()) as {
    itineraries: object[];
    bidders: { bidder: string; outcome: string; reason: string | null }[];
  };
};

/**
 * On a busy machine a seller of cold processes may miss its own time limit: then the next search
 * has the answer.
 */
const answeredByAll = (url: string) =>
  until(
    async () => {
      const { itineraries, bidders } = await search(url);
      const outcomes = bidders
        .map(
          ({ bidder, outcome, reason }) =>
            `${bidder} ${outcome}${reason === null ? "" : `: ${reason}`}`,
        )
        .join("; ");
      if (!/^nonstop answered\b.*; partners answered\b.*; stops answered\b/.test(outcomes))
        throw new Error(outcomes);
      if (itineraries.length === 0) throw new Error("no itineraries");
      return true;
    },
    { what: "a search that is answered by all", withinMs: WITHIN_MS },
  );

/** Pid of the child whose command line ends like this. */
async function pidOf(parent: number, ending: string): Promise<number> {
  const ps = spawn("ps", ["-A", "-o", "pid=,ppid=,args="], { stdio: ["ignore", "pipe", "ignore"] });
  const lines: string[] = [];
  createInterface({ input: ps.stdout }).on("line", (line) => lines.push(line.trim()));
  await once(ps, "close");
  const columns = lines.map((line) => line.split(/\s+/));
  return Number(
    columns.find(
      ([, ppid, ...args]) => Number(ppid) === parent && args.join(" ").endsWith(ending),
    )?.[0] ?? Number.NaN,
  );
}

/**
 * A log line of level warn or above, or one that is not a log line. A message of `npm start` itself
 * (about a port that is in use) is neither.
 */
function isWarning(line: string): boolean {
  if (!line.startsWith("{")) return !/^(ready |npm start: )/.test(line);
  return (JSON.parse(line) as { level: number }).level >= 40;
}

describe("npm start", () => {
  test(
    "is ready when a search is answered by all, goes on without a bidder, and drains at Ctrl-C",
    async () => {
      const run = start({ PORT: "" });
      const url = await ready(run);
      // Nothing that belongs to every start is a warning or an error.
      expect(run.lines.filter(isWarning)).toEqual([]);
      await answeredByAll(url);

      process.kill(await pidOf(run.process.pid ?? 0, "bidders/main.ts stops"), "SIGKILL");
      await until(() =>
        run.lines.find((line) =>
          /^npm start: stops has ended \(exit code SIGKILL\); the rest goes on/.test(line),
        ),
      );
      const rest = await search(url);
      expect(rest.itineraries.length).toBeGreaterThan(0);
      expect(rest.bidders).toContainEqual(
        expect.objectContaining({ bidder: "nonstop", outcome: "answered" }),
      );

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
    "ends when the gateway is killed, and ends the others too",
    async () => {
      const run = start({ LOG_LEVEL: "silent" });
      const url = await ready(run);
      const bidder = await pidOf(run.process.pid ?? 0, "bidders/main.ts nonstop");
      process.kill(await pidOf(run.process.pid ?? 0, "gateway/main.ts"), "SIGKILL");
      expect((await run.ended)[0]).toBe(1);
      expect(run.lines).toContainEqual(
        expect.stringMatching(/^npm start: gateway has ended \(exit code SIGKILL\)/),
      );
      expect(() => process.kill(bidder, 0)).toThrow();
      await expect(fetch(`${url}/live`)).rejects.toThrow();
    },
    2 * WITHIN_MS,
  );

  describe("killed with -9", () => {
    interface StartRecord {
      readonly processes: readonly { name: string; pid: number }[];
      readonly files: readonly string[];
    }
    const RUN = join(import.meta.dirname, "..", "..", ".run");
    const recordPath = (run: StartedCommand) => join(RUN, `start-${run.process.pid}.json`);
    const recordOf = (run: StartedCommand) =>
      JSON.parse(readFileSync(recordPath(run), "utf8")) as StartRecord;

    function isAlive(pid: number): boolean {
      try {
        process.kill(pid, 0);
        return true;
      } catch {
        return false;
      }
    }

    /** What a start that was killed may have left, when the test fails. */
    const started: number[] = [];
    afterEach(() => {
      for (const pid of started.splice(0)) if (isAlive(pid)) process.kill(pid, "SIGKILL");
    });

    async function killed(run: StartedCommand): Promise<void> {
      run.process.kill("SIGKILL");
      await once(run.process, "exit");
    }

    test(
      "leaves no process; the next start removes its files, and reports it",
      async () => {
        const first = start();
        const url = await ready(first);
        const { processes, files } = recordOf(first);
        expect(processes.map(({ name }) => name).sort()).toEqual([
          "broker",
          "gateway",
          "nonstop",
          "partners",
          "sandbox",
          "stops",
        ]);
        expect(processes.filter(({ pid }) => !isAlive(pid))).toEqual([]);
        started.push(...processes.map(({ pid }) => pid));
        await killed(first);
        await until(() => processes.every(({ pid }) => !isAlive(pid)), {
          what: "all its processes to end",
          withinMs: WITHIN_MS,
        });
        await expect(fetch(`${url}/live`)).rejects.toThrow();
        const left = [...files, recordPath(first), join(RUN, "broker.json")];
        expect(left.filter((path) => !existsSync(path))).toEqual([]);

        const second = start();
        await ready(second);
        const message = second.lines.find((line) =>
          line.startsWith(
            `npm start: an earlier start was killed (pid ${first.process.pid}); removed`,
          ),
        );
        for (const path of left) expect(message).toContain(path);
        expect([...files, recordPath(first)].filter((path) => existsSync(path))).toEqual([]);
        const own = [...recordOf(second).files, recordPath(second), join(RUN, "broker.json")];
        second.process.kill("SIGTERM");
        expect((await second.ended)[0]).toBe(0);
        expect(own.filter((path) => existsSync(path))).toEqual([]);
      },
      3 * WITHIN_MS,
    );

    test(
      "a process that does not end is named, and waited for before anything is started",
      async () => {
        const first = start({ LOG_LEVEL: "silent" });
        await ready(first);
        const stops = recordOf(first).processes.find(({ name }) => name === "stops")?.pid ?? 0;
        started.push(...recordOf(first).processes.map(({ pid }) => pid));
        process.kill(stops, "SIGSTOP");
        await killed(first);
        const second = start({ LOG_LEVEL: "silent" });
        const waiting = new RegExp(
          `^npm start: an earlier start was killed \\(pid \\d+\\); waiting .*stops \\(pid ${stops}\\)`,
        );
        await until(() => second.lines.find((line) => waiting.test(line)), {
          what: "the name of what is left",
          withinMs: WITHIN_MS,
        });
        process.kill(stops, "SIGCONT");
        await ready(second);
        expect(isAlive(stops)).toBe(false);
      },
      3 * WITHIN_MS,
    );
  });

  test("names every mistake in the configuration at once, and starts nothing", async () => {
    const run = start({ PORT: "abc", LOG_LEVEL: "loud", NATS_URL: "foo" });
    expect((await run.ended)[0]).toBe(2);
    expect(run.lines.join("\n")).toMatch(
      /3 mistakes:\n {2}NATS_URL: .*\n {2}PORT: .*\n {2}LOG_LEVEL: /,
    );
  });

  test("reports that the port in PORT is in use", async () => {
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
      const passwords = Object.entries(broker.passwords).map(([role, password]) => [
        `NATS_${role.toUpperCase()}_PASSWORD`,
        password,
      ]);
      const right = start({
        NATS_URL: broker.url,
        LOG_LEVEL: "silent",
        ...Object.fromEntries(passwords),
      });
      const url = await ready(right);
      await answeredByAll(url);
      right.process.kill("SIGTERM");
      expect((await right.ended)[0]).toBe(0);
    },
    2 * WITHIN_MS,
  );

  test(
    "names the process that could not start, with its last lines",
    async () => {
      const broker = await startedBroker();
      const passwords = Object.keys(broker.passwords).map((role) => [
        `NATS_${role.toUpperCase()}_PASSWORD`,
        "wrong",
      ]);
      const wrong = start({
        NATS_URL: broker.url,
        LOG_LEVEL: "silent",
        ...Object.fromEntries(passwords),
      });
      expect((await wrong.ended)[0]).toBe(1);
      expect(wrong.lines.join("\n")).toMatch(
        /npm start: \w+ could not start \(exit code 1\); its last lines:\n.*Authorization Violation/i,
      );
    },
    WITHIN_MS,
  );
});

// Here, because a start clears up after one that was killed: no two files may start the system.
test(
  "npm run bench -- start starts everything once, and searches",
  async () => {
    const ended = await bench("start");
    expect(rows(ended, "npm start until ready")).toEqual([expect.stringMatching(VERDICT)]);
    expect(rows(ended, "first search after ready")).toEqual([expect.stringMatching(VERDICT)]);
  },
  BENCH_MS_MAX,
);
