/** What limits cost, as tables. */
import { type TableColumn, table } from "../script/cli/table.ts";
import type { LimitsMeasured } from "./engines-limits.ts";

const HEADS: readonly TableColumn[] = [
  { head: "limit" },
  ...["limited", "ratio", "a quarter below", "half", "three quarters", "answered", "offers"].map(
    (head): TableColumn => ({ head, align: "right" }),
  ),
];

const ms = (value: number) => `${value.toFixed(2)} ms`;

export function limitsReport(measured: readonly LimitsMeasured[]): string {
  return measured.map(limitsSection).join("\n\n\n");
}

function limitsSection({
  searches,
  maxStops,
  rounds,
  plainMs,
  plainAnswered,
  plainOffers,
  limits,
}: LimitsMeasured): string {
  const percent = (count: number) => `${((100 * count) / searches).toFixed(0)} %`;
  const rows = limits.map(({ what, ms: limitedMs, ratio, quartiles, answered, offers }) => [
    what,
    ms(limitedMs),
    ...[ratio, ...quartiles].map((its) => its.toFixed(2)),
    percent(answered),
    offers.toFixed(1),
  ]);
  const [, ...real] = limits;
  const limited = real.reduce((sum, one) => sum + one.ms, 0) / real.length;
  return [
    `${searches} searches with up to ${maxStops} stops, plain (${ms(plainMs)}) and with each limit, in turns, by the processor time of the thread: the median of ${rounds} rounds for each search; the ratio of all searches together, and the quartiles of the ratios of single ones`,
    table(HEADS, rows, (_style, text) => text),
    `All limits together take ${(limited / plainMs).toFixed(2)} times as long as the same searches without. ${percent(plainAnswered)} of the searches have an answer without a limit, ${plainOffers.toFixed(1)} offers on average.`,
  ].join("\n\n");
}
