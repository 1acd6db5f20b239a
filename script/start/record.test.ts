import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { isRunning, processId } from "./process-id.ts";
import { leftovers, OwnRecord } from "./record.ts";

/** Past the highest pid that Linux gives. */
const DEAD = 0x7fff_fff0;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "scatter-run-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The record of a start that is gone. */
function leave(changes: object): string {
  const path = join(folder, `start-${DEAD}.json`);
  writeFileSync(
    path,
    JSON.stringify({ pid: DEAD, started: null, processes: [], files: [], ...changes }),
  );
  return path;
}

test("a start's own record is readable for this user only, is not a leftover while it runs, and is removed at its end", () => {
  const record = new OwnRecord(folder);
  record.addProcess("gateway", process.pid);
  record.addProcess("never started", undefined);
  record.addFile("/tmp/x");
  const [name = ""] = readdirSync(folder);
  const path = join(folder, name);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const self = processId(process.pid);
  expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({
    ...self,
    processes: [{ name: "gateway", ...self }],
    files: ["/tmp/x"],
  });
  expect(leftovers(folder)).toEqual([]);
  record.remove();
  expect(readdirSync(folder)).toEqual([]);
});

test("what an ended start has left: its processes that run, without other processes under their pids", () => {
  const self = processId(process.pid);
  leave({
    processes: [
      { name: "gateway", ...self },
      { name: "broker", ...self, started: "another time" },
      { name: "stops", pid: DEAD, started: null },
    ],
  });
  expect(leftovers(folder).map((one) => [one.pid, one.running()])).toEqual([
    [DEAD, [{ name: "gateway", ...self }]],
  ]);
});

test("its files are removed with its record; files that no start makes stay, even if the record names them", () => {
  const [partners, other] = [join(folder, "partners-7.json"), join(folder, "precious.json")];
  const store = join(folder, "scatter-jetstream-Ab3xYz");
  mkdirSync(join(store, "jetstream"), { recursive: true });
  for (const path of [partners, other]) writeFileSync(path, "{}");
  const path = leave({
    files: [partners, other, store, "/", folder, join(folder, "partners-8.json")],
  });
  expect(leftovers(folder).flatMap((one) => one.clear())).toEqual([partners, store, path]);
  expect([partners, store, path].filter(existsSync)).toEqual([]);
  expect(existsSync(other)).toBe(true);
  expect(leftovers(folder)).toEqual([]);
});

test("no folder, and files that are not records, give no leftovers", () => {
  writeFileSync(join(folder, "start-1.json"), "{");
  writeFileSync(join(folder, "start-2.json"), JSON.stringify({ pid: -1 }));
  writeFileSync(join(folder, "broker.json"), "{}");
  expect({ unreadable: leftovers(folder), missing: leftovers(join(folder, "none")) }).toEqual({
    unreadable: [],
    missing: [],
  });
});

test("a process that has ended is not running, nor is another one under its pid", async () => {
  const child = spawn(process.execPath, ["-e", "process.stdin.resume()"], {
    stdio: ["pipe", "ignore", "ignore"],
  });
  await once(child, "spawn");
  const id = processId(child.pid ?? 0);
  expect({
    same: isRunning(id),
    startedAtAnotherTime: isRunning({ ...id, started: "another time" }),
    startUnknown: isRunning({ ...id, started: null }),
  }).toEqual({ same: true, startedAtAnotherTime: false, startUnknown: true });
  child.stdin.end();
  await once(child, "exit");
  expect(isRunning(id)).toBe(false);
});
