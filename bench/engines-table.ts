/** The results of the engines benchmark as tables, and whether they meet the targets. */
import type { Histogram } from "hdr-histogram-js";
import { type TableColumn, table } from "../script/cli/table.ts";
import { median } from "./auction/median.ts";
import type { Hard, Measured, Slow } from "./engines.ts";
import type { ComparedEngine, EngineComparison } from "./engines-compare.ts";
import { HARD_DATE } from "./engines-questions.ts";
import { RULES } from "./engines-rules.ts";
import { type EngineStart, THREADS } from "./engines-start.ts";
import type { TripsMeasured } from "./engines-trips.ts";

const SLICES_TIMES_MAX = 3;
const P50_MS_MAX = 3;
const P99_MS_MAX = 20;
const START_MS_MAX = 1_000;
const MEMORY_MB_MAX = 250;
const TIMES_FASTER_MIN = 5;

/** Phases of any program. */
const BEFORE_OPENING: ReadonlySet<string> = new Set(["node itself", "modules"]);

const columns = (left: readonly string[], right: readonly string[]): TableColumn[] => [
  ...left.map((head): TableColumn => ({ head })),
  ...right.map((head): TableColumn => ({ head, align: "right" })),
];
const tableOf = (heads: readonly TableColumn[], rows: readonly (readonly string[])[]) =>
  table(heads, rows, (_style, text) => text);
