import { afterEach, expect, test } from "@jest/globals";
import { onStopSignals } from "./signals.ts";

afterEach(() => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.removeAllListeners(signal);
});

test.each([
  ["one signal drains", [["SIGINT", 0]], ["drain"]],
  [
    "one Ctrl-C that arrives twice is one",
    [
      ["SIGINT", 0],
      ["SIGINT", 1],
    ],
    ["drain"],
  ],
  [
    "a second one that is meant ends",
    [
      ["SIGINT", 0],
      ["SIGINT", 1],
      ["SIGINT", 300],
    ],
    ["drain", "end"],
  ],
  [
    "whichever signals they are",
    [
      ["SIGTERM", 5],
      ["SIGHUP", 900],
    ],
    ["drain", "end"],
  ],
] as const)("%s", (_what, signals, expected) => {
  let now = 0;
  const called: string[] = [];
  onStopSignals(
    () => called.push("drain"),
    () => called.push("end"),
    { nowMs: () => now },
  );
  for (const [signal, at] of signals) {
    now = at;
    process.emit(signal);
  }
  expect(called).toEqual(expected);
});

test("where a process reads something again at SIGHUP, that stops nothing", () => {
  const called: string[] = [];
  onStopSignals(
    () => called.push("drain"),
    () => called.push("end"),
    { onReload: () => called.push("reload"), nowMs: () => 0 },
  );
  process.emit("SIGHUP");
  process.emit("SIGTERM");
  expect({ called }).toEqual({ called: ["reload", "drain"] });
});
