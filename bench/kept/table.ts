/** What answers about a kept search cost, as a table. */
import { type TableColumn, table } from "../../script/cli/table.ts";
import type { KeptMeasured } from "./measure.ts";

const HEADS: readonly TableColumn[] = [
  { head: "question" },
  { head: "of a search that is" },
  ...["CPU", "p50", "p99"].map((head): TableColumn => ({ head, align: "right" })),
];

const ms = (value: number) => `${value.toFixed(2)} ms`;

export function keptTable({ offers, bytes, questions }: KeptMeasured): string {
  const rows = questions.map(({ what, isFirst, cpuMs, p50Ms, p99Ms }) => [
    what,
    isFirst ? "read for the first time" : "remembered",
    ms(cpuMs),
    ms(p50Ms),
    ms(p99Ms),
  ]);
  return `${offers} offers of as many itineraries with three fares each, ${Math.round(bytes / 1_024)} KiB\n\n${table(HEADS, rows, (_style, text) => text)}`;
}
