/** What limits cost, as tables. */
import { type TableColumn, table } from "../script/cli/table.ts";
import type { LimitCounted, LimitsCounted } from "./engines-limits-counts.ts";
import type { LimitsOfProcesses } from "./engines-limits-processes.ts";

const COUNTED = ["counted", "count more", "the most"] as const;
const TIMED = [
  "limited",
  "ratio",
  "processes",
  "a quarter below",
  "half",
  "three quarters",
  "answered",
  "offers",
] as const;

const headsOf = (columns: readonly string[]): TableColumn[] => [
  { head: "limit" },
  ...columns.map((head): TableColumn => ({ head, align: "right" })),
];

const ms = (value: number) => `${value.toFixed(2)} ms`;

/** `measured`: by the same numbers of stops as `counted`; empty where nothing was timed. */
export function limitsReport(
  measured: readonly LimitsOfProcesses[],
  counted: readonly LimitsCounted[],
): string {
  return counted
    .map((counts, at) => {
      const its = measured[at];
      const timed = its === undefined ? [] : [limitsSection(its, counts)];
      return [...timed, countedSection(counts, its === undefined)].join("\n\n");
    })
    .join("\n\n\n");
}

/** `isAlone`: without the table of times, which has these columns too. */
function countedSection(counts: LimitsCounted, isAlone: boolean): string {
  const { searches, maxStops, plain, limits } = counts;
  const text = `counted: ${searches} searches with up to ${maxStops} stops, by the characters of source that they run, as often as they run (${(plain / 1e6).toFixed(2)} million for a plain search): all together against plain, how many of them run more than plain, and how many times as much the most of them. It is the same on each machine`;
  if (!isAlone) return text;
  const rows = limits.map((its) => [its.what, ...countedCells(its, searches)]);
  return `${text}\n\n${table(headsOf(COUNTED), rows, (_style, cell) => cell)}`;
}

function countedCells(
  { ratio, dearer, highestRatio }: LimitCounted,
  searches: number,
): readonly string[] {
  return [ratio.toFixed(3), `${((100 * dearer) / searches).toFixed(0)} %`, highestRatio.toFixed(2)];
}

function limitsSection(
  {
    searches,
    maxStops,
    rounds,
    processes,
    plainMs,
    plainAnswered,
    plainOffers,
    limits,
  }: LimitsOfProcesses,
  counts: LimitsCounted,
): string {
  const percent = (count: number) => `${((100 * count) / searches).toFixed(0)} %`;
  const rows = limits.map((its, at) => [
    its.what,
    ...countedCells(counts.limits[at] as LimitCounted, searches),
    ms(its.ms),
    its.ratio.toFixed(2),
    `${its.lowestRatio.toFixed(2)}-${its.highestRatio.toFixed(2)}`,
    ...its.quartiles.map((quartile) => quartile.toFixed(2)),
    percent(its.answered),
    its.offers.toFixed(1),
  ]);
  const [, ...real] = limits;
  const limited = real.reduce((sum, one) => sum + one.ms, 0) / real.length;
  return [
    `${searches} searches with up to ${maxStops} stops, with each limit and plain beside it (${ms(plainMs)}), in turns, by the processor time of the thread: the median of ${rounds} rounds for each search; the ratio of all searches together, and the quartiles of the ratios of single ones; of ${processes} processes the median, and the lowest and the highest ratio`,
    table(headsOf([...COUNTED, ...TIMED]), rows, (_style, text) => text),
    `All limits together take ${(limited / plainMs).toFixed(2)} times as long as the same searches without. ${percent(plainAnswered)} of the searches have an answer without a limit, ${plainOffers.toFixed(1)} offers on average.`,
  ].join("\n\n");
}
