/** `--explain`: why offers of a search are not shown, and what the cost of one is made of. */
import type { SearchClient } from "../../gateway/client/search-client.ts";
import type { Money, SearchResult } from "../../proto/messages.ts";
import { type Column, fittedTable, type TableStyle } from "./columns.ts";
import { CommandFailure, EXIT } from "./failure.ts";
import { formatMoney } from "./format.ts";
import { wrapped } from "./layout.ts";
import { plain } from "./outside-text.ts";

interface Neighbour {
  readonly key: string;
  readonly cost: number;
  readonly price: Money;
}

interface ListedOffer {
  readonly bidder: string;
  readonly seller: string;
  readonly itinerary: string;
  readonly price: Money | null;
  readonly cost: number | null;
  readonly reason: string;
  readonly detail: string | null;
}

/** What is read of the answer; docs/http.md has all of it. */
export interface Explanation {
  readonly kept: "all" | "shown";
  readonly notShown: number;
  readonly reasons: readonly { readonly meaning: string; readonly offers: number }[];
  readonly offers: readonly ListedOffer[];
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
    throw new CommandFailure(
      EXIT.usage,
      `--explain ${which}: ${itineraries.length} itineraries are shown`,
    );
  return (await client.kept(gateway, "explain", { ...asked, itinerary })) as Explanation;
}

export function explanationText(explanation: Explanation, style: TableStyle): string {
  const { notShown, reasons, kept } = explanation;
  const { width, paint } = style;
  const lines = [
    ...standingLines(explanation),
    paint("bold", `${notShown} offers are not shown`),
    ...reasons.map(({ offers: count, meaning }) => `${String(count).padStart(6)}  ${meaning}`),
    ...noteLines(explanation),
    ...(kept === "shown" ? ["  the bids were too large, and only what was shown is kept"] : []),
  ];
  return [...lines.flatMap((line) => hanging(line, width)), ...offerLines(explanation, style)].join(
    "\n",
  );
}

/** Lines that begin with spaces are broken under their text. */
function hanging(line: string, width: number): string[] {
  const [indent = ""] = /^ *(\d+ {2})?/.exec(line) ?? [];
  if (line === "" || indent === "") return wrapped(line, width);
  const [first = "", ...more] = wrapped(line.slice(indent.length), width - indent.length);
  return [indent + first, ...more.map((text) => " ".repeat(indent.length) + text)];
}

function offerLines({ offers }: Explanation, style: TableStyle): string[] {
  if (offers.length === 0) return [];
  const column = (head: string, text: (offer: ListedOffer) => string): Column => ({
    head,
    cells: offers.map((offer) => [text(offer)]),
  });
  const price = ({ price: of }: ListedOffer) => (of === null ? "–" : formatMoney(of));
  const cost = ({ price: of, cost: amount }: ListedOffer) =>
    of === null || amount === null ? "–" : formatMoney({ amount, currency: of.currency });
  const itinerary = (offer: ListedOffer) => plain(offer.itinerary, 60);
  const reason = ({ reason: code, detail }: ListedOffer) =>
    detail === null ? code : `${code}: ${plain(detail, 80)}`;
  const row: Column[] = [
    // The order is that of the cost.
    { ...column("cost", cost), align: "right" },
    { ...column("price", price), align: "right" },
    column("bidder", ({ bidder }) => plain(bidder)),
    column("seller", ({ seller }) => plain(seller)),
  ];
  const below = offers.map((offer) => [itinerary(offer), reason(offer)]);
  return [
    "",
    ...fittedTable(
      [
        { columns: [...row, column("itinerary", itinerary), column("reason", reason)] },
        { columns: row, below },
      ],
      offers.map((offer, i) => [
        `${cost(offer)}, ${price(offer)} ${plain(offer.bidder)} ${plain(offer.seller)}`,
        ...(below[i] ?? []),
      ]),
      style,
    ),
  ];
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
