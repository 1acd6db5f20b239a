/** The command itself, with a registry of the test. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startProgram } from "../../test/harness/process.ts";
import { LOCK_FILES } from "./lock-file.ts";

const PATIENT_MS = 300_000;
const ADVISORY = "https://advisories.test/GHSA-aaaa-bbbb-cccc";
const ADVISORIES = {
  protobufjs: [{ id: 1, url: ADVISORY, title: "Bad", severity: "high", vulnerable_versions: "*" }],
};

const cache = mkdtempSync(join(tmpdir(), "audit-"));
let registry: Server;
/** What it answers when it is asked for advisories; null: it keeps none. */
let advisories: object | null = null;

beforeAll(async () => {
  registry = createServer((request, response) => {
    const isAsked = request.url?.endsWith("/advisories/bulk") === true;
    const status = isAsked ? (advisories === null ? 405 : 200) : 404;
    response.writeHead(status, { "content-type": "application/json" });
    request.resume().on("end", () => response.end(JSON.stringify(isAsked ? advisories : {})));
  });
  await new Promise<void>((resolve) => registry.listen(0, "127.0.0.1", resolve));
});

afterAll(() => {
  registry.closeAllConnections();
  registry.close();
  rmSync(cache, { recursive: true, force: true });
});

const audit = (...args: string[]) =>
  startProgram("script/audit.ts", args, {
    npm_config_registry: `http://127.0.0.1:${(registry.address() as AddressInfo).port}`,
    npm_config_cache: cache,
    npm_config_fetch_retries: "0",
  }).ended;

test(
  "a registry that knows a high weakness ends the command with 1 (AUDIT-1)",
  async () => {
    advisories = ADVISORIES;
    const { code, stderr } = await audit();
    expect({ code }).toEqual({ code: 1 });
    const what = `protobufjs *: high, Bad (${ADVISORY}); update it, or explain it`;
    expect(stderr).toContain(`package-lock.json: ${what}`);
  },
  PATIENT_MS,
);

test(
  "one that keeps no advisories is said to be one, of each lock file (AUDIT-2)",
  async () => {
    advisories = null;
    const { code, stdout, stderr } = await audit("--strict");
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    for (const file of LOCK_FILES) expect(stderr).toContain(`${file}: NOT CHECKED: 405`);
  },
  PATIENT_MS,
);
