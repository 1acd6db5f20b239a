/** What a gateway still has under way when every caller has its answer: nothing is left open. */
import { until } from "../harness/until.ts";
import { type Container, docker } from "./engine.ts";
import type { LeftOpen } from "./records.ts";

const METRICS = ["auction_in_flight", "auction_waiting"] as const;
/** An auction whose caller has its answer from another gateway ends by its own deadline. */
const ENDS_WITHIN_MS = 60_000;
/** Run in the container: the port of the metrics is not open to this machine. */
const READ = 'process.stdout.write(await (await fetch("http://127.0.0.1:9090/metrics")).text())';

/** Waits for the gateway's last auctions. Each metric that is not 0 by then is in the answer. */
export async function leftOpen(gateway: Container): Promise<LeftOpen[]> {
  let left: LeftOpen[] = [];
  await until(
    async () => {
      const text = await docker("exec", gateway.name, "node", "--input-type=module", "-e", READ);
      left = leftIn(gateway.host, text);
      return left.length === 0;
    },
    { what: `${gateway.host} to have nothing under way`, withinMs: ENDS_WITHIN_MS, everyMs: 500 },
  ).catch((thrown: unknown) => {
    // What the metrics say is a fault of the books; that they cannot be read is one of the run.
    if (left.length === 0) throw thrown;
  });
  return left;
}

/** @param text metrics as Prometheus reads them */
export function leftIn(gateway: string, text: string): LeftOpen[] {
  return METRICS.flatMap((metric) => {
    const values = [...text.matchAll(new RegExp(`^${metric}(?:\\{[^}]*\\})? (\\S+)$`, "gm"))];
    const count = values.reduce((sum, [, value]) => sum + Number(value), 0);
    if (values.length > 0 && count === 0) return [];
    return [{ gateway, metric, count: values.length === 0 ? Number.NaN : count }];
  });
}
