/** What limits cost, as tables. */
import { type TableColumn, table } from "../script/cli/table.ts";
import type { LimitsMeasured } from "./engines-limits.ts";

const HEADS: readonly TableColumn[] = [
  { head: "limit" },
  ...["plain", "limited", "ratio", "with an answer", "offers", "slowest", "plain"].map(
    (head): TableColumn => ({ head, align: "right" }),
  ),
  { head: "market" },
];

const ms = (value: number) => `${value.toFixed(2)} ms`;

export function limitsReport(measured: readonly LimitsMeasured[]): string {
  return measured.map(limitsSection).join("\n\n\n");
}

function limitsSection({ searches, maxStops, plainAnswered, limits }: LimitsMeasured): string {
  const percent = (count: number) => `${((100 * count) / searches).toFixed(0)} %`;
  const rows = limits.map(({ what, plainMs, limitedMs, answered, offers, worst }) => [
    what,
    ms(plainMs),
    ms(limitedMs),
    (limitedMs / plainMs).toFixed(2),
    percent(answered),
    offers.toFixed(1),
    ms(worst.ms),
    ms(worst.plainMs),
    `${worst.question.origin}–${worst.question.destination} by ${worst.question.sort}`,
  ]);
  const [plain, limited] = [
    limits.reduce((sum, { plainMs }) => sum + plainMs, 0),
    limits.reduce((sum, { limitedMs }) => sum + limitedMs, 0),
  ];
  return [
    `${searches} searches with up to ${maxStops} stops, each plain and with each limit, some times in turns, by the processor time of the thread`,
    table(HEADS, rows, (_style, text) => text),
    `All limits together take ${(limited / plain).toFixed(2)} times as long as the same searches without. ${percent(plainAnswered)} of the searches have an answer without a limit.`,
  ].join("\n\n");
}
