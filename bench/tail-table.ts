/** What the tail benchmark measured, as a table, and whether it is what was expected. */
import { type TableColumn, table } from "../script/cli/table.ts";
import type { TailSide } from "./tail.ts";

/** With hedging the p99 is at most so many times the p50 ... */
const P99_TIMES_MAX = 3;
/** ... for at most so many calls more. */
const EXTRA_CALLS_MAX = 0.06;

const COLUMNS: readonly TableColumn[] = [
  { head: "hedging" },
  ...[
    "searches",
    "p50",
    "p95",
    "p99",
    "p99.9",
    "max",
    "p99 / p50",
    "extra calls",
    "searches/s",
    "slow",
    "incomplete",
  ].map((head): TableColumn => ({ head, align: "right" })),
];

const quantileMs = ({ waited }: TailSide, percentile: number) =>
  waited.getValueAtPercentile(percentile) / 1000;
const ms = (value: number) => `${value.toFixed(1)} ms`;
const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
const ratioOf = (side: TailSide) => quantileMs(side, 99) / quantileMs(side, 50);
const extraOf = ({ hedges, searches }: TailSide) => hedges / searches;

export function tailTable(sides: readonly TailSide[]): string {
  const rows = sides.map((side) => [
    side.hedging ? "on" : "off",
    String(side.searches),
    ...[50, 95, 99, 99.9, 100].map((percentile) => ms(quantileMs(side, percentile))),
    ratioOf(side).toFixed(1),
    percent(extraOf(side)),
    (side.searches / (side.elapsedMs / 1000)).toFixed(0),
    String(side.slow),
    String(side.incomplete),
  ]);
  return table(COLUMNS, rows, (_style, text) => text);
}

/** One line a claim. */
export function tailVerdict(sides: readonly TailSide[]): string {
  const on = sides.find(({ hedging }) => hedging) as TailSide;
  const claim = (holds: boolean, text: string) =>
    `${holds ? "as expected" : "NOT AS EXPECTED"}: ${text}`;
  return [
    claim(
      ratioOf(on) <= P99_TIMES_MAX,
      `with hedging the p99 is ${ratioOf(on).toFixed(2)} times the p50; at most ${P99_TIMES_MAX} was expected`,
    ),
    claim(
      extraOf(on) <= EXTRA_CALLS_MAX,
      `it cost ${percent(extraOf(on))} more calls; at most ${percent(EXTRA_CALLS_MAX)} were expected`,
    ),
  ].join("\n");
}
