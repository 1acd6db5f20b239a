/**
 * An instance that freezes in mid-auction: it keeps its connection and its share of the calls, and
 * sends nothing.
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { SearchResult } from "../../proto/messages.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { get, instancesAre, load } from "../harness/gateway.ts";
import {
  type GatewayProcess,
  memoryReturns,
  startGatewayProcess,
} from "../harness/gateway-process.ts";
import { flightSearch } from "../harness/offers.ts";
import { environmentOf, type Program, startProgram } from "../harness/process.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let gateway: GatewayProcess;
const programs = new Map<string, Program>();

beforeAll(async () => {
  broker = await startBroker();
  for (const instance of ["n1", "n2"]) {
    const environment = {
      ...environmentOf(broker, "nonstop"),
      INSTANCE: instance,
      LOG_LEVEL: "warn",
    };
    programs.set(
      instance,
      startProgram("test/harness/synthetic-bidder.ts", ["nonstop", "--work", "5"], environment),
    );
  }
  gateway = await startGatewayProcess(broker, ["n1", "n2"]);
});

afterAll(async () => {
  await gateway?.program.end();
  // SIGKILL ends a frozen process too.
  await Promise.all([...programs.values()].map((program) => program.end()));
  await broker?.stop();
});

const search = flightSearch({ policy: { deadlineMs: 2_000, quorum: null, required: [] } });
const isWhole = ({ endedBy, partial, itineraries, bidders: [nonstop] }: SearchResult) =>
  endedBy === "complete" && !partial && itineraries.length === 5 && nonstop?.outcome === "answered";

/** On a busy machine a search that must be whole has all the time that it needs. */
const PATIENT = { ...search, policy: { ...search.policy, deadlineMs: 10_000 } };

async function results(
  count: number,
  each: (i: number) => void = () => {},
  asked = PATIENT,
): Promise<SearchResult[]> {
  const all: SearchResult[] = [];
  await load(gateway, { count, width: 4, search: () => asked }, (result, i) => {
    all.push(result);
    each(i);
  });
  return all;
}

test("A1: its calls go to the other instance, very few searches are partial, and what it sends when it runs again changes nothing", async () => {
  // Latencies for hedging are learned, and the allowance for hedges grows.
  expect((await results(240)).every(isWhole)).toBe(true);

  const before = await gateway.bytesInUse();

  const stop = (i: number) => {
    if (i === 30) programs.get("n1")?.kill("SIGSTOP");
  };
  const during = await results(200, stop, search);
  expect(during).toHaveLength(200);
  const whole = during.filter(isWhole);
  // Until the roster notices, after about a second, the allowance is the limit: each of the four
  // callers finds it used up once or twice.
  expect(whole.length).toBeGreaterThanOrEqual(180);
  const hedged = whole.filter(
    ({ bidders: [nonstop] }) => nonstop?.hedged && nonstop.instance === "n2",
  );
  expect(hedged.length).toBeGreaterThan(20);
  for (const { endedBy, elapsedMs, bidders } of during.filter((result) => !isWhole(result))) {
    expect({ endedBy, bidders }).toEqual({
      endedBy: "deadline",
      bidders: [expect.objectContaining({ bidder: "nonstop", outcome: "silent" })],
    });
    expect(elapsedMs).toBeGreaterThan(1_900);
  }

  // The roster has lost it, but it is still connected to the broker and goes on.
  await instancesAre(gateway, ["n2"]);
  const after = await results(40);
  expect(after.filter(isWhole)).toHaveLength(40);
  expect(after.some(({ bidders: [nonstop] }) => nonstop?.hedged)).toBe(true);

  programs.get("n1")?.kill("SIGCONT");
  await instancesAre(gateway, ["n1", "n2"]);
  // When it answers a new call, it has already answered all the calls that waited, for they came
  // before.
  await until(
    async () =>
      (await results(4)).some(
        ({ bidders: [nonstop] }) => nonstop?.instance === "n1" && !nonstop.hedged,
      ),
    {
      what: "the resumed one to work again",
    },
  );
  for (const result of [...hedged.slice(0, 5), ...after.slice(0, 5)]) {
    const { body } = await get<SearchResult>(gateway, `/v1/searches/${result.searchId}`);
    expect(body).toMatchObject({ ...result });
    expect(body).toMatchObject({ late: [], regret: { amount: 0, currency: "USD" } });
  }
  expect((await results(40)).every(isWhole)).toBe(true);
  await memoryReturns(gateway, before, () => results(20));
});
