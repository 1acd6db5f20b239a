/**
 * A gateway as its users run it: a process of its own, with its own heap that can be
 * measured.
 */
import { WebSocket } from "undici";
import type { Broker } from "./broker.ts";
import { get, instancesAre } from "./gateway.ts";
import { environmentOf, type Program, startProgram } from "./process.ts";
import { until } from "./until.ts";

export interface GatewayProcess {
  readonly program: Program;
  readonly url: string;
  /**
   * Bytes in use, on the heap and in external buffers: what is left after all garbage has been
   * collected.
   */
  bytesInUse(): Promise<number>;
}

/** Ready as soon as all of `instances` are on its roster. */
export async function startGatewayProcess(
  broker: Broker,
  instances: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<GatewayProcess> {
  // Node's own debugging port, on this machine only: the way to ask a process for a collection
  // without changing the process.
  const inspected = { NODE_OPTIONS: "--inspect=127.0.0.1:0" };
  const program = startProgram("gateway/main.ts", [], {
    ...environmentOf(broker, "gateway"),
    PORT: "0",
    ...inspected,
    ...environment,
  });
  await program.waitForOutput(/"url":"http:[^"]+"/);
  const [, url = ""] = /"url":"(http:[^"]+)"/.exec(program.stdout) ?? [];
  const inspector = await until(() => /ws:\S+/.exec(program.stderr)?.[0], {
    what: "the debugging port",
  });
  await instancesAre({ url }, instances);
  return {
    program,
    url,
    async bytesInUse() {
      await collectGarbage(inspector);
      return (
        (await metric({ url }, "nodejs_heap_size_used_bytes")) +
        (await metric({ url }, "nodejs_external_memory_bytes"))
      );
    },
  };
}

async function collectGarbage(inspector: string): Promise<void> {
  const socket = new WebSocket(inspector);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.addEventListener("open", () =>
    socket.send(JSON.stringify({ id: 1, method: "HeapProfiler.collectGarbage" })),
  );
  socket.addEventListener("message", () => resolve());
  socket.addEventListener("error", ({ message }) => reject(new Error(message)));
  try {
    await promise;
  } finally {
    socket.close();
  }
}

const MB = 1024 * 1024;
/** An idle gateway has some 45 MB in use, more or less by what its compiler has made. */
const MARGIN_MB = 8;

/**
 * Waits until the gateway has no more in use than before a fault, except for a small margin.
 * `search` is run in between: what the last message has left in the client's buffers is released
 * with the next ones. @throws Error when the memory stays in use
 */
export async function memoryReturns(
  gateway: GatewayProcess,
  bytesBefore: number,
  search: () => Promise<unknown>,
): Promise<void> {
  const beforeMb = bytesBefore / MB;
  const isBack = async () => {
    await search();
    return (await gateway.bytesInUse()) / MB <= beforeMb + MARGIN_MB;
  };
  await until(isBack, {
    what: `the gateway's memory to return to ${beforeMb.toFixed(1)} MB`,
  });
}

/** The values of a metric, summed over its labels. */
export async function metric(gateway: Pick<GatewayProcess, "url">, name: string): Promise<number> {
  const { body } = await get<string>(gateway, "/metrics");
  const lines = body
    .split("\n")
    .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" ") + 1)), 0);
}
