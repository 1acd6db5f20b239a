/** What an operator does to keys while the system works: a bidder is revoked, all are renewed. */
import { setTimeout as delay } from "node:timers/promises";
import { until } from "../harness/until.ts";
import type { Fault } from "./fault.ts";
import { KINDS } from "./system.ts";

/** Of those who ask and those who answer; the nodes' own certificates need no new key. */
const ROLES = ["gateway", "client", ...KINDS] as const;
/** The one whose offers most results have. */
const REVOKED = "nonstop";

/**
 * After a reload that cuts connections the brokers are started again, one after the other: a node
 * of nats-server 2.9.10 does not tell the others of all that its next clients subscribe to
 * (docs/cluster.md).
 */
export const KEY_FAULTS: readonly Fault[] = [
  {
    name: "a bidder is revoked, and let in again",
    async inflict(system, holdMs, { revoked }) {
      const { keys, brokers, doors } = system;
      await keys.revoke(REVOKED, brokers);
      for (const door of doors)
        await until(async () => !(await kindsAt(door)).includes(REVOKED), {
          what: `${door} to know no ${REVOKED} any more`,
          everyMs: 100,
        });
      const fromMs = Date.now();
      await delay(holdMs);
      revoked.push({ kind: REVOKED, fromMs, toMs: Date.now() });
      await keys.renew([REVOKED], brokers);
      for (const broker of brokers) {
        await broker.restart();
        await system.ready();
      }
    },
    breaks: "broker",
  },
  {
    name: "the keys of all roles are renewed, and every broker is rolled without the old ones",
    async inflict(system, holdMs) {
      const { keys, brokers } = system;
      await keys.renew(ROLES, brokers);
      await delay(holdMs);
      await keys.retire(ROLES);
      for (const broker of brokers) {
        await broker.restart();
        await system.whole();
      }
    },
    breaks: "broker",
  },
];

async function kindsAt(door: string): Promise<string[]> {
  const response = await fetch(`${door}/v1/bidders`, { signal: AbortSignal.timeout(5_000) });
  const { bidders } = (await response.json()) as {
    readonly bidders: readonly {
      readonly bidder: string;
      readonly instances: readonly unknown[];
    }[];
  };
  return bidders.flatMap(({ bidder, instances }) => (instances.length > 0 ? [bidder] : []));
}
