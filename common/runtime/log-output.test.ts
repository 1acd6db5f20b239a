/** A process logs, its reader stalls or is gone, and the process goes on and ends all the same. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, test } from "@jest/globals";
import { textOutput } from "./log-output.ts";

/** A file descriptor that takes so many bytes, or fails with a code. */
function reader() {
  const state = {
    taken: "",
    takes: Number.POSITIVE_INFINITY,
    fails: null as string | null,
    asked: 0,
  };
  const write = (_fd: number, bytes: Uint8Array): number => {
    state.asked++;
    if (state.fails !== null) throw Object.assign(new Error(state.fails), { code: state.fails });
    const count = Math.min(bytes.length, state.takes);
    if (count === 0) throw Object.assign(new Error("EAGAIN"), { code: "EAGAIN" });
    state.takes -= count;
    state.taken += Buffer.from(bytes.subarray(0, count)).toString();
    return count;
  };
  return { state, output: textOutput(1, write) };
}

describe("a reader", () => {
  test("that is slow gets every line whole and in order", () => {
    const { state, output } = reader();
    state.takes = 3;
    output.write("one\n");
    output.write("zwölf\n");
    state.takes = Number.POSITIVE_INFINITY;
    output.write("three\n");
    expect(state.taken).toBe("one\nzwölf\nthree\n");
  });

  test("A6: that takes nothing costs a bounded number of bytes, and has the first lines when it is back", () => {
    const { state, output } = reader();
    state.takes = 0;
    const line = `${"x".repeat(1023)}\n`;
    for (let i = 0; i < 5_000; i++) output.write(line);
    state.takes = Number.POSITIVE_INFINITY;
    output.write("back\n");
    expect(state.taken).toBe(line.repeat(1024));
    output.write("next\n");
    expect(state.taken.endsWith("next\n")).toBe(true);
  });

  test.each(["EPIPE", "ECONNRESET", "EBADF"])("that is gone (%s) is written to no more", (code) => {
    const { state, output } = reader();
    state.fails = code;
    output.write("one\n");
    state.fails = null;
    output.write("two\n");
    expect(state).toMatchObject({ asked: 1, taken: "" });
  });

  test("whose disk is full has the line when there is room again", () => {
    const { state, output } = reader();
    state.fails = "ENOSPC";
    output.write("one\n");
    state.fails = null;
    output.write("two\n");
    expect(state.taken).toBe("one\ntwo\n");
  });
});

const PROGRAM = `
import { pino } from "pino";
import { logOutput } from "./log-output.ts";
const log = pino({}, logOutput());
process.once("disconnect", () => {
  for (let i = 0; i < 100; i++) log.info("x".repeat(1000));
  process.exit(0);
});
process.send("ready");`;

test("a process whose reader is gone logs on, and ends by itself", async () => {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", PROGRAM], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "ignore", "ipc"],
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  const ended = once(child, "exit");
  await once(child, "message");
  child.stdout?.destroy();
  child.disconnect();
  try {
    expect(await ended).toEqual([0, null]);
  } finally {
    child.kill("SIGKILL");
  }
});
