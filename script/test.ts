/**
 * `npm test`: every test, or those that the arguments choose (`npm test -- proto`). Says on which broker they run: BROKER=container
 * insists on a container, BROKER=local on this machine's nats-server; unset takes a container where an engine answers.
 */
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { messageOf } from "../proto/errors.ts";
import { type BrokerHow, chooseHow } from "../test/harness/broker.ts";

const JEST = join(import.meta.dirname, "..", "node_modules", "jest", "bin", "jest.js");

async function choose(): Promise<BrokerHow> {
  try {
    const how = await chooseHow(process.env["BROKER"]);
    if (how === "local binary" && spawnSync("nats-server", ["-v"]).error !== undefined) {
      throw new Error("there is neither a container engine nor a nats-server on this machine; script/bootstrap installs one");
    }
    return how;
  } catch (thrown) {
    console.error(messageOf(thrown));
    process.exit(1);
  }
}

const how = await choose();
console.log(
  how === "container" ? "tests run against the broker in containers" : "no containers: tests run against this machine's nats-server",
);

const run = randomBytes(6).toString("hex");
const jest = spawn(process.execPath, [JEST, ...process.argv.slice(2)], {
  stdio: "inherit",
  env: {
    ...process.env,
    NODE_OPTIONS: `${process.env["NODE_OPTIONS"] ?? ""} --experimental-vm-modules --no-warnings`.trim(),
    BROKER: how === "container" ? "container" : "local",
    BROKER_RUN: run,
  },
});
// Jest hears Ctrl-C as well; whoever kills only us means both.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => jest.kill("SIGTERM"));
const [code] = (await once(jest, "close")) as [number | null];
if (how === "container") await (await import("../test/harness/broker-container.ts")).removeContainersOf(run);
process.exitCode = code ?? 1;
