/** Which policies `tune` proposes, as a terminal shows it. Pure. */
import { drawnWords } from "../../gateway/replay/drawn-auctions.ts";
import type { ReplayPolicy } from "../../gateway/replay/replay-policy.ts";
import type { Tuned } from "../../gateway/replay/tuning/tune.ts";
import { type Column, fittedTable, type TableStyle } from "../cli/columns.ts";
import { wrapped } from "../cli/layout.ts";
import { plain } from "../cli/outside-text.ts";
import type { TunedMarkets } from "./tune-records.ts";

export function tuneText(tuned: TunedMarkets, style: TableStyle): string {
  const { auctions, left, unheard, leftOut, notDrawn, warmUp, all, classes } = tuned;
  const head = [
    left === 0
      ? `${auctions} recorded auctions`
      : `${auctions} of ${auctions + left} recorded auctions`,
    drawnWords({ leftOut, notDrawn }),
    unheard === 0 ? null : `${unheard} left out, whose losers were not heard to the end`,
    warmUp === 0 ? null : `value learns from the first ${warmUp}, which no figure has`,
  ];
  const lines = [
    ...wrapped(head.filter((words) => words !== null).join("; "), style.width),
    "",
    ...tunedTable(all, style),
  ];
  for (const { market, auctions: its, tuned: inClass } of classes)
    lines.push("", `${market}: ${its} auctions`, ...tunedTable(inClass, style));
  const hint = hintOf(tuned);
  if (hint !== null) lines.push("", ...wrapped(hint, style.width));
  return lines.join("\n");
}

/** What to do where no policy is found; null: nothing is in the way. */
function hintOf({ all, offered, whole }: TunedMarkets): string | null {
  if (all.some(({ policy }) => policy !== null)) return null;
  if (offered === 0) return "no bidder had an offer in these auctions";
  if (whole < KNOWN_SHARE_MIN * offered)
    return `what all bidders could have had is known of ${whole} of ${offered} auctions: in the others a bidder was told to stop (RECORD_LATE keeps more of these), or had not asked or not awaited a source of its own. With --against record, regret is what a stop rule loses of what is in the record`;
  return "no policy keeps to this budget: give more of it";
}

/** As a policy is judged (policy-score.ts). */
const KNOWN_SHARE_MIN = 0.95;

function tunedTable(all: readonly Tuned[], style: TableStyle): string[] {
  const column = (title: string, cell: (tuned: Tuned) => string): Column => ({
    ...{ head: title, align: "right" },
    cells: all.map((tuned) => [cell(tuned)]),
  });
  const columns = [
    { head: "rule", cells: all.map(({ rule }) => [rule]) },
    column("mean ms", ({ score }) => score?.meanMs.toFixed(0) ?? "–"),
    column("p95 ms", ({ score }) => score?.p95Ms.toFixed(0) ?? "–"),
    column("regret", ({ score }) => perCent(score?.regretPercent)),
    column("held out ms", ({ expected }) =>
      expected === null
        ? "–"
        : `${expected.meanMs.toFixed(0)} ± ${expected.meanMsSpread.toFixed(0)}`,
    ),
    column("held out regret", ({ expected }) =>
      expected === null
        ? "–"
        : `${expected.regretPercent.toFixed(3)} ± ${expected.regretPercentSpread.toFixed(3)} %`,
    ),
  ];
  const below = all.map(({ policy }) => [policy === null ? NO_POLICY : policyWords(policy)]);
  const texts = all.map(({ rule }, row) => [
    rule,
    ...columns.slice(1).map(({ head, cells }) => `${head}: ${cells[row]?.[0] ?? ""}`),
    ...(below[row] ?? []),
  ]);
  return fittedTable([{ columns, below }], texts, style);
}

const NO_POLICY = "none keeps to the budget, or of none is enough known";

const perCent = (value: number | undefined) =>
  value === undefined ? "–" : `${value.toFixed(3)} %`;

/** `deadline 400 ms, quorum 60%, required nonstop, grace 0.25, settle` */
function policyWords(policy: ReplayPolicy): string {
  const { kind, dollarsPerSecond, deadlineMs, quorum, required, grace, settle } = policy;
  return [
    ...(kind === "value" ? [`${dollarsPerSecond} USD a second`] : []),
    ...(deadlineMs === undefined ? [] : [`deadline ${deadlineMs} ms`]),
    ...(quorum == null ? [] : [`quorum ${quorum}`]),
    ...(required === undefined || required.length === 0
      ? []
      : [`required ${required.map((bidder) => plain(bidder, 40)).join(", ")}`]),
    ...(grace?.share === undefined ? [] : [`grace ${grace.share}`]),
    ...(settle === false ? ["no settling"] : []),
  ].join(", ");
}
