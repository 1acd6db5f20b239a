/**
 * A gateway is killed, and another one is asked for what the killed one has run: its searches, and
 * an offer of each (`LEDGER_SHARED=on`).
 */
import { setTimeout as delay } from "node:timers/promises";
import { until } from "../harness/until.ts";
import { DEADLINE_MS } from "./callers.ts";
import type { Container } from "./engine.ts";
import type { Fault } from "./fault.ts";
import type { KeptRecord, RequestRecord, ShownResult } from "./records.ts";

/** How many searches of the killed gateway are asked for, at least. */
const SEARCHES_MIN = 3;
/** Those of so long before the kill, so that the fault need not wait for new ones. */
const BEFORE_MS = 20_000;

export const GATEWAY_KILLED: Fault = {
  name: "a gateway is killed, and another one answers for its searches",
  breaks: "gateway",
  async inflict(system, holdMs, journal) {
    const { gateways, doors } = system;
    const container = gateways[0] as Container;
    const [door = "", other = ""] = doors;
    const sinceMs = Date.now() - BEFORE_MS;
    const ran = () => journal.requests.flatMap((request) => ranAt(door, sinceMs, request));
    await until(() => ran().length > SEARCHES_MIN, { what: `results at ${door}`, everyMs: 50 });
    const results = ran();
    // What was kept before this one has been written before it: the bucket has them all.
    const last = results.pop() as ShownResult;
    await until(async () => (await askFor(other, last)).status === 200, {
      what: `${other} to answer for a search of ${door}`,
      everyMs: 50,
    });
    const fromMs = Date.now();
    await container.kill();
    for (const result of results) journal.kept.push(await askUntilKnown(other, result));
    await delay(holdMs);
    await container.start();
    // What it had under way when it was killed is still bid for as long as a deadline.
    const toMs = Math.max(Date.now(), fromMs + DEADLINE_MS);
    journal.killedGateways.push({ gateway: container.host, fromMs, toMs });
  },
};

function ranAt(door: string, sinceMs: number, request: RequestRecord): ShownResult[] {
  const { answer, at, sentAtMs } = request;
  if (at !== door || sentAtMs < sinceMs || answer.kind !== "result") return [];
  return [answer.result];
}

/** While the bucket cannot be read, the answer says so: that is no answer yet (SHARE-3). */
const askUntilKnown = (door: string, result: ShownResult): Promise<KeptRecord> =>
  until(
    async () => {
      const record = await askFor(door, result);
      return record.status !== 503 && record;
    },
    { what: `${door} to know what it can say of ${result.searchId}`, everyMs: 50 },
  );

async function askFor(door: string, result: ShownResult): Promise<KeptRecord> {
  const ask = (path: string) => fetch(door + path, { signal: AbortSignal.timeout(10_000) });
  const response = await ask(`/v1/searches/${result.searchId}`);
  const body: unknown = await response.json();
  const offerId = result.itineraries[0]?.sellers[0]?.offerId;
  const offer = offerId === undefined ? undefined : await ask(`/v1/offers/${offerId}`);
  await offer?.body?.cancel();
  return {
    result,
    status: response.status,
    view: response.ok ? (body as ShownResult) : undefined,
    offerStatus: offer?.status,
  };
}
