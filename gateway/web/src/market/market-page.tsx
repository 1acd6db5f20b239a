/** `/market`: how all bidders do. */
import type { MarketAnswer } from "../../../http/market-schema.ts";
import { Link } from "../ui/link.tsx";
import { BidderBody, OthersBody } from "./bidder-body.tsx";
import { summaryWords } from "./market-words.ts";
import { REFRESH_MS, useMarket } from "./use-market.ts";

export function MarketPage() {
  const { answer, atMs, fault } = useMarket();
  return (
    <section id="market" aria-labelledby="market-title">
      <h2 id="market-title">Market</h2>
      <p role="status" class={fault === null ? "" : "notice"}>
        {statusText(answer, atMs, fault)}
      </p>
      {answer !== null && (
        <>
          <p id="market-summary">{summaryWords(answer)}</p>
          <p class="hint">
            {`Read at ${clockOf(atMs)}, again every ${REFRESH_MS / 1_000} seconds while you look. Searches of this gateway alone.`}
          </p>
          {answer.bidders.length === 0 ? (
            <p>No bidder is on the roster, and none has answered.</p>
          ) : (
            <MarketTable answer={answer} />
          )}
        </>
      )}
      <p class="market-link">
        <Link to="/">Search for flights</Link>
      </p>
    </section>
  );
}

function statusText(answer: MarketAnswer | null, atMs: number, fault: string | null): string {
  if (fault === null) return answer === null ? "Asking the gateway…" : "";
  const shown = answer === null ? "" : ` Shown is what it said at ${clockOf(atMs)}.`;
  return `The gateway does not answer now (${fault}). The page keeps asking.${shown}`;
}

function clockOf(ms: number): string {
  return new Date(ms).toLocaleTimeString();
}

const COLUMNS = [
  ...["Bidder", "Auctions", "Outcomes"],
  ...["p50", "p95", "p99", "Won", "Late bids", "Regret"],
];
/** Columns of words; the others are of figures. */
const WORDS: ReadonlySet<string> = new Set(["Bidder", "Outcomes"]);

/** In a narrow window its rows are cards (styles/market.css). */
function MarketTable({ answer: { bidders, others, minutes } }: { answer: MarketAnswer }) {
  return (
    <table class="market" aria-labelledby="market-title">
      <thead>
        <tr>
          {COLUMNS.map((name) => (
            <th scope="col" class={WORDS.has(name) ? "" : "figure"} key={name}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      {bidders.map((row) => (
        <BidderBody row={row} minutes={minutes} key={row.bidder} />
      ))}
      {others !== null && <OthersBody counts={others} />}
    </table>
  );
}
