/** The bidders of an auction: how each ended, in plain words; its technical reason folds out. */
import type { BidderReport, EndedBy } from "../../../../proto/messages.ts";
import { Foreign } from "../ui/foreign.tsx";
import { milliseconds } from "../ui/format.ts";
import type { DrawnLane } from "./drawn-auction.ts";
import { laneWords } from "./lane-words.ts";

interface BidderTableProps {
  readonly bidders: ReadonlyMap<string, BidderReport | null>;
  readonly lanes: readonly DrawnLane[];
  readonly endedBy: EndedBy | null;
  readonly isWaiting: boolean;
}

export function BidderTable({ bidders, lanes, endedBy, isWaiting }: BidderTableProps) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Bidder</th>
          <th scope="col">Outcome</th>
          <th scope="col" class="figure">
            Time
          </th>
          <th scope="col" class="figure">
            Offers
          </th>
        </tr>
      </thead>
      <tbody id="bidders">
        {[...bidders].map(([bidder, report]) => {
          const lane = lanes.find((one) => one.bidder === bidder);
          const without = isWaiting ? "waiting…" : withoutReport(endedBy);
          return (
            <tr data-bidder={bidder} key={bidder}>
              <th scope="row">
                <Foreign text={bidder} />
              </th>
              <td>
                <span class={outcomeClass(report, lane)}>{report?.outcome ?? without}</span>
                <Reason report={report} words={lane ? laneWords(lane, endedBy) : ""} />
              </td>
              <td class="figure">{report === null ? "" : milliseconds(report.latencyMs)}</td>
              <td class="figure">{report === null ? "" : String(report.offers)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Without a result the page cannot know whether the gateway waited. */
function withoutReport(endedBy: EndedBy | null): string {
  return endedBy === null ? "not known" : "not waited for";
}

function outcomeClass(report: BidderReport | null, lane: DrawnLane | undefined): string {
  if (report === null) return "outcome waiting";
  return `outcome ${report.outcome}${lane?.intended ? " intended" : ""}`;
}

interface ReasonProps {
  readonly report: BidderReport | null;
  readonly words: string;
}

/** The text of a bidder that has answered is plain; that of another one is technical. */
function Reason({ report, words }: ReasonProps) {
  if (report === null) return null;
  const isPlain = report.outcome === "answered" || report.outcome === "empty";
  const reason = report.reason ?? "";
  const isSaid = words === "" || words === report.outcome || (isPlain && reason !== "");
  return (
    <>
      {!isSaid && <small>{words}</small>}
      {reason !== "" &&
        (isPlain ? (
          <small>
            <Foreign text={reason} />
          </small>
        ) : (
          <details class="technical">
            <summary>details</summary>
            <small>
              <Foreign text={reason} />
            </small>
          </details>
        ))}
    </>
  );
}
