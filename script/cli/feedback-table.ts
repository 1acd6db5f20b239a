/**
 * What bidders were told of their bids in the last minutes, as gateways count it, as a table that
 * fits the terminal (FIT-1). Pure.
 */
import { z } from "zod";
import { type Column, fittedTable, type TableStyle } from "./columns.ts";
import { plain } from "./outside-text.ts";

const count = z.number().int().nonnegative();

const counts = z.object({
  ...{ auctions: count, shown: count, outbid: count, late: count, invalid: count },
  gapPercent: z.number().nullable(),
});

/** What is read of a market view: any gateway's, also an older one. */
const marketView = z.object({
  bidders: z.array(z.object({ bidder: z.string().max(64), feedback: counts.optional() })),
});

type ToldBidder = z.infer<typeof counts> & { readonly gateway: string; readonly bidder: string };

/** The bidders that have asked for feedback; none where the answer is no market view. */
export function toldBidders(gateway: string, answer: unknown): readonly ToldBidder[] {
  const read = marketView.safeParse(answer);
  if (!read.success) return [];
  return read.data.bidders.flatMap(({ bidder, feedback }) =>
    feedback === undefined ? [] : [{ gateway, bidder, ...feedback }],
  );
}

export function feedbackLines(rows: readonly ToldBidder[], style: TableStyle): string[] {
  const column = (head: string, value: (row: ToldBidder) => string, isNumber = true): Column => ({
    head,
    ...(isNumber ? { align: "right" as const } : {}),
    cells: rows.map((row) => [value(row)]),
  });
  const gap = ({ gapPercent }: ToldBidder) => (gapPercent === null ? "–" : `${gapPercent} %`);
  const numbers = [
    column("auctions", (row) => String(row.auctions)),
    column("shown", (row) => String(row.shown)),
    column("outbid", (row) => String(row.outbid)),
    column("late", (row) => String(row.late)),
    column("invalid", (row) => String(row.invalid)),
    column("too dear by", gap),
  ];
  const bidder = column("bidder", (row) => plain(row.bidder), false);
  const gateway = column("gateway", (row) => plain(row.gateway), false);
  return fittedTable(
    [{ columns: [bidder, gateway, ...numbers] }, { columns: [bidder, ...numbers] }],
    rows.map((row) => [
      `${plain(row.bidder)} (${plain(row.gateway)})`,
      `${row.auctions} auctions: shown ${row.shown}, outbid ${row.outbid}, late ${row.late}, invalid ${row.invalid}, too dear by ${gap(row)}`,
    ]),
    style,
  );
}
