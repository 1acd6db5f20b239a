/** One bidder of the market view: its figures, and its instances and sellers folded below. */
import type { ComponentChildren } from "preact";
import type { MarketAnswer } from "../../../http/market-schema.ts";
import { count } from "../../shared/format.js";
import { Foreign } from "../ui/foreign.tsx";
import { milliseconds } from "../ui/format.ts";
import {
  type BidderRow,
  countWords,
  instanceWords,
  outcomeWords,
  regretWords,
  sellerWords,
  stateWords,
  wonWords,
} from "./market-words.ts";

type BidderCounts = NonNullable<MarketAnswer["others"]>;

export function BidderBody({ row, minutes }: { row: BidderRow; minutes: number }) {
  const isIdle = row.auctions === 0 && row.lateBids === 0;
  return (
    <tbody data-bidder={row.bidder} class={isIdle ? "idle" : ""}>
      <tr>
        <th scope="row">
          <Foreign text={row.bidder} />
          {stateWords(row, minutes).map(({ kind, text }) => (
            <small class={`state ${kind}`} key={text}>
              {text}
            </small>
          ))}
        </th>
        <Figures counts={row} />
      </tr>
      <tr class="more">
        <td colSpan={9}>
          <Instances row={row} />
          <Sellers row={row} />
        </td>
      </tr>
    </tbody>
  );
}

/** All bidders that have no row of their own. */
export function OthersBody({ counts }: { counts: BidderCounts }) {
  return (
    <tbody data-bidder="">
      <tr>
        <th scope="row">All other bidders</th>
        <Figures counts={counts} />
      </tr>
    </tbody>
  );
}

function Figures({ counts }: { counts: BidderCounts }) {
  const { auctions, p50Ms, p95Ms, p99Ms, lateBids } = counts;
  return (
    <>
      <Cell name="Auctions" isFigure>
        {auctions}
      </Cell>
      <Cell name="Outcomes">{outcomeWords(counts)}</Cell>
      <Cell name="p50" isFigure>
        {milliseconds(p50Ms)}
      </Cell>
      <Cell name="p95" isFigure>
        {milliseconds(p95Ms)}
      </Cell>
      <Cell name="p99" isFigure>
        {milliseconds(p99Ms)}
      </Cell>
      <Cell name="Won" isFigure>
        {wonWords(counts)}
      </Cell>
      <Cell name="Late bids" isFigure>
        {lateBids}
      </Cell>
      <Cell name="Regret" isFigure>
        {regretWords(counts)}
      </Cell>
    </>
  );
}

interface CellProps {
  /** The name of its column, which a card shows beside it. */
  readonly name: string;
  readonly isFigure?: boolean;
  readonly children: ComponentChildren;
}

function Cell({ name, isFigure = false, children }: CellProps) {
  return (
    <td data-name={name} class={isFigure ? "figure" : ""}>
      {children}
    </td>
  );
}

function Instances({ row: { instances, otherInstances } }: { row: BidderRow }) {
  if (instances.length === 0 && otherInstances === null) return null;
  return (
    <details>
      <summary>By instance</summary>
      <ul>
        {instances.map((one) => (
          <li key={one.instance}>
            <Foreign text={one.instance} />: {instanceWords(one)}
          </li>
        ))}
        {otherInstances !== null && <li>All others: {countWords(otherInstances)}</li>}
      </ul>
    </details>
  );
}

function Sellers({ row: { sellers, otherSellers } }: { row: BidderRow }) {
  if (sellers.length === 0 && otherSellers === null) return null;
  return (
    <details>
      <summary>{count(sellers.length, "outside seller")}</summary>
      <ul>
        {sellers.map((one) => (
          <li key={one.seller}>
            <Foreign text={one.seller} />: {sellerWords(one)}
          </li>
        ))}
        {otherSellers !== null && <li>All others: {sellerWords(otherSellers)}</li>}
      </ul>
    </details>
  );
}
