/** The guard against a run that hangs, on a real run of jest that does. */
import type { ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { getPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { ProgressMessage } from "../../script/test-run/progress.ts";
import { type JestRun, NICENESS, runJest } from "../../script/test-run/run-jest.ts";
import { until } from "../harness/until.ts";

const LIMITS = { silentMsMax: 600_000, totalMsMax: 600_000 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "scatter-jest-"));
  writeFileSync(join(folder, "package.json"), "{}");
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(
  files: Readonly<Record<string, string>>,
  more: Pick<JestRun, "writesAtEnd" | "givesWay" | "now" | "started"> = {},
) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const reporter = join(import.meta.dirname, "../../script/test-run/progress-reporter.ts");
  const output: string[] = [];
  const end = await runJest({
    args: [`--rootDir=${folder}`, `--config={}`, `--reporters=${reporter}`, "--maxWorkers=2"],
    environment: process.env,
    limits: LIMITS,
    ...more,
    tell: (text) => output.push(text),
  });
  return { ...end, output: output.join("\n") };
}

test("a run that ends has its exit code and its counts", async () => {
  const passes = 'test("passes", () => {});';
  const good = await run({ "a.test.js": passes, "b.test.js": passes });
  expect(good).toMatchObject({
    code: 0,
    output: "",
    counts: { numPassedTests: 2, numFailedTests: 0, numTotalTestSuites: 2 },
  });
  const bad = await run({ "b.test.js": 'test("fails", () => { throw new Error("no"); });' });
  expect(bad).toMatchObject({
    code: 1,
    output: "",
    counts: { numPassedTests: 1, numFailedTests: 1, numFailedTestSuites: 1 },
  });
});

test("a run beside another one is reported in one piece, when it has ended", async () => {
  const writes = 'process.stderr.write("one "); process.stdout.write("two"); test("a", () => {});';
  const { code, counts, output } = await run({ "a.test.js": writes }, { writesAtEnd: true });
  expect({ code, passed: counts?.numPassedTests, lines: output.split("\n").length }).toEqual({
    code: 0,
    passed: 1,
    lines: 1,
  });
  expect(output).toMatch(/one/);
  expect(output).toMatch(/two/);
});

test("a run that gives way has a lower priority in its workers too, and its messages arrive", async () => {
  const file = (name: string) => join(folder, `${name}.json`);
  const writes = `
    const priority = require("node:os").getPriority();
    const isWorker = process.env.JEST_WORKER_ID !== undefined && process.send !== undefined;
    test("a", () => require("node:fs").writeFileSync(
      __filename.replace(".test.js", ".json"), JSON.stringify({ priority, isWorker })));
  `;
  const { code, counts } = await run(
    { "a.test.js": writes, "b.test.js": writes },
    { givesWay: true },
  );
  const written = ["a", "b"].map((name) => JSON.parse(readFileSync(file(name), "utf8")) as object);
  const lower = { priority: getPriority() + NICENESS, isWorker: true };
  expect({ code, passed: counts?.numPassedTests, written }).toEqual({
    code: 0,
    passed: 2,
    written: [lower, lower],
  });
});

test("a run that hangs is given up: the file and its open handles are named, and nothing of it is left", async () => {
  const hanging = join(folder, "hanging");
  const hangs = `
    const server = require("node:net").createServer().listen(0, "127.0.0.1");
    test("hangs", () => {
      require("node:fs").writeFileSync(${JSON.stringify(hanging)}, "");
      return new Promise(() => {});
    }, 1e8);
  `;
  // The limit's clock stands until the file hangs, and then has passed the limit: however slow the
  // machine is, jest is given up in that state and in no other.
  let nowMs = 0;
  const fileStarted = Promise.withResolvers<void>();
  const started = (jest: ChildProcess) =>
    jest.on("message", ({ type }: ProgressMessage) => type === "started" && fileStarted.resolve());
  const given = run({ "hangs.test.js": hangs }, { now: () => nowMs, started });
  await fileStarted.promise;
  await until(() => existsSync(hanging), { what: "the test that hangs" });
  nowMs = LIMITS.silentMsMax;
  const { code, counts, output } = await given;
  expect({ code, counts }).toEqual({ code: 1, counts: undefined });
  expect(output).toMatch(
    /^the tests hang: no test file has started or ended for 600 s\n {2}running for 600 s: .*hangs\.test\.js\n/,
  );
  expect(output).toMatch(/open handles keep it alive/);
  expect(output).toMatch(/tcp, local 127\.0\.0\.1:\d+/);
  for (const [, pid] of output.matchAll(/^process (\d+):/gm))
    expect(() => process.kill(Number(pid), 0)).toThrow();
});
