/**
 * A password within NATS_URL is used, and appears in no line of the log, on no terminal and in no
 * error.
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { freePort } from "../../script/broker/port.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { startProgram } from "../harness/process.ts";

let broker: Broker;
beforeAll(async () => {
  broker = await startBroker();
});
afterAll(() => broker?.stop());

const urlAs = (user: string, password = broker.passwords[user] ?? "") =>
  broker.url.replace("//", `//${user}:${password}@`);
const LOUD = { LOG_LEVEL: "trace" };

describe("used, and not shown", () => {
  test.each([
    ["gateway", "gateway/main.ts", [], /"listening"/],
    ["nonstop", "bidders/main.ts", ["nonstop"], /bidder joined/],
  ])("by a %s", async (user, program, args, up) => {
    const NATS_URL = `${urlAs(user)},${urlAs(user)}`;
    const running = startProgram(program, args, { NATS_URL, PORT: "0", ...LOUD });
    await running.waitForOutput(up);
    running.kill("SIGTERM");
    const { code, stdout, stderr } = await running.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).not.toContain(broker.passwords[user]);
  });

  test("by a command", async () => {
    const { stdout, stderr } = await startProgram(
      "script/search.ts",
      ["LHR", "JFK", "2099-01-01"],
      { NATS_URL: urlAs("client") },
    ).ended;
    // It connected: only the gateway is missing.
    expect(stderr).toMatch(/no gateway is running/);
    expect(stdout + stderr).not.toContain(broker.passwords["client"]);
  });
});

describe("not shown when no connection is made", () => {
  /** Commands say by their code that no broker answers (EXIT-1). */
  const failureOf = (program: string) => (program.startsWith("script/") ? 3 : 1);
  const programs = [
    ["gateway/main.ts", []],
    ["bidders/main.ts", ["nonstop"]],
    ["script/search.ts", ["LHR", "JFK", "2099-01-01"]],
    ["script/bidders.ts", []],
    ["script/start.ts", []],
  ] as const;

  test.each(
    programs,
  )("%s: set beside NATS_USER, it is a fault of the configuration", async (program, args) => {
    const environment = {
      NATS_URL: urlAs("gateway", "hunter2"),
      NATS_USER: "gateway",
      NATS_PASSWORD: "hunter3",
      ...LOUD,
    };
    const { code, stdout, stderr } = await startProgram(program, args, environment).ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /NATS_URL:? +has a user and a password in it, and another way to sign in is set/,
    );
    expect(stdout + stderr).not.toMatch(/hunter/);
  });

  test.each(programs.slice(0, 4))("%s: a wrong one", async (program, args) => {
    const { code, stdout, stderr } = await startProgram(program, args, {
      NATS_URL: urlAs("gateway", "hunter2"),
      ...LOUD,
    }).ended;
    expect({ program, code }).toEqual({ program, code: failureOf(program) });
    expect(stderr).toMatch(/Authorization Violation/i);
    expect(stdout + stderr).not.toMatch(/hunter/);
  });

  test.each(programs.slice(1, 4))("%s: a broker that is not there", async (program, args) => {
    const NATS_URL = `nats://client:hunter2@127.0.0.1:${await freePort()}`;
    const { code, stdout, stderr } = await startProgram(program, args, { NATS_URL, ...LOUD }).ended;
    expect({ program, code }).toEqual({ program, code: failureOf(program) });
    expect(stderr).toMatch(/nats:\/\/127\.0\.0\.1:\d+/);
    expect(stdout + stderr).not.toMatch(/hunter/);
  });
});