const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ms`;
const quantile = (took: Histogram, percentile: number) =>
  took.getValueAtPercentile(percentile) / 1000;
const quantiles = (took: Histogram) =>
  [50, 90, 99, 100].map((percentile) => ms(quantile(took, percentile)));
const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
const megabytes = (bytes: number) => bytes / 1e6;
const section = (title: string, ...parts: readonly string[]) => [title, ...parts].join("\n\n");

export function enginesReport(measured: Measured): string {
  const sections = [
    speedSection(measured),
    hardSection(measured.hard),
    tripsSection(measured.trips),
    startSection(measured),
  ];
  if (measured.comparison !== null) sections.push(comparisonSection(measured.comparison));
  return sections.join("\n\n\n");
}

function speedSection({ coldMs, speeds, slowest }: Measured): string {
  const slow = ({ question: { origin, destination, date, sort, maxStops }, ms: took }: Slow) =>
    `${origin}–${destination} on ${date} by ${sort}, ${maxStops} stops, ${ms(took)}`;
  const rows = speeds.map(({ what, searches, took, worked, tookMs, workedMs, answered }) => [
    what,
    String(searches),
    ...quantiles(took),
    ms(quantile(worked, 99)),
    (searches / (tookMs / 1000)).toFixed(0),
    (searches / (workedMs / 1000)).toFixed(0),
    percent(answered / searches),
  ]);
  return section(
    "A search on one core: any market, any of the next 361 days, by price, best and duration in turn, top 20",
    tableOf(
      columns(
        ["connections"],
        [
          "searches",
          "p50",
          "p90",
          "p99",
          "max",
          "p99 of CPU",
          "searches/s",
          "a CPU s",
          "with an answer",
        ],
      ),
      rows,
    ),
    `The very first search of the process took ${ms(coldMs)}. The slowest of the sample: ${slowest.map(slow).join("; ")}.`,
  );
}

function hardSection(hard: readonly Hard[]): string {
  const hours = (minutes: number) =>
    `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`;
  const rows = hard.map(({ question, firstMs, medianMs, itineraries, stops, minutes }) => [
    `${question.origin}–${question.destination}`,
    ms(firstMs),
    ms(medianMs),
    String(itineraries),
    stops === null ? "–" : [...new Set(stops)].join("–"),
    minutes === null ? "–" : hours(minutes),
  ]);
  return section(
    `Long hard ones, on ${HARD_DATE}, up to 3 stops, sort=best`,
    tableOf(columns(["market"], ["first time", "again", "itineraries", "stops", "shortest"]), rows),
  );
}

function tripsSection(trips: readonly TripsMeasured[]): string {
  const rows = trips.map(
    ({ maxStops, trips: count, oneWayMs, roundTripMs, threeSlicesMs, answered }) => [
      `${maxStops} a slice`,
      String(count),
      ms(oneWayMs),
      ms(roundTripMs),
      ms(threeSlicesMs),
      (roundTripMs / oneWayMs).toFixed(1),
      (threeSlicesMs / oneWayMs).toFixed(1),
      percent(answered.roundTrip / count),
      percent(answered.three / count),
    ],
  );
  return section(
    `Trips of several slices beside each slice by itself: processor time, on average; three slices take at most ${SLICES_TIMES_MAX} times one`,
    tableOf(
      columns(
        ["connections"],
        [
          "trips",
          "one way",
          "and back",
          "three slices",
          "back/one",
          "three/one",
          "back found",
          "three found",
        ],
      ),
      rows,
    ),
  );
}

function startSection({ phases, starts, startsMissing }: Measured): string {
  const parts: string[] = [];
  if (phases !== null)
    parts.push(
      tableOf(
        columns(["phase of a start"], ["median"]),
        phases.map(([phase, took]) => [phase, ms(took)]),
      ),
    );
  if (startsMissing === null) {
    const joined = median(starts.map(({ joinedMs }) => joinedMs));
    const memory = starts.at(-1)?.memory;
    const mb = (bytes: number) => `${megabytes(bytes).toFixed(0)} MB`;
    parts.push(
      `From the start of the process until it takes calls: ${ms(joined)} (median of ${starts.length}). ` +
        (memory
          ? `Resident then ${mb(memory.joined)}, after searches ${mb(memory.searched)}, ${mb(memory.files)} of which are of files that its processes share.`
          : "This system does not report how much is resident."),
    );
  } else {
    parts.push(`The process itself was not started: ${startsMissing}`);
  }
  return section(`Start of a bidder "stops" with ${THREADS} threads`, ...parts);
}

function comparisonSection(comparison: EngineComparison): string {
  const { competitors, asFast, flights, agreement } = comparison;
  const questions = asFast.length;
  const equal = asFast.filter(Boolean).length;
  const times = (ratio: number) => (Number.isNaN(ratio) ? "–" : `${ratio.toPrecision(3)} ×`);
  const rows = competitors.map((one) => [
    one.name,
    ...[50, 90, 100].map((percentile) => ms(percentileOf(one.tookMs, percentile))),
    ...Object.values(ratiosOf(comparison, one)).map(times),
    one.preparedMs === 0 ? "–" : ms(one.preparedMs),
    one.disagrees === null
      ? "(another question)"
      : one.disagrees === 0
        ? "all"
        : `${questions - one.disagrees} of ${questions}`,
  ]);
  const heads = columns(
    ["who"],
    [
      "p50",
      "p90",
      "max",
      "p50 / engine's",
      "max / engine's",
      `p50, ${equal} equal`,
      "prepared in",
      "agrees",
    ],
  );
  const { connections, found, broken, answered, contradictions } = agreement;
  const reasons = RULES.filter((rule) => broken.has(rule)).map(
    (rule) => `  ${String(broken.get(rule)).padStart(6)}  ${rule}`,
  );
  return section(
    `The same ${questions} markets and dates beside planners that know only time, up to 2 stops, ${flights} flights a date`,
    tableOf(heads, rows),
    [
      `Of the planners' ${connections} journeys with a connection the engine has ${found}. Of the others, the first rule of the engine's that each breaks:`,
      ...reasons,
      `In ${equal} of the ${answered} questions that the engine can answer its fastest journey is as fast as the planners': those are the equal ones.`,
      contradictions.length === 0
        ? "No journey that breaks no rule is missing, and none of the engine's is better than the planners' (AGREE-1, AGREE-2 of engines-agreement.ts)."
        : [`CONTRADICTIONS: ${contradictions.length}`, ...contradictions.slice(0, 10)].join("\n  "),
      ...(publicOnes(comparison).length > 0
        ? []
        : ["No public planner was asked: `npm run bench -- peers` installs those that are known."]),
    ].join("\n"),
  );
}

