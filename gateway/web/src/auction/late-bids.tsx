import { count } from "../../shared/format.js";
import { knownRegret } from "../../shared/regret.js";
import type { RecordedResult } from "../api/lookups.ts";
import { Foreign } from "../ui/foreign.tsx";
import { milliseconds, money } from "../ui/format.ts";

/** The late bids, a line each, and their regret. */
export function LateBids({ record }: { record: RecordedResult }) {
  const regret = knownRegret(record, money);
  return (
    <>
      {record.late.map(({ bidder, latencyMs, offers, cheapest }) => (
        <p key={`${bidder} ${latencyMs}`}>
          Too late: <Foreign text={bidder} />
          {` after ${milliseconds(latencyMs)}, with ${count(offers, "offer")}`}
          {cheapest === null ? "." : `, the cheapest at ${money(cheapest)}.`}
        </p>
      ))}
      {regret !== "" && <p>{regret}</p>}
    </>
  );
}
