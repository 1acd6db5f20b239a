/** What limits cost, as tables. */
import { type TableColumn, table } from "../script/cli/table.ts";
import type { LimitsMeasured } from "./engines-limits.ts";

const HEADS: readonly TableColumn[] = [
  { head: "limit" },
  ...["limited", "ratio", "from", "to", "with an answer", "offers"].map(
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
  limits,
}: LimitsMeasured): string {
  const percent = (count: number) => `${((100 * count) / searches).toFixed(0)} %`;
  const rows = limits.map(({ what, ms: limitedMs, ratios, answered, offers }) => {
    const [lowest, median, highest] = ratios.map((ratio) => ratio.toFixed(2)) as [
      string,
      string,
      string,
    ];
    return [what, ms(limitedMs), median, lowest, highest, percent(answered), offers.toFixed(1)];
  });
  const limited = limits.reduce((sum, one) => sum + one.ms, 0) / limits.length;
  return [
    `${searches} searches with up to ${maxStops} stops, plain (${ms(plainMs)}) and with each limit, in blocks in random order, by the processor time of the thread; the median ratio of ${rounds} rounds, and the lowest and the highest`,
    table(HEADS, rows, (_style, text) => text),
    `All limits together take ${(limited / plainMs).toFixed(2)} times as long as the same searches without. ${percent(plainAnswered)} of the searches have an answer without a limit.`,
  ].join("\n\n");
}
