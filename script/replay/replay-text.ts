/** What policies would have cost, as a terminal shows it. Pure. */
import { formatAmount } from "../../common/money/money.ts";
import { drawnWords } from "../../gateway/replay/drawn-auctions.ts";
import type { Figures, PolicyFigures } from "../../gateway/replay/policy-figures.ts";
import { type Column, fittedTable, type TableStyle } from "../cli/columns.ts";
import { wrapped } from "../cli/layout.ts";
import { plain } from "../cli/outside-text.ts";
import type { ReplayedRecords } from "./replay-records.ts";

/** The largest of them. */
const MARKETS_SHOWN = 10;

export function replayText(
  { auctions, leftOut, notDrawn, unsound, learning, policies, verified }: ReplayedRecords,
  style: TableStyle,
): string {
  const unwritten = unsound === 0 ? null : `${unsound} left out, which no gateway has written`;
  const words = [
    `${auctions} recorded auctions`,
    drawnWords({ leftOut, notDrawn }),
    unwritten,
    ...learningWords(learning),
  ];
  const head = wrapped(words.filter((word) => word !== null).join("; "), style.width);
  const lines = [...head, "", ...policyTable(policies, style)];
  for (const policy of policies.slice(1)) {
    const sentence = comparisonSentence(policy);
    if (sentence !== null) lines.push("", ...wrapped(sentence, style.width));
  }
  for (const policy of policies) {
    const bidders = policy.byBidder
      .slice(0, 5)
      .map(({ bidder, share }) => `${plain(bidder, 40)} ${percent(share, 0)}`);
    if (bidders.length > 0)
      lines.push(
        "",
        ...wrapped(`${nameOf(policy)}: regret by bidder: ${bidders.join(", ")}`, style.width),
      );
    if (policy.byMarket.length > 1) lines.push("", ...marketTable(policy, style));
  }
  if (verified !== null) {
    const { same, other, without } = verified;
    lines.push(
      "",
      ...wrapped(
        `replayed under their own policies: ${same} give their results to the byte, ${other} do not, ${without} have no result that can be compared`,
        style.width,
      ),
    );
  }
  return lines.join("\n");
}

function learningWords(learning: ReplayedRecords["learning"]): string[] {
  if (learning === null) return [];
  const { warmUp, outOfOrder } = learning;
  return [
    `policies of kind value learn from the first ${warmUp}, which are in no figure`,
    ...(outOfOrder === 0 ? [] : [`${outOfOrder} were judged later than their time`]),
  ];
}

/**
 * `no-waiting: 200 ms less would have cost 0.40 USD a search, 71 % of it from partners in the
 * market GB–US`. Null where there is nothing to compare.
 */
function comparisonSentence(figures: PolicyFigures): string | null {
  const { compared } = figures;
  if (compared === null) return null;
  const { msLess, costMore, currency, most } = compared;
  const time = `${Math.abs(msLess).toFixed(0)} ms ${msLess >= 0 ? "less" : "more"}`;
  const money = formatAmount({ amount: Math.round(Math.abs(costMore)), currency });
  const cost =
    Math.round(costMore) === 0
      ? "nothing"
      : `${money} ${currency} a search${costMore < 0 ? " less" : ""}`;
  const from =
    most === null
      ? ""
      : `, ${percent(Math.min(1, most.share), 0)} of it from ${plain(most.bidder, 40)} in the market ${plain(most.market, 20)}`;
  return `${nameOf(figures)}: ${time} would have cost ${cost}${from}`;
}

function policyTable(policies: readonly PolicyFigures[], style: TableStyle): string[] {
  return figuresTable(policies, policies.map(nameOf), "policy", style);
}

function marketTable(policy: PolicyFigures, style: TableStyle): string[] {
  const markets = policy.byMarket.slice(0, MARKETS_SHOWN);
  const names = markets.map(({ market }) => plain(market, 20));
  const left = policy.byMarket.length - markets.length;
  return [
    ...wrapped(
      `${nameOf(policy)}, by market${left > 0 ? ` (${left} more in --json)` : ""}`,
      style.width,
    ),
    ...figuresTable(markets, names, "market", style),
  ];
}

function figuresTable(
  all: readonly Figures[],
  names: readonly string[],
  head: string,
  style: TableStyle,
): string[] {
  const first: Column = { head, cells: names.map((name) => [name]) };
  const column = (title: string, cell: (figures: Figures) => string): Column => ({
    ...{ head: title, align: "right" },
    cells: all.map((figures) => [cell(figures)]),
  });
  const columns = [
    first,
    column("auctions", ({ auctions }) => String(auctions)),
    column("unknown", ({ unknown }) => String(unknown)),
    column("p50 ms", ({ time }) => number(time.p50Ms)),
    column("p95 ms", ({ time }) => number(time.p95Ms)),
    column("p99 ms", ({ time }) => number(time.p99Ms)),
    column("partial", ({ partialShare }) => percent(partialShare, 1)),
    column("regret", ({ regret }) => moneyOf(regret.money[0]?.mean, regret.money[0]?.currency)),
    column("p95", ({ regret }) => moneyOf(regret.money[0]?.p95, regret.money[0]?.currency)),
    column("per cent", ({ regret }) => perCent(regret.meanPercent)),
    column("with any", ({ regret }) => percent(regret.shareWithAny, 1)),
  ];
  const ends = all.map(({ ends: its, regret }) => [
    [
      ...Object.entries(its).map(([end, share]) => `${end} ${percent(share, 0)}`),
      ...(regret.known === 0 ? ["regret is not known"] : [`regret known of ${regret.known}`]),
    ].join(", "),
  ]);
  const texts = all.map((_, row) => [
    names[row] ?? "",
    ...columns.slice(1).map(({ head: title, cells }) => `${title}: ${cells[row]?.[0] ?? ""}`),
    ...(ends[row] ?? []),
  ]);
  return fittedTable([{ columns, below: ends }], texts, style);
}

const nameOf = ({ policy }: PolicyFigures) => plain(policy.name, 64);

const number = (value: number | null) => (value === null ? "–" : value.toFixed(0));

const percent = (share: number | null, digits: number) =>
  share === null ? "–" : `${(100 * share).toFixed(digits)} %`;

const perCent = (value: number | null) => (value === null ? "–" : `${value.toFixed(2)} %`);

function moneyOf(amount: number | null | undefined, currency: string | undefined): string {
  if (amount == null || currency === undefined) return "–";
  return `${formatAmount({ amount: Math.round(amount), currency })} ${currency}`;
}
