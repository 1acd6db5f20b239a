/** `--explain`: why offers of a search are not shown, and what the cost of one is made of. */
import type { SearchClient } from "../../gateway/client/search-client.ts";
import type { Money, SearchResult } from "../../proto/messages.ts";
import { CommandFailure } from "./failure.ts";
import { formatMoney, type Paint, plain } from "./format.ts";
import { table } from "./table.ts";

interface Neighbour {
  readonly key: string;
  readonly cost: number;
  readonly price: Money;
}

/** What is read of the answer; docs/http.md has all of it. */
export interface Explanation {
  readonly kept: "all" | "shown";
  readonly notShown: number;
  readonly reasons: readonly { readonly meaning: string; readonly offers: number }[];
  readonly offers: readonly {
    readonly bidder: string;
    readonly seller: string;
    readonly itinerary: string;
    readonly price: Money | null;
    readonly reason: string;
    readonly detail: string | null;
  }[];
  readonly bidders?: readonly {
    readonly bidder: string;
    readonly notes: readonly { readonly count: number; readonly text: string }[];
  }[];
  readonly itinerary?:
    | (Neighbour & {
        readonly rank: number;
        readonly terms: readonly { readonly term: string; readonly amount: number }[];
        readonly before: Neighbour | null;
        readonly behind: Neighbour | null;
      })
    | null;
}

/** Offers that are listed. */
const LISTED = "20";

/**
 * Asks the gateway that keeps the result. `which`: the number of an itinerary, or true for all
 * offers.
 *
 * @throws AuctionError as `SearchClient.kept`; CommandFailure 2 where there is no such itinerary
 */
export async function explanationOf(
  client: Pick<SearchClient, "kept">,
  gateway: string,
  { searchId, itineraries }: SearchResult,
  which: true | number,
): Promise<Explanation> {
  const asked = { searchId, limit: LISTED };
  if (which === true) return (await client.kept(gateway, "explain", asked)) as Explanation;
  const itinerary = itineraries[which - 1]?.key;
  if (itinerary === undefined)
    throw new CommandFailure(2, `--explain ${which}: ${itineraries.length} itineraries are shown`);
  return (await client.kept(gateway, "explain", { ...asked, itinerary })) as Explanation;
}

export function explanationText(explanation: Explanation, paint: Paint): string {
  const { notShown, reasons, offers, kept } = explanation;
  const lines = [
    ...standingLines(explanation),
    paint("bold", `${notShown} offers are not shown`),
    ...reasons.map(({ offers: count, meaning }) => `${String(count).padStart(6)}  ${meaning}`),
  ];
  lines.push(...noteLines(explanation));
  if (kept === "shown") lines.push("  the bids were too large, and only what was shown is kept");
  if (offers.length === 0) return lines.join("\n");
  const columns = [
    { head: "price", align: "right" as const },
    { head: "bidder" },
    { head: "seller" },
    { head: "itinerary" },
    { head: "reason" },
  ];
  const rows = offers.map(({ price, bidder, seller, itinerary, reason, detail }) => [
    price === null ? "–" : formatMoney(price),
    plain(bidder),
    plain(seller),
    plain(itinerary, 60),
    detail === null ? reason : `${reason}: ${plain(detail, 80)}`,
  ]);
  return [...lines, "", table(columns, rows, paint)].join("\n");
}

/** What bidders left out by rule; bidders that say nothing are not named. */
function noteLines({ bidders = [] }: Explanation): string[] {
  return bidders.flatMap(({ bidder, notes }) =>
    notes.length === 0
      ? []
      : [
          `${plain(bidder)} left out:`,
          ...notes.map(({ count, text }) => `${String(count).padStart(6)}  ${plain(text, 130)}`),
        ],
  );
}

function standingLines({ itinerary }: Explanation): string[] {
  if (itinerary == null) return [];
  const { rank, key, cost, price, terms, before, behind } = itinerary;
  const money = (amount: number) => formatMoney({ amount, currency: price.currency });
  const sum = terms.map(({ term, amount }) => `${money(amount)} ${term}`).join(" + ");
  const near = (where: string, one: Neighbour | null) =>
    one === null ? [] : [`  ${where}: ${plain(one.key, 60)} at ${money(one.cost)}`];
  return [
    `${rank}: ${plain(key, 80)} costs ${money(cost)} = ${sum}`,
    ...near("before it", before),
    ...near("behind it", behind),
    "",
  ];
}
