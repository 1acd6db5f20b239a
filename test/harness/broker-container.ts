/** The broker of a test in a container, by testcontainers. */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { GenericContainer, getContainerRuntimeClient, Wait } from "testcontainers";
import { messageOf } from "../../proto/errors.ts";
import type { BrokerSecrets } from "../../script/broker/users.ts";
import { type BrokerMachine, RUN_LABEL } from "./broker-machine.ts";
import { until } from "./until.ts";

// No helper container that removes ours after a crash: no registry is needed this way.
// `script/test.ts` does it by the label.
process.env["TESTCONTAINERS_RYUK_DISABLED"] = "true";

const IMAGE = "scatter-nats:local";
const BUILD_IMAGE = join(import.meta.dirname, "..", "..", "script", "broker-image");
const BROKER_PORT = 4222;

type CanRun = "yes" | (string & {});
let asked: Promise<CanRun> | undefined;

/**
 * "yes", or why not: no engine answers, or it has no image of the broker and none can be built.
 * Asked once for each worker: three processes answer it, and each test asks that starts a broker.
 */
export const canRunContainers = (): Promise<CanRun> => (asked ??= askEngine());

async function askEngine(): Promise<CanRun> {
  try {
    await getContainerRuntimeClient();
  } catch (thrown) {
    return `no container engine answers (${messageOf(thrown)})`;
  }
  try {
    await promisify(execFile)(BUILD_IMAGE);
    return "yes";
  } catch (thrown) {
    return `the broker's image cannot be built: ${messageOf(thrown)}`;
  }
}

/** Published on 127.0.0.1 only: testcontainers itself publishes to the whole network. */
class LoopbackContainer extends GenericContainer {
  constructor(port: number) {
    super(IMAGE);
    this.withExposedPorts({ container: BROKER_PORT, host: port });
    this.hostConfig.PortBindings = {
      [`${BROKER_PORT}/tcp`]: [{ HostIp: "127.0.0.1", HostPort: String(port) }],
    };
  }
}

export async function startContainerMachine(
  port: number,
  secrets: BrokerSecrets,
  conf: string,
): Promise<BrokerMachine> {
  const container = await new LoopbackContainer(port)
    .withLabels({ [RUN_LABEL]: process.env["BROKER_RUN"] ?? "by-hand" })
    .withEnvironment({ ...secrets.environment })
    .withCopyContentToContainer([{ content: conf, target: "/nats.conf" }])
    .withCommand(["-c", "/nats.conf", "-a", "0.0.0.0", "-sd", "/data"])
    .withWaitStrategy(Wait.forLogMessage("Server is ready"))
    .withStartupTimeout(30_000)
    .start();
  return {
    async down() {
      const engine = await getContainerRuntimeClient();
      await engine.container.getById(container.getId()).stop({ t: 5 });
    },
    // Not by the library's restart: it waits for a line in the log, and sometimes misses the line
    // of the second start.
    async up() {
      const engine = await getContainerRuntimeClient();
      await engine.container.getById(container.getId()).start();
      await until(() => greets(port), {
        what: "the broker to greet again",
        everyMs: 20,
      });
    },
    async stop() {
      await container.stop();
    },
  };
}

/**
 * A broker sends INFO first. The forwarder of its port may accept a connection before the broker
 * does.
 */
async function greets(port: number): Promise<boolean> {
  const socket = connect({ host: "127.0.0.1", port });
  try {
    const [chunk] = (await once(socket, "data", { signal: AbortSignal.timeout(1_000) })) as [
      Buffer,
    ];
    return chunk.toString("latin1").startsWith("INFO ");
  } finally {
    socket.destroy();
  }
}

/** Removes what a run that was killed has left behind. */
export async function removeContainersOf(run: string): Promise<void> {
  const engine = await getContainerRuntimeClient();
  const left = await engine.container.dockerode.listContainers({
    all: true,
    filters: { label: [`${RUN_LABEL}=${run}`] },
  });
  await Promise.all(
    left.map(({ Id }) => engine.container.getById(Id).remove({ force: true, v: true })),
  );
}
