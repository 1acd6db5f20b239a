import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { until } from "../../test/harness/until.ts";
import { descendants, jestProcesses } from "./diagnose.ts";

const path = process.env["PATH"];
/** A small image has no `ps`. */
beforeEach(() => {
  if (process.platform === "linux") process.env["PATH"] = "";
});
afterEach(() => {
  process.env["PATH"] = path;
});

test("a process's descendants are found, and which of them run jest", async () => {
  const inner = `setInterval(() => {}, 1000)`;
  const outer = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(inner)}, "jest" + "-worker"]); setInterval(() => {}, 1000)`;
  const child = spawn(process.execPath, ["-e", outer], { stdio: "ignore" });
  try {
    const found = await until(() => {
      const all = descendants(process.pid);
      return all.length === 2 && jestProcesses(all).length === 1 && all;
    });
    expect(found[0]).toBe(child.pid);
    expect(jestProcesses(found)).toEqual([found[1]]);
    expect(jestProcesses([])).toEqual([]);
  } finally {
    for (const pid of descendants(child.pid as number)) process.kill(pid, "SIGKILL");
    child.kill("SIGKILL");
    await once(child, "close");
  }
});
