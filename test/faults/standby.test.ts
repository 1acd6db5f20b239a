/**
 * A standby, as processes on a real broker: it takes no call while another instance of its kind is
 * alive, takes over when that one is killed, and waits again when it is back.
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, get, post } from "../harness/gateway.ts";
import { flightSearch } from "../harness/offers.ts";
import { environmentOf, type Program, startProgram } from "../harness/process.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let gateway: Gateway;

beforeAll(async () => {
  broker = await startBroker();
  gateway = await gatewayOn(broker, [], { AUCTION_REQUIRED: "" });
});

afterAll(async () => {
  await gateway?.stop();
  await broker?.stop();
});

function startInstance(instance: string, more: Record<string, string> = {}): Program {
  return startProgram("test/harness/synthetic-bidder.ts", ["nonstop"], {
    ...environmentOf(broker, "nonstop"),
    INSTANCE: instance,
    LOG_LEVEL: "warn",
    ...more,
  });
}

/** What each instance does: `a: active`, `s: waiting`. */
async function roles(): Promise<Record<string, string>> {
  const { body } = await get<{
    bidders: { instances: { id: string; standby?: string }[] }[];
  }>(gateway, "/v1/bidders");
  const instances = body.bidders.flatMap((one) => one.instances);
  return Object.fromEntries(instances.map(({ id, standby = "active" }) => [id, standby]));
}

const rolesAre = (wanted: Record<string, string>) =>
  until(async () => JSON.stringify(await roles()) === JSON.stringify(wanted), {
    what: `the roles ${JSON.stringify(wanted)}`,
  });

/** How a search ended: who answered it, or what it says instead. */
async function search(): Promise<string> {
  const { status, body } = await post<SearchResult & { code?: string }>(gateway, {
    ...flightSearch(),
    policy: { deadlineMs: 10_000, required: [] },
  });
  if (status !== 200) return `${status} ${body.code}`;
  const [bidder] = body.bidders;
  if (bidder === undefined) return body.endedBy;
  return bidder.outcome === "answered" ? `by ${bidder.instance}` : bidder.outcome;
}

async function searches(count: number): Promise<string[]> {
  const ends: string[] = [];
  for (let i = 0; i < count; i++) ends.push(await search());
  return ends;
}

test("STANDBY-1, INSTANCE-1 it takes over from one that is killed, each search between says what it lacks, and it waits again", async () => {
  const active = startInstance("a");
  await rolesAre({ a: "active" });
  const standby = startInstance("s", { STANDBY: "on" });
  await rolesAre({ a: "active", s: "waiting" });
  expect(await searches(10)).toEqual(Array(10).fill("by a"));

  active.kill("SIGKILL");
  await active.ended;
  const between: string[] = [];
  await until(
    async () => {
      const end = await search();
      if (end !== "by s") between.push(end);
      return end === "by s";
    },
    { what: "an answer of the standby" },
  );
  // Nothing is said that is not true: the broker reaches nobody, or the instance is gone.
  for (const end of between) expect(["503 no-broker", "silent", "no-bidders"]).toContain(end);
  expect(await searches(10)).toEqual(Array(10).fill("by s"));
  expect(await roles()).toEqual({ s: "acting" });

  startInstance("a");
  await rolesAre({ a: "active", s: "waiting" });
  expect(await searches(10)).toEqual(Array(10).fill("by a"));

  standby.kill("SIGTERM");
  expect((await standby.ended).code).toBe(0);
});
