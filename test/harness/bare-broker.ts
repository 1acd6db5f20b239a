/**
 * A broker without our nats.conf: no users, and no JetStream unless the arguments ask for it. For
 * tests of what must work with a broker that others configured.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { freePort } from "../../script/broker/port.ts";

export interface BareBroker {
  readonly url: string;
  /** It keeps its connections and sends nothing more, until `stop`. */
  freeze(): void;
  stop(): Promise<void>;
}

/** @throws Error with the broker's last lines when it does not start */
export async function startBareBroker(...args: string[]): Promise<BareBroker> {
  const port = await freePort();
  const child = spawn("nats-server", ["-a", "127.0.0.1", "-p", String(port), ...args], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(child, "close");
  const lines: string[] = [];
  const ready = Promise.withResolvers<void>();
  createInterface({ input: child.stderr }).on("line", (line) => {
    lines.push(line);
    if (line.endsWith("Server is ready")) ready.resolve();
  });
  await Promise.race([
    ready.promise,
    ended.then(() => {
      throw new Error(`nats-server did not start: ${lines.slice(-5).join("\n")}`);
    }),
  ]);
  return {
    url: `nats://127.0.0.1:${port}`,
    freeze: () => void child.kill("SIGSTOP"),
    async stop() {
      child.kill("SIGTERM");
      child.kill("SIGCONT");
      await ended;
    },
  };
}
