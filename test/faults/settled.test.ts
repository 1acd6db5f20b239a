/**
 * All bidders, as `npm start` runs them: auctions that end as `settled` show the same result as a
 * complete auction.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Sandbox, startSandbox } from "../../examples/sandbox/app.ts";
import { SANDBOX_DEFAULTS } from "../../examples/sandbox/config.ts";
import type { Gateway } from "../../gateway/app.ts";
import type { FlightSearch, SearchResult } from "../../proto/messages.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, post } from "../harness/gateway.ts";
import { flightSearch, inDays } from "../harness/offers.ts";
import { environmentOf, type Program, startProgram } from "../harness/process.ts";

const KINDS = ["nonstop", "stops", "partners"] as const;

let broker: Broker;
let sandbox: Sandbox;
let gateway: Gateway;
let folder: string;
const programs: Program[] = [];

beforeAll(async () => {
  broker = await startBroker();
  sandbox = await startSandbox({
    ...SANDBOX_DEFAULTS,
    faults: { ...SANDBOX_DEFAULTS.faults, latencyMs: 20, jitterMs: 20 },
  });
  folder = await mkdtemp(join(tmpdir(), "scatter-settled-"));
  const PARTNERS = join(folder, "partners.json");
  // The same time limit as the searches: the test compares complete results, on a busy machine too.
  await writeFile(
    PARTNERS,
    JSON.stringify(sandbox.partners.map((partner) => ({ ...partner, timeoutMs: 8_000 }))),
  );
  for (const kind of KINDS)
    programs.push(
      startProgram("bidders/main.ts", [kind], {
        ...environmentOf(broker, kind),
        PARTNERS,
        LOG_LEVEL: "warn",
      }),
    );
  gateway = await gatewayOn(broker, KINDS);
});

afterAll(async () => {
  await gateway?.stop();
  await Promise.all(programs.map((program) => program.end()));
  await sandbox?.stop(0);
  await broker?.stop();
  await rm(folder, { recursive: true, force: true });
});

const MARKETS = [
  "LHR-JFK",
  "LHR-EDI",
  "CDG-NCE",
  "FRA-TXL",
  "JFK-LAX",
  "SIN-KUL",
  "HND-CTS",
  "LHR-SIN",
  "AMS-BCN",
  "SYD-MEL",
  "DXB-BOM",
  "MAD-BCN",
];

const ROUNDS_MAX = 8;

const searchOf = (market: string, maxResults: number): FlightSearch => {
  const [origin = "", destination = ""] = market.split("-");
  return flightSearch({
    slices: [{ origin, destination, departureDate: inDays(40) }],
    sort: "price",
    maxResults,
    policy: { deadlineMs: 8_000, quorum: null, required: [] },
  });
};
const ask = async (search: FlightSearch) => (await post<SearchResult>(gateway, search)).body;
const shown = ({ itineraries }: SearchResult, count: number) =>
  itineraries
    .slice(0, count)
    .map(({ key, cost, price, sellers }) => [key, cost, price, sellers[0]?.seller]);

test("some searches for the three cheapest end as `settled`, and every one of them shows the same three as a complete one", async () => {
  const endedBy = new Map<string, number>();
  // On a busy machine all bidders may have finished before the gateway checks whether the auction
  // is settled: then the test searches the markets again.
  for (let round = 0; round < ROUNDS_MAX && !endedBy.has("settled"); round++)
    for (const market of MARKETS) {
      const few = await ask(searchOf(market, 3));
      // No market has a hundred itineraries below the floors: the auction ends when all bids are
      // in.
      const all = await ask(searchOf(market, 100));
      endedBy.set(few.endedBy, (endedBy.get(few.endedBy) ?? 0) + 1);
      expect(shown(few, 3)).toEqual(shown(all, 3));
    }
  expect(endedBy.get("settled") ?? 0).toBeGreaterThan(0);
});
