/** What limits cost, as tables. */
import { type TableColumn, table } from "../script/cli/table.ts";
import type { LimitsOfProcesses } from "./engines-limits-processes.ts";

const HEADS: readonly TableColumn[] = [
  { head: "limit" },
  ...[
    "limited",
    "ratio",
    "processes",
    "a quarter below",
    "half",
    "three quarters",
    "answered",
    "offers",
  ].map((head): TableColumn => ({ head, align: "right" })),
];

const ms = (value: number) => `${value.toFixed(2)} ms`;

export function limitsReport(measured: readonly LimitsOfProcesses[]): string {
  return measured.map(limitsSection).join("\n\n\n");
}

function limitsSection({
  searches,
  maxStops,
  rounds,
  processes,
  plainMs,
  plainAnswered,
  plainOffers,
  limits,
}: LimitsOfProcesses): string {
  const percent = (count: number) => `${((100 * count) / searches).toFixed(0)} %`;
  const rows = limits.map((its) => [
    its.what,
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
    table(HEADS, rows, (_style, text) => text),
    `All limits together take ${(limited / plainMs).toFixed(2)} times as long as the same searches without. ${percent(plainAnswered)} of the searches have an answer without a limit, ${plainOffers.toFixed(1)} offers on average.`,
  ].join("\n\n");
}
