/** The broker of a test as a process of this machine's nats-server. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrokerProcess, startBinary } from "../../script/broker/binary.ts";
import type { BrokerSecrets } from "../../script/broker/users.ts";
import type { BrokerMachine } from "./broker-machine.ts";

export async function startLocalMachine(
  port: number,
  secrets: BrokerSecrets,
  conf: string,
): Promise<BrokerMachine> {
  const storeFolder = await mkdtemp(join(tmpdir(), "scatter-broker-"));
  const confPath = join(storeFolder, "nats.conf");
  await writeFile(confPath, conf);
  const start = () =>
    startBinary({ port, storeFolder, environment: secrets.environment, confPath });
  let running: BrokerProcess | undefined;
  const down = async () => {
    await running?.stop();
    running = undefined;
  };
  const stop = async () => {
    await down();
    await rm(storeFolder, { recursive: true, force: true });
  };
  try {
    running = await start();
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  return {
    down,
    async up() {
      running ??= await start();
    },
    signal(signal) {
      if (running?.pid === undefined) throw new Error("the broker does not run");
      process.kill(running.pid, signal);
    },
    stop,
  };
}
