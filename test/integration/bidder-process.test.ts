/** `npm run bidder -- KIND` as a process: its exit codes, what it says, and its end by a signal. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Broker, startBroker } from "../harness/broker.ts";
import { until } from "../harness/until.ts";

const ROOT = join(import.meta.dirname, "..", "..");

let broker: Broker;
beforeAll(async () => {
  broker = await startBroker();
}, 60_000);
afterAll(() => broker?.stop());

/** The process, and all that it says. */
function run(kind: string, environment: Record<string, string>) {
  const child = spawn(process.execPath, ["bidders/main.ts", kind], {
    cwd: ROOT,
    env: { PATH: process.env["PATH"] ?? "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    said.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    said.err += chunk;
  });
  const exited = once(child, "close").then(([code]) => code as number | null);
  return { child, said, exited };
}

const asPartners = () => ({ NATS_URL: broker.url, NATS_USER: "partners", NATS_PASSWORD: broker.passwords["partners"] ?? "" });

describe("a bidder's process", () => {
  test.each(["SIGTERM", "SIGINT"] as const)("joins, and on %s drains and exits with 0", async (signal) => {
    const { child, said, exited } = run("partners", asPartners());
    await until(() => said.out.includes("bidder joined"), { what: `the bidder to join; it said ${said.err}`, withinMs: 15_000 });
    child.kill(signal);
    expect(await exited).toBe(0);
    expect(said.out).toContain("bidder stopped");
    expect(said.err).toBe("");
  }, 30_000);

  test("names every mistake of its configuration and exits with 2", async () => {
    const { said, exited } = run("nobody", { NATS_URL: "http://x", MARKETS: "everywhere", CONCURRENCY_MAX: "none" });
    expect(await exited).toBe(2);
    expect(said.err).toContain("the configuration has 4 mistakes:");
    for (const name of ["KIND: 'nobody' is no bidder; there are ", "NATS_URL: ", "MARKETS: ", "CONCURRENCY_MAX: "])
      expect(said.err).toContain(name);
  }, 30_000);

  test.each([
    [
      "there is no broker",
      () => ({ ...asPartners(), NATS_URL: "nats://127.0.0.1:1" }),
      /^cannot join the broker at nats:\/\/127\.0\.0\.1:1: /,
    ],
    ["the broker does not know it", () => ({ ...asPartners(), NATS_PASSWORD: "Wrong" }), /^cannot join the broker at .*Authorization/i],
  ])(
    "says that %s and exits with 1",
    async (_name, environment, message) => {
      const { said, exited } = run("partners", environment());
      expect(await exited).toBe(1);
      expect(said.err).toMatch(message);
    },
    30_000,
  );
});
