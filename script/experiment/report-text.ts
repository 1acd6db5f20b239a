/** The report of an experiment as text that fits a terminal (FIT-1). Pure. */
import { formatAmount } from "../../common/money/money.ts";
import { type Column, fittedTable, type TableStyle } from "../cli/columns.ts";
import { wrapped } from "../cli/layout.ts";
import { plain } from "../cli/outside-text.ts";
import type { Estimate } from "./intervals.ts";
import type { ExperimentReport, Measure } from "./report.ts";

type Show = (value: number) => string;

const NOTE =
  "more, less: the interval of the difference does not contain 0. With many measures, some differ by chance: decide before the experiment which one counts.";

const NOTE_BY_KEY =
  "Arms are assigned by key. The searches of one key are like each other, and how many keys there are is not counted: there are neither intervals nor verdicts, because they would be those of as many callers as there are searches.";

export function reportText(report: ExperimentReport, style: TableStyle): string {
  const { experiment, by, arms, gateways, confidence, currency, measures, shadows } = report;
  const auctions = arms.reduce((sum, one) => sum + one.auctions, 0);
  const text = (words: string) => wrapped(words, style.width);
  const at = `${gateways} ${gateways === 1 ? "gateway" : "gateways"}`;
  return [
    ...text(
      `${plain(experiment)}: ${auctions} searches at ${at}; amounts in ${currency}${by === "key" ? "" : `; intervals of ${percent(confidence)}`}`,
    ),
    "",
    ...armLines(report, style),
    "",
    ...measureLines(report, measures, style),
    ...shadows.flatMap(({ policy, known, unknown, nothing, measures: its }) => [
      "",
      ...text(
        `shadow ${plain(policy)}: known of ${known} auctions, unknown of ${unknown} that would have waited longer; of ${nothing} nothing would have been shown. Its regret is beside what was shown.`,
      ),
      "",
      ...measureLines(report, its, style),
    ]),
    "",
    ...text(by === "key" ? NOTE_BY_KEY : NOTE),
  ].join("\n");
}

function armLines({ arms, gateways }: ExperimentReport, style: TableStyle): string[] {
  const rows = arms.map(({ arm, policy, share, auctions, stoppedAt }) => ({
    arm: plain(arm),
    policy: policy === null ? "the gateway's" : plain(policy),
    share: percent(share / 10_000),
    searches: String(auctions),
    state: stoppedAt === 0 ? "running" : `stopped at ${stoppedAt} of ${gateways}`,
  }));
  type Row = (typeof rows)[number];
  const column = (head: keyof Row, align?: "right"): Column => ({
    ...{ head, cells: rows.map((row) => [row[head]]) },
    ...(align === undefined ? {} : { align }),
  });
  const columns = [
    ...[column("arm"), column("policy"), column("share", "right")],
    ...[column("searches", "right"), column("state")],
  ];
  const texts = rows.map((row) => [
    row.arm,
    `policy ${row.policy}, share ${row.share}, ${row.searches} searches, ${row.state}`,
  ]);
  return fittedTable([{ columns }], texts, style);
}

function measureLines(
  { by, currency }: ExperimentReport,
  measures: readonly Measure[],
  style: TableStyle,
): string[] {
  const rows = measures.map((one, i) => rowOf(one, measures[i - 1], currency, by));
  type Row = (typeof rows)[number];
  const column = (head: string, of: keyof Row, align?: "right"): Column => ({
    ...{ head, cells: rows.map((row) => [row[of]]) },
    ...(align === undefined ? {} : { align }),
  });
  const names = [column("measure", "measure"), column("arm", "arm")];
  const value = column("value", "value", "right");
  const differences = [column("against control", "difference", "right"), column("", "verdict")];
  const whole = [
    ...[
      ...names,
      value,
      column("interval", "interval"),
      column("against control", "difference", "right"),
    ],
    ...[column("interval", "between"), column("", "verdict")],
  ];
  const below = rows.map((row) => [textOf(row)]);
  return fittedTable(
    [{ columns: whole }, { columns: [...names, value, ...differences], below }],
    rows.map((row, i) => [`${measures[i]?.measure}, ${row.arm}`, `${row.value}; ${textOf(row)}`]),
    style,
  );
}

function rowOf(
  one: Measure,
  before: Measure | undefined,
  currency: string,
  by: ExperimentReport["by"],
) {
  const interval = (estimate: Estimate | null, shown: Show) =>
    by === "key" ? "" : intervalText(estimate, shown);
  const show = showOf(one.unit, currency);
  const signedShow: Show = (value) => `${value < 0 ? "−" : "+"}${show(Math.abs(value))}`;
  const unknown = one.unknown === 0 ? "" : `unknown of ${one.unknown}`;
  return {
    measure: before?.measure === one.measure ? "" : one.measure,
    arm: plain(one.arm),
    value: one.estimate === null ? "–" : show(one.estimate.value),
    interval: interval(one.estimate, show),
    difference: one.difference === null ? "" : signedShow(one.difference.value),
    between: interval(one.difference, signedShow),
    verdict: [one.verdict, unknown].filter((text) => text !== "").join("; "),
  };
}

function textOf({ interval, between, verdict }: ReturnType<typeof rowOf>): string {
  const parts = [
    interval === "" ? "" : `interval ${interval}`,
    between === "" ? "" : `against control ${between}`,
    verdict,
  ];
  return parts.filter((text) => text !== "").join("; ");
}

function intervalText(estimate: Estimate | null, show: Show): string {
  if (estimate === null) return "";
  const { interval } = estimate;
  return interval === null ? "too few" : `${show(interval.low)} to ${show(interval.high)}`;
}

function showOf(unit: Measure["unit"], currency: string): Show {
  if (unit === "share") return percent;
  if (unit === "money") return (value) => formatAmount({ amount: Math.round(value), currency });
  return (value) => `${value.toFixed(1)} ms`;
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}
