/**
 * How callers affect each other. airports: 150 requests a second for /v1/airports beside 5 searches
 * a second, with a control without them. heavy: one search of 6 slices, 3 stops, 100 results and 10
 * s of deadline each second, beside 80 light ones at 10 a second, with a control without it. Not
 * part of `npm test`: it measures, and asserts nothing.
 *
 *   npx node test/attacks/neighbours.ts [airports] [heavy]
 */
import { inDays } from "../harness/offers.ts";
import {
  closedLoop,
  getText,
  loadSummary,
  machineLoad,
  openLoop,
  postText,
  quickly,
  searchText,
  startSystem,
} from "./load-kit.ts";

const wanted = process.argv.length > 2 ? process.argv.slice(2) : ["airports", "heavy"];
const text = (i: number) => postText(searchText(i));
const prefixes = ["lo", "par", "san", "new y", "z\u00fcr", "s\u00e3o", "kra", "b", "int", "xq"];
const place = (i: number) =>
  getText(`/v1/airports?q=${encodeURIComponent(prefixes[i % prefixes.length] as string)}`);

/** Light searches, ten a second. */
const LIGHT = quickly(80, 10);
const LEGS = ["LHR JFK", "JFK LAX", "LAX HND", "HND SIN", "SIN DXB", "DXB LHR"].map((leg) =>
  leg.split(" "),
);
const heavy = () =>
  postText(
    JSON.stringify({
      slices: LEGS.map(([origin, destination], i) => ({
        origin,
        destination,
        departureDate: inDays(20 + 4 * i),
      })),
      maxStops: 3,
      maxResults: 100,
      policy: { deadlineMs: 10_000 },
    }),
  );

const system = await startSystem({
  bidders: ["nonstop", "stops"],
  gateway: { PLACES_PER_MINUTE_MAX: "1000000" },
});
const { url } = system;
/** Searches whose result lacks a bidder. */
async function partials(name: string, perSecond: number, seconds: number): Promise<void> {
  const samples = await openLoop(url, { perSecond, seconds, text });
  console.log(`${name}: ${loadSummary(samples)}; ${machineLoad()}`);
}
try {
  await closedLoop(url, { width: 4, count: quickly(400, 20), text });
  if (wanted.includes("airports")) {
    await partials("searches alone, 5/s", 5, quickly(8, 1));
    const [places] = await Promise.all([
      openLoop(url, { perSecond: 150, seconds: quickly(12, 1), text: place }),
      partials("searches beside 150 places/s", 5, quickly(12, 1)),
    ]);
    console.log(`  places: ${loadSummary(places)}`);
  }
  if (wanted.includes("heavy")) {
    const light = async (name: string) => {
      const begun = performance.now();
      const answers = await Promise.all(
        Array.from({ length: LIGHT }, async (_, i) => {
          await new Promise((resolve) => setTimeout(resolve, i * 100));
          const answer = await fetch(`${url}/v1/searches`, {
            method: "POST",
            body: searchText(i),
            headers: { "content-type": "application/json" },
          });
          return (await answer.json()) as { partial?: boolean; elapsedMs?: number };
        }),
      );
      const partial = answers.filter((answer) => answer.partial !== false).length;
      const slowest = Math.max(...answers.map(({ elapsedMs = 0 }) => elapsedMs));
      console.log(
        `${name}: ${partial} of ${LIGHT} partial, slowest ${Math.round(slowest)} ms, ${Math.round((performance.now() - begun) / 1_000)} s; ${machineLoad()}`,
      );
    };
    await light(`${LIGHT} light searches alone`);
    const [expensive] = await Promise.all([
      openLoop(url, { perSecond: 1, seconds: quickly(9, 1), text: heavy }),
      light(`${LIGHT} light ones beside heavy ones`),
    ]);
    console.log(`  heavy: ${loadSummary(expensive)}`);
  }
} finally {
  await system[Symbol.asyncDispose]();
}
