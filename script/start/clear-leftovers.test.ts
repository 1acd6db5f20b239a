import { describe, expect, test } from "@jest/globals";
import { type ClearPorts, clearLeftovers } from "./clear-leftovers.ts";
import type { Leftover } from "./record.ts";
import { SystemFailure } from "./system-failure.ts";

interface Left {
  readonly pid: number;
  readonly files: readonly string[];
  /** Process -> the millisecond at which it ends. */
  readonly ends: Readonly<Record<string, number>>;
}

async function cleared(left: readonly Left[], runFile?: string) {
  let nowMs = 0;
  const messages: string[] = [];
  const leftovers = left.map(
    ({ pid, files, ends }): Leftover => ({
      pid,
      running: () =>
        Object.entries(ends)
          .filter(([, at]) => nowMs < at)
          .map(([name], i) => ({ name, pid: pid + i + 1, started: null })),
      clear: () => [...files],
    }),
  );
  const ports: ClearPorts = {
    report: (text) => messages.push(text),
    now: () => nowMs,
    pause: async (ms) => {
      nowMs += ms;
    },
    leftovers: () => leftovers,
    removeRunFile: () => runFile,
  };
  const thrown = await clearLeftovers(ports).then(
    () => null,
    (error: unknown) => error,
  );
  return { messages, thrown, nowMs };
}

describe("before a start", () => {
  test("nothing is left: no message", async () => {
    expect(await cleared([])).toEqual({ messages: [], thrown: null, nowMs: 0 });
  });

  test("files of one whose processes have ended", async () => {
    const { messages, nowMs } = await cleared(
      [{ pid: 100, files: ["/run/a", "/run/b"], ends: { gateway: 0 } }],
      "/run/broker.json",
    );
    expect({ messages, nowMs }).toEqual({
      messages: [
        "an earlier start was killed (pid 100); removed what it left: /run/a, /run/b, /run/broker.json",
      ],
      nowMs: 0,
    });
  });

  test("a run file alone, of a start that kept no record", async () => {
    expect((await cleared([], "/run/broker.json")).messages).toEqual([
      "an earlier start was killed; removed what it left: /run/broker.json",
    ]);
  });

  test("it waits for processes that drain, of all such starts", async () => {
    const { messages, thrown, nowMs } = await cleared([
      { pid: 100, files: ["/run/a"], ends: { gateway: 90, broker: 1_990 } },
      { pid: 200, files: ["/run/b"], ends: {} },
    ]);
    expect(messages).toEqual([
      "an earlier start was killed (pid 100, 200); waiting for its processes to end: gateway (pid 101), broker (pid 102)",
      "an earlier start was killed (pid 100, 200); removed what it left: /run/a, /run/b",
    ]);
    expect({ thrown, nowMs }).toEqual({ thrown: null, nowMs: 2_000 });
  });

  test("one that does not end is named, with what to do, and nothing is removed", async () => {
    const { messages, thrown, nowMs } = await cleared([
      { pid: 100, files: ["/run/a"], ends: { gateway: 50, stops: Number.POSITIVE_INFINITY } },
    ]);
    expect(messages).toHaveLength(1);
    expect(thrown).toBeInstanceOf(SystemFailure);
    expect((thrown as SystemFailure).exitCode).toBe(1);
    expect((thrown as SystemFailure).message).toBe(
      "processes of the earlier start still run: stops (pid 101); stop them with `kill 101` (kill -9, if they stay), then start again",
    );
    expect(nowMs).toBe(20_000);
  });
});
