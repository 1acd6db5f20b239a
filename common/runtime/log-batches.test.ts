import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { LogBatches } from "./log-batches.ts";

/** A log whose time is driven by the test: `pass` lets what waits be written. */
function setUp() {
  const writes: string[] = [];
  const planned: (() => void)[] = [];
  const output = { write: (text: string) => void writes.push(text) };
  const log = new LogBatches(output, (write) => void planned.push(write));
  return { log, writes, planned, pass: () => planned.splice(0).forEach((write) => void write()) };
}

const line = (level: number, n: number | string = 1) => `{"level":${level},"time":1,"n":"${n}"}\n`;

describe("what is written when", () => {
  test("lines of info and below wait, and are one write", () => {
    const { log, writes, planned, pass } = setUp();
    const lines = [line(30, 1), line(20, 2), line(10, 3)];
    for (const one of lines) log.write(one);
    expect({ writes, planned: planned.length }).toEqual({ writes: [], planned: 1 });
    pass();
    expect(writes).toEqual([lines.join("")]);
    pass();
    expect(writes).toHaveLength(1);
    log.write(line(30, 4));
    expect(planned).toHaveLength(1);
  });

  test.each([
    [40, "a warning"],
    [50, "an error"],
    [60, "a fatal error"],
    [35, "a level that is not pino's"],
  ])("LOG-1 level %d, %s, is written at once, after what waits", (level) => {
    const { log, writes, pass } = setUp();
    log.write(line(30));
    log.write(line(level));
    expect(writes).toEqual([line(30) + line(level)]);
    pass();
    expect(writes).toHaveLength(1);
  });

  test("LOG-1 so is a line of another form", () => {
    const { log, writes } = setUp();
    log.write('{"time":1,"level":30}\n');
    expect(writes).toHaveLength(1);
  });

  test("LOG-3 what waits is bounded (A6)", () => {
    const { log, writes } = setUp();
    const long = line(30, "x".repeat(1_000));
    for (let i = 0; i < 100; i++) log.write(long);
    for (const text of writes) expect(text.length).toBeLessThan(16 * 1024 + long.length);
    log.flush();
    expect(writes.join("")).toBe(long.repeat(100));
  });

  test("LOG-3 property: every line is written whole, once, in order", () => {
    const step = fc.oneof(
      fc.record({ level: fc.constantFrom(10, 20, 30, 40, 50), size: fc.nat(9_000) }),
      fc.constant("pass" as const),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { log, writes, pass } = setUp();
        const lines: string[] = [];
        for (const [i, one] of steps.entries()) {
          if (one === "pass") pass();
          else {
            lines.push(line(one.level, `${i} ${"x".repeat(one.size)}`));
            log.write(lines.at(-1) as string);
          }
        }
        log.flush();
        expect(writes.join("")).toBe(lines.join(""));
        for (const text of writes) expect(text.endsWith("}\n")).toBe(true);
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});

describe("LOG-2 what waits is written when the process ends", () => {
  const program = (end: string) => `
import { pino } from "pino";
import { logOutput } from "./log-output.ts";
const log = pino({}, logOutput());
for (let i = 1; i <= 3; i++) log.info({ i }, "line");
${end}`;

  test.each<[how: string, end: string, code: number]>([
    ["by itself", "", 0],
    ["by itself, with a last line", 'process.on("exit", () => log.info({ i: 4 }, "line"));', 0],
    ["by process.exit", "process.exit(7);", 7],
    ["by an error that nothing catches", 'throw new Error("fatal");', 1],
    ["by a promise that is rejected", 'Promise.reject(new Error("fatal"));', 1],
  ])("%s", async (_how, end, code) => {
    const args = ["--input-type=module", "--eval", program(end)];
    const child = spawn(process.execPath, args, {
      cwd: import.meta.dirname,
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, NODE_OPTIONS: "" },
    });
    const [written, [ended]] = await Promise.all([text(child.stdout), once(child, "exit")]);
    const lines = written.trimEnd().split("\n");
    expect(lines.map((one) => JSON.parse(one).i)).toEqual(
      end.includes("i: 4") ? [1, 2, 3, 4] : [1, 2, 3],
    );
    expect(ended).toBe(code);
  });
});
