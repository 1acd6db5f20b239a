/** Latency against regret by rule, as a table, and what the goals are. */
import { type TableColumn, table } from "../../script/cli/table.ts";
import type { Measured, MeasuredRegret } from "./measure.ts";

const right = (head: string): TableColumn => ({ head, align: "right" });

/** The goals of issue 15. */
const REGRET_SHARE_MAX = 0.5;
const SETTLED_SHARE_MIN = 0.3;

export function regretTable({ rows, settled }: MeasuredRegret): string {
  const cells = rows.flatMap(({ fixed, waitFactor, tuned, value }) => [
    line("fixed timeout", fixed),
    line("wait factor", waitFactor),
    line("tuned", tuned),
    line("value", value),
  ]);
  const reached = (rule: "tuned" | "value") =>
    rows.filter(({ [rule]: its }) => {
      return its !== null && its.score.regretPercent <= REGRET_SHARE_MAX * its.fixedRegretPercent;
    }).length;
  const { share, msSaved, compared, equal } = settled;
  return [
    table(
      [
        { head: "rule" },
        right("mean ms"),
        right("p95 ms"),
        right("regret"),
        right("±"),
        right("of fixed"),
        { head: "policy" },
      ],
      cells,
      (_style, text) => text,
    ),
    "",
    `at most half the regret of the fixed timeout: tuned in ${reached("tuned")} of ${rows.length} rows, value in ${reached("value")}`,
    `settled ends ${(100 * share).toFixed(1)} % of auctions early (goal: ${100 * SETTLED_SHARE_MIN} % or more), and saves ${msSaved.toFixed(0)} ms of the mean; ` +
      `${equal} of ${compared} that were compared have the result of a complete auction`,
  ].join("\n");
}

function line(rule: string, measured: Measured | null): string[] {
  if (measured === null) return [rule, "–", "–", "–", "–", "–", "none is as fast"];
  const { policy, score, fixedRegretPercent } = measured;
  const ofFixed =
    rule === "fixed timeout" || fixedRegretPercent === 0
      ? ""
      : `${((100 * score.regretPercent) / fixedRegretPercent).toFixed(0)} %`;
  return [
    rule,
    score.meanMs.toFixed(0),
    score.p95Ms.toFixed(0),
    `${score.regretPercent.toFixed(3)} %`,
    score.regretError.toFixed(3),
    ofFixed,
    wordsOf(policy),
  ];
}

function wordsOf(policy: Measured["policy"]): string {
  const { dollarsPerSecond, deadlineMs, quorum, required = [], grace, settle } = policy;
  return [
    ...(dollarsPerSecond === undefined ? [] : [`${dollarsPerSecond} USD a second`]),
    `${deadlineMs} ms`,
    ...(quorum == null ? [] : [`quorum ${quorum}`]),
    ...(required.length === 0 ? [] : [`required ${required.join(", ")}`]),
    ...(grace?.share === undefined ? [] : [`grace ${grace.share}`]),
    ...(settle === false ? [] : ["settle"]),
  ].join(", ");
}
