/**
 * Several processes of one bidder, the real ones with the real timetable: they share the calls, and
 * lose no search when one process ends.
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import type { FlightSearch, SearchResult } from "../../proto/messages.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { instancesAre as areOn, gatewayOn, load as loadOn } from "../harness/gateway.ts";
import { flightSearch, inDays } from "../harness/offers.ts";
import { environmentOf, type Program, startProgram } from "../harness/process.ts";

let broker: Broker;
let gateway: Gateway;
const programs: Program[] = [];

beforeAll(async () => {
  broker = await startBroker();
  gateway = await gatewayOn(broker, []);
});

afterAll(async () => {
  await gateway?.stop();
  await Promise.all(programs.map((program) => program.end()));
  await broker?.stop();
});

function startInstance(kind: string, instance: string): Program {
  const program = startProgram("bidders/main.ts", [kind], {
    ...environmentOf(broker, kind),
    INSTANCE: instance,
    LOG_LEVEL: "warn",
  });
  programs.push(program);
  return program;
}

const MARKETS = ["JFK", "SIN", "HKG", "DXB", "LAX", "CDG", "FRA", "ORD"];
const searchWithin =
  (deadlineMs: number) =>
  (i: number): FlightSearch =>
    flightSearch({
      slices: [
        {
          origin: "LHR",
          destination: MARKETS[i % MARKETS.length] as string,
          departureDate: inDays(28),
        },
      ],
      policy: { deadlineMs, quorum: null, required: [] },
    });
/** Results are compared: on a busy machine none of them may be what was in at a deadline. */
const PATIENT_MS = 10_000;

const load = (
  count: number,
  width: number,
  ended: (result: SearchResult, i: number) => void,
  deadlineMs = PATIENT_MS,
) => loadOn(gateway, { count, width, search: searchWithin(deadlineMs) }, ended);
const instancesAre = (wanted: readonly string[]) => areOn(gateway, wanted);

/** What a search found, without the instance that answered and its time. */
const found = ({ itineraries }: SearchResult) =>
  itineraries.map(({ key, sellers }) => [key, sellers.map(({ seller, price }) => [seller, price])]);
const answeredBy = ({ bidders }: SearchResult) => bidders[0]?.instance ?? "none";

test("two instances share the calls, change nothing in the results, and one killed in mid-load loses no search", async () => {
  startInstance("stops", "s1");
  await instancesAre(["s1"]);
  const alone: SearchResult[] = [];
  await load(MARKETS.length, 2, (result, i) => {
    alone[i] = result;
  });
  expect(
    alone.every(({ endedBy, itineraries }) => endedBy === "complete" && itineraries.length > 0),
  ).toBe(true);

  const second = startInstance("stops", "s2");
  await instancesAre(["s1", "s2"]);
  const shares = new Map<string, number>();
  await load(80, 4, (result, i) => {
    shares.set(answeredBy(result), (shares.get(answeredBy(result)) ?? 0) + 1);
    expect(found(result)).toEqual(found(alone[i % MARKETS.length] as SearchResult));
  });
  expect([...shares.keys()].sort()).toEqual(["s1", "s2"]);
  expect(Math.min(...shares.values())).toBeGreaterThan(10);

  // A7 cannot hold for the killed one: its searches are partial at the deadline, and marked so.
  // A1 holds for every search.
  const endedBy = new Map<string, number>();
  const counted = (result: SearchResult, i: number) => {
    endedBy.set(result.endedBy, (endedBy.get(result.endedBy) ?? 0) + 1);
    // The killed one may have sent a part of its bid.
    const outcome = expect.stringMatching(/^(silent|late)$/);
    if (result.endedBy === "deadline")
      expect(result.bidders).toEqual([expect.objectContaining({ bidder: "stops", outcome })]);
    if (i === 30) second.kill("SIGKILL");
  };
  await load(120, 6, counted, 8_000);
  expect((await second.ended).signal).toBe("SIGKILL");
  expect([...endedBy.values()].reduce((a, b) => a + b)).toBe(120);
  expect(endedBy.get("complete")).toBeGreaterThan(100);

  await instancesAre(["s1"]);
  await load(MARKETS.length, 2, (result, i) =>
    expect(found(result)).toEqual(found(alone[i] as SearchResult)),
  );
});
