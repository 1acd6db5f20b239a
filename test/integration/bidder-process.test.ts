/** `npm run bidder -- KIND` as a process: its exit codes, its output, and its end by a signal. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Broker, startBroker } from "../harness/broker.ts";
import { environmentOf, startProgram } from "../harness/process.ts";

let broker: Broker;
beforeAll(async () => {
  broker = await startBroker();
});
afterAll(() => broker?.stop());

const run = (kind: string, environment: Record<string, string>) =>
  startProgram("bidders/main.ts", [kind], environment);

const asPartners = () => environmentOf(broker, "partners");

describe("a bidder's process", () => {
  test.each([
    "SIGTERM",
    "SIGINT",
  ] as const)("joins, and on %s drains and exits with 0", async (signal) => {
    const program = run("partners", asPartners());
    await program.waitForOutput(/bidder joined/);
    program.kill(signal);
    const { code, stdout, stderr } = await program.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("bidder stopped");
  });

  test("names every mistake of its configuration and exits with 2", async () => {
    const { code, stderr } = await run("nobody", {
      NATS_URL: "http://x",
      MARKETS: "everywhere",
      CONCURRENCY_MAX: "none",
    }).ended;
    expect(code).toBe(2);
    expect(stderr).toContain("the configuration has 4 mistakes:");
    for (const name of [
      "KIND: 'nobody' is not a bidder; there are ",
      "NATS_URL: ",
      "MARKETS: ",
      "CONCURRENCY_MAX: ",
    ])
      expect(stderr).toContain(name);
  });

  test.each([
    [
      "there is no broker",
      () => ({ ...asPartners(), NATS_URL: "nats://127.0.0.1:1" }),
      /^cannot join the broker at nats:\/\/127\.0\.0\.1:1: /,
    ],
    [
      "the broker does not know it",
      () => ({ ...asPartners(), NATS_PASSWORD: "Wrong" }),
      /^cannot join the broker at .*Authorization/i,
    ],
  ])("reports that %s and exits with 1", async (_name, environment, message) => {
    const { code, stderr } = await run("partners", environment()).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
  });
});