/**
 * How many times as long as the engine it took: at the median, at the slowest, and at the median of
 * what both answer alike.
 */
function ratiosOf(
  { competitors, asFast }: EngineComparison,
  { tookMs }: ComparedEngine,
): Record<"median" | "slowest" | "equal", number> {
  const engine = competitors[0]?.tookMs ?? [];
  const equal = (values: readonly number[]) => values.filter((_, i) => asFast[i]);
  return {
    median: percentileOf(tookMs, 50) / percentileOf(engine, 50),
    slowest: percentileOf(tookMs, 100) / percentileOf(engine, 100),
    equal: percentileOf(equal(tookMs), 50) / percentileOf(equal(engine), 50),
  };
}

/** Behind the engine and the two references of our own. */
const publicOnes = ({ competitors }: EngineComparison) => competitors.slice(3);

/** The nearest rank. NaN of nothing. */
function percentileOf(values: readonly number[], percentile: number): number {
  return (
    values.toSorted((a, b) => a - b)[
      Math.max(0, Math.ceil((values.length * percentile) / 100) - 1)
    ] ?? Number.NaN
  );
}

/** One line a target: what was wanted, and what it is. */
export function enginesVerdict({ speeds, trips, phases, starts, comparison }: Measured): string {
  const claim = (holds: boolean, text: string) =>
    `${holds ? "reached    " : "NOT REACHED"}  ${text}`;
  const lines: string[] = [];
  for (const { what, took, worked } of speeds.filter(
    (speed) => !speed.what.startsWith("warm-up"),
  )) {
    const [p50, p99] = [quantile(took, 50), quantile(took, 99)];
    lines.push(
      claim(
        p50 <= P50_MS_MAX && p99 <= P99_MS_MAX,
        `${what.trim()}: p50 ${ms(p50)} of ${P50_MS_MAX} ms, p99 ${ms(p99)} of ${P99_MS_MAX} ms (${ms(quantile(worked, 99))} of CPU)`,
      ),
    );
  }
  for (const { maxStops, oneWayMs, threeSlicesMs } of trips) {
    const times = threeSlicesMs / oneWayMs;
    lines.push(
      claim(
        times <= SLICES_TIMES_MAX,
        `three slices of ${maxStops} stops: ${times.toFixed(1)} of ${SLICES_TIMES_MAX} times one`,
      ),
    );
  }
  if (phases !== null) {
    const opened = phases
      .filter(([phase]) => !BEFORE_OPENING.has(phase))
      .reduce((sum, [, took]) => sum + took, 0);
    lines.push(
      claim(opened <= START_MS_MAX, `load, index and threads: ${ms(opened)} of ${START_MS_MAX} ms`),
    );
  }
  const memory = starts.at(-1)?.memory;
  if (starts.length > 0) {
    const joined = median(starts.map((start: EngineStart) => start.joinedMs));
    lines.push(
      claim(
        joined <= START_MS_MAX,
        `the process takes calls after ${ms(joined)} of ${START_MS_MAX} ms, all included`,
      ),
    );
  }
  if (memory) {
    const most = megabytes(Math.max(memory.joined, memory.searched));
    lines.push(
      claim(
        most <= MEMORY_MB_MAX,
        `resident with ${THREADS} threads, after searches: ${most.toFixed(0)} MB of ${MEMORY_MB_MAX} MB`,
      ),
    );
  }
  for (const one of comparison === null ? [] : publicOnes(comparison)) {
    const { median, slowest, equal } = ratiosOf(comparison as EngineComparison, one);
    const texts = [
      `${median.toFixed(0)} times as fast as ${one.name} at the median`,
      `${slowest.toFixed(0)} times at the slowest`,
      Number.isNaN(equal)
        ? "no answers are equal"
        : `${equal.toFixed(0)} times where answers are equal`,
    ];
    lines.push(
      claim(equal >= TIMES_FASTER_MIN, `${texts.join(", ")}; wanted: ${TIMES_FASTER_MIN}`),
    );
  }
  return lines.join("\n");
}
