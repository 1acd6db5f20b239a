/** `npm start` on the broker that NATS_URL names. */
import { afterEach, expect, test } from "@jest/globals";
import { READY_MS_MAX } from "../../script/started/started-system.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { answeredByAll, start } from "../harness/npm-start.ts";

const brokers: Broker[] = [];
const startedBroker = async () => {
  const broker = await startBroker();
  brokers.push(broker);
  return broker;
};
afterEach(async () => {
  for (const broker of brokers.splice(0)) await broker.stop();
});

test(
  "comes to the broker that NATS_URL names, each process with the password of its role",
  async () => {
    const broker = await startedBroker();
    const passwords = Object.entries(broker.passwords).map(([role, password]) => [
      `NATS_${role.toUpperCase()}_PASSWORD`,
      password,
    ]);
    const right = start({
      NATS_URL: broker.url,
      LOG_LEVEL: "silent",
      ...Object.fromEntries(passwords),
    });
    const url = await right.ready();
    await answeredByAll(url);
    right.process.kill("SIGTERM");
    expect(await right.ended).toBe(0);
  },
  2 * READY_MS_MAX,
);

test("names the process that could not start, with its last lines", async () => {
  const broker = await startedBroker();
  const passwords = Object.keys(broker.passwords).map((role) => [
    `NATS_${role.toUpperCase()}_PASSWORD`,
    "wrong",
  ]);
  const wrong = start({
    NATS_URL: broker.url,
    LOG_LEVEL: "silent",
    ...Object.fromEntries(passwords),
  });
  expect(await wrong.ended).toBe(1);
  expect(wrong.lines.join("\n")).toMatch(
    /npm start: \w+ could not start \(exit code 1\); its last lines:\n.*Authorization Violation/i,
  );
});
