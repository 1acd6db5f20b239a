/** `npm start` that is killed leaves no process, and the next start clears up what it has left. */
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import { runFileIn } from "../../common/runtime/config.ts";
import { READY_MS_MAX } from "../../script/started/started-system.ts";
import { type StartedCommand, start } from "../harness/npm-start.ts";
import { until } from "../harness/until.ts";

describe("npm start, killed with -9", () => {
  interface StartRecord {
    readonly processes: readonly { name: string; pid: number }[];
    readonly files: readonly string[];
  }
  const recordPath = (run: StartedCommand) => join(run.runFolder, `start-${run.process.pid}.json`);
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
      const url = await first.ready();
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
        withinMs: READY_MS_MAX,
      });
      await expect(fetch(`${url}/live`)).rejects.toThrow();
      const left = [...files, recordPath(first), runFileIn(first.runFolder)];
      expect(left.filter((path) => !existsSync(path))).toEqual([]);

      const second = start({}, first.runFolder);
      await second.ready();
      const message = second.lines.find((line) =>
        line.startsWith(
          `npm start: an earlier start was killed (pid ${first.process.pid}); removed`,
        ),
      );
      for (const path of left) expect(message).toContain(path);
      expect([...files, recordPath(first)].filter((path) => existsSync(path))).toEqual([]);
      const own = [...recordOf(second).files, recordPath(second), runFileIn(first.runFolder)];
      second.process.kill("SIGTERM");
      expect(await second.ended).toBe(0);
      expect(own.filter((path) => existsSync(path))).toEqual([]);
    },
    3 * READY_MS_MAX,
  );

  test(
    "a process that does not end is named, and waited for before anything is started",
    async () => {
      const first = start({ LOG_LEVEL: "silent" });
      await first.ready();
      const stops = recordOf(first).processes.find(({ name }) => name === "stops")?.pid ?? 0;
      started.push(...recordOf(first).processes.map(({ pid }) => pid));
      process.kill(stops, "SIGSTOP");
      await killed(first);
      const second = start({ LOG_LEVEL: "silent" }, first.runFolder);
      const waiting = new RegExp(
        `^npm start: an earlier start was killed \\(pid \\d+\\); waiting .*stops \\(pid ${stops}\\)`,
      );
      await until(() => second.lines.find((line) => waiting.test(line)), {
        what: "the name of what is left",
        withinMs: READY_MS_MAX,
      });
      process.kill(stops, "SIGCONT");
      await second.ready();
      expect(isAlive(stops)).toBe(false);
    },
    3 * READY_MS_MAX,
  );

  test("what a start in another run folder has left is not touched", async () => {
    const other = mkdtempSync(join(tmpdir(), "scatter-run-"));
    const DEAD = 0x7fff_fff0; // past the highest pid that Linux gives
    const record = join(other, `start-${DEAD}.json`);
    const left = { pid: DEAD, started: null, processes: [], files: [] };
    writeFileSync(record, JSON.stringify(left));
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    try {
      // A port that is taken ends a start after it has cleared up, before it starts a process.
      const apart = start({ PORT: String(port) });
      await apart.ended;
      expect(apart.lines).toEqual([expect.stringContaining(`PORT=${port} is taken`)]);
      expect(existsSync(record)).toBe(true);
      const beside = start({ PORT: String(port) }, other);
      await beside.ended;
      expect(beside.lines).toEqual([
        `npm start: an earlier start was killed (pid ${DEAD}); removed what it left: ${record}`,
        expect.stringContaining(`PORT=${port} is taken`),
      ]);
      expect(existsSync(record)).toBe(false);
    } finally {
      server.close();
      rmSync(other, { recursive: true, force: true });
    }
  });
});
