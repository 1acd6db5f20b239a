/**
 * A gateway whose wall clock is set by an hour, in either direction: its limits and the offers that
 * are sold stay as they were.
 */
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { ERROR_CODE_HEADER } from "../../proto/subjects.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { ask, clientOn, gatewayOn, get, keepLog, type LogLines, post } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let bidders: ScriptedBidder[] = [];
let gateway: Gateway;
let log: LogLines;

beforeAll(async () => {
  broker = await startBroker();
});

beforeEach(() => {
  clock.stepMs = 0;
  clock.skippedMs = 0;
  log = keepLog();
});

afterEach(async () => {
  jest.restoreAllMocks();
  await gateway?.stop();
  await Promise.all(bidders.map((bidder) => bidder.stop()));
  bidders = [];
});

afterAll(async () => {
  await broker?.stop();
});

const HOUR_MS = 3_600_000;

/** The machine's clock; the test steps its wall clock, and lets its steady clock skip. */
class SkippingClock {
  stepMs = 0;
  skippedMs = 0;
  now(): number {
    return performance.now() + this.skippedMs;
  }
  wall(): number {
    return Date.now() + this.stepMs;
  }
  at(instantMs: number, callback: () => void): () => void {
    const timer = setTimeout(callback, Math.max(0, Math.ceil(instantMs - this.now())));
    return () => clearTimeout(timer);
  }
}
const clock = new SkippingClock();
/** Of each bidder, how often it has said what its clock shows. */
const clockReads = new Map<string, number>();
/**
 * Each says it when it joins and in its first answers to PING, INFO and STATS, and then twice a
 * second. They are compared once each half second: after so many they have been.
 */
const READS_MIN = 8;

async function start(
  kinds: readonly string[],
  environment: Record<string, string> = {},
): Promise<void> {
  for (const kind of kinds) {
    const script = (
      call: { search: ReturnType<typeof flightSearch> },
      reply: { offers(offers: ReturnType<typeof flightOffers>): void },
    ) => reply.offers(flightOffers(call.search, 2));
    clockReads.set(kind, 0);
    const wallMs = () => {
      clockReads.set(kind, (clockReads.get(kind) ?? 0) + 1);
      return Date.now();
    };
    bidders.push(await scriptedBidder(broker, kind, script, { wallMs }));
  }
  gateway = await gatewayOn(broker, kinds, environment, { ...log.overrides, clock });
}

const search = flightSearch({ policy: { deadlineMs: 10_000, quorum: null, required: [] } });
const outcomes = async () => {
  const { body } = await post<SearchResult>(gateway, search);
  return [body.itineraries.length, ...body.bidders.map(({ outcome }) => outcome)];
};
interface Ready {
  readonly ready: boolean;
  readonly warnings?: readonly { code: string; detail: string }[];
}
const ready = () => get<Ready>(gateway, "/ready");
const clockLines = () =>
  log.lines.filter(
    ({ msg }) => msg === "clock" || msg === "the clock agrees with the bidders' again",
  );

test.each([
  HOUR_MS,
  -HOUR_MS,
])("a step by %i ms: every bidder is still answered, /ready names the clock, the log has one line at its start and one at its end", async (step) => {
  await start(["nonstop", "partners", "stops"]);
  await until(() => [...clockReads.values()].every((reads) => reads >= READS_MIN), {
    what: "the clocks of all bidders",
  });
  expect(await outcomes()).toEqual([2, "answered", "answered", "answered"]);
  clock.stepMs = step;
  expect(await outcomes()).toEqual([2, "answered", "answered", "answered"]);
  const warned = await until(async () => {
    const { status, body } = await ready();
    return body.warnings !== undefined && { status, ...body };
  });
  expect(warned).toMatchObject({
    status: 200,
    ready: true,
    warnings: [{ code: "clock", detail: expect.stringMatching(/3600 s|3599 s|3601 s/) }],
  });
  expect(await outcomes()).toEqual([2, "answered", "answered", "answered"]);
  clock.stepMs = 0;
  await until(async () => (await ready()).body.warnings === undefined);
  expect(await outcomes()).toEqual([2, "answered", "answered", "answered"]);
  expect(clockLines().map(({ level }) => level)).toEqual([40, 30]);
});

test("a bidder that reports a wrong time has no effect: the offers of the others stay, and its time is ignored", async () => {
  await start(["nonstop", "partners"]);
  let asked = 0;
  const wallMs = () => {
    asked++;
    return Date.now() + HOUR_MS;
  };
  bidders.push(await scriptedBidder(broker, "stops", (_call, reply) => reply.empty(), { wallMs }));
  // More rounds of the roster's questions than the gateway needs to report a wrong clock.
  await until(() => asked > 6);
  await until(async () => (await ready()).status === 200);
  expect((await ready()).body).toEqual({ ready: true });
  expect(await outcomes()).toEqual([2, "answered", "answered", "empty"]);
});

test("a step of −1 h does not lengthen a limit: when its minute is over the caller is served", async () => {
  await start(["nonstop"], { SEARCHES_PER_MINUTE_MAX: "3" });
  const statuses = async (count: number) => {
    const all: number[] = [];
    for (let i = 0; i < count; i++) all.push((await post(gateway, search)).status);
    return all;
  };
  expect(await statuses(4)).toEqual([200, 200, 200, 429]);
  const wallMs = Date.now();
  jest.spyOn(Date, "now").mockImplementation(() => wallMs - HOUR_MS + 60_000);
  clock.skippedMs = 60_000;
  // For the gateway this is a pause of a minute: it refuses searches that may have waited that
  // long. Searches over NATS are not under this limit.
  const client = await clientOn(broker);
  await until(
    async () => !(await ask(client, JSON.stringify(search))).headers?.get(ERROR_CODE_HEADER),
  );
  await client.close();
  expect(await statuses(4)).toEqual([200, 200, 200, 429]);
});
