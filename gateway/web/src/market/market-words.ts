/** The market view in words. Pure: no DOM. */
import type { MarketAnswer } from "../../../http/market-schema.ts";
import { count } from "../../shared/format.js";
import { milliseconds, money } from "../ui/format.ts";

export type BidderRow = MarketAnswer["bidders"][number];
type InstanceRow = BidderRow["instances"][number];
export type Counts = NonNullable<BidderRow["otherInstances"]>;
type SellerCounts = NonNullable<BidderRow["otherSellers"]>;

/** What an operator should see first of a bidder, and how much it matters. */
interface StateWord {
  readonly kind: "bad" | "warn" | "good" | "plain";
  readonly text: string;
}

export function stateWords(row: BidderRow, minutes: number): StateWord[] {
  const { live, required, breaker, auctions, instances } = row;
  const words: StateWord[] = [];
  if (!live) words.push({ kind: "bad", text: "Gone: no live instance" });
  else if (breaker === "open")
    words.push({ kind: "bad", text: "Breaker open: called, not waited for" });
  else if (breaker === "half-open")
    words.push({ kind: "warn", text: "Breaker half-open: one auction at a time waits for it" });
  else {
    const alive = instances.filter((one) => one.live).length;
    words.push({ kind: "good", text: `Live: ${count(alive, "instance")}` });
  }
  if (auctions === 0) words.push({ kind: "warn", text: `No calls in the last ${minutes} minutes` });
  if (required) words.push({ kind: "plain", text: "Required" });
  return words;
}

/** `12 answered, 3 silent`: the most frequent first. */
export function outcomeWords({ outcomes }: Pick<Counts, "outcomes">): string {
  const all = Object.entries(outcomes) as [string, number][];
  if (all.length === 0) return "–";
  const sorted = all.sort(([, a], [, b]) => b - a);
  return sorted.map(([outcome, times]) => `${times} ${outcome}`).join(", ");
}

/** `3 (25 %)` */
export function wonWords({ won, share }: Pick<SellerCounts, "won" | "share">): string {
  return share === null ? "–" : `${won} (${percent(share)})`;
}

function percent(share: number): string {
  const hundredths = share * 100;
  const isSmall = hundredths > 0 && hundredths < 10;
  return `${hundredths.toFixed(isSmall ? 1 : 0)} %`;
}

/** `none`, `unknown`, or the sums: `$12.00 + €3.00`. */
export function regretWords({ regret }: Pick<Counts, "regret">, locale?: string): string {
  if (regret === null) return "unknown";
  if (regret.length === 0) return "none";
  return regret.map((one) => money(one, locale)).join(" + ");
}

/** What an instance is and did, after its name. */
export function instanceWords(row: InstanceRow): string {
  const { live, version, inFlight } = row;
  const now = live
    ? [`version ${version ?? "unknown"}`, ...(inFlight === null ? [] : [`${inFlight} in flight`])]
    : ["gone"];
  return `${now.join(", ")}. ${countWords(row)}`;
}

export function countWords(counts: Counts): string {
  const { auctions, p50Ms, p95Ms, p99Ms, lateBids } = counts;
  if (auctions === 0 && lateBids === 0) return "It has answered no call.";
  const times = [`p50 ${milliseconds(p50Ms)}`, `p95 ${milliseconds(p95Ms)}`];
  return [
    `${count(auctions, "auction")}: ${outcomeWords(counts)}.`,
    ...(p50Ms === null ? [] : [`${[...times, `p99 ${milliseconds(p99Ms)}`].join(", ")}.`]),
    ...(lateBids === 0 ? [] : [`${count(lateBids, "late bid")}, regret ${regretWords(counts)}.`]),
  ].join(" ");
}

export function sellerWords({ searches, shown, won, share }: SellerCounts): string {
  const first = `first seller of ${count(won, "itinerary", "itineraries")}`;
  const part = share === null ? "" : ` (${percent(share)})`;
  return `shown ${count(shown, "time")} in ${count(searches, "search", "searches")}, ${first}${part}.`;
}

/** What the view is of, in one sentence. */
export function summaryWords({ searches, shown, minutes }: MarketAnswer): string {
  if (searches === 0) return `No searches in the last ${minutes} minutes.`;
  const what = `${count(searches, "search", "searches")} in the last ${minutes} minutes`;
  return `${what}, with ${count(shown, "itinerary", "itineraries")} shown.`;
}
