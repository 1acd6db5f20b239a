/** `/auctions/{id}`: a recorded auction. */
import { useEffect, useState } from "preact/hooks";
import type { Timeline } from "../../../http/timeline-schema.ts";
import { count } from "../../shared/format.js";
import { lateRecords, waiting } from "../api/late-records.ts";
import {
  type RecordedResult,
  recordedResult,
  recordedTimeline,
  resultPath,
  timelinePath,
} from "../api/lookups.ts";
import { Refusal } from "../api/refusal.ts";
import { Link } from "../ui/link.tsx";
import { AuctionPicture } from "./auction-picture.tsx";
import { BidderTable } from "./bidder-table.tsx";
import { ending } from "./ending.ts";
import { LateBids } from "./late-bids.tsx";
import { StepList } from "./step-list.tsx";

interface Recorded {
  readonly record: RecordedResult;
  readonly timeline: Timeline;
}

type Answer = Recorded | { readonly fault: string; readonly detail: string } | null;

const NOT_FOUND = 404;

export function AuctionPage({ searchId }: { searchId: string }) {
  const [answer, setAnswer] = useState<Answer>(null);
  useEffect(() => {
    const leave = new AbortController();
    setAnswer(null);
    const { signal } = leave;
    const readBoth = async (): Promise<Recorded> => {
      const [record, timeline] = await Promise.all([
        recordedResult(searchId, signal),
        recordedTimeline(searchId, signal),
      ]);
      return { record, timeline };
    };
    const follow = async () => {
      const first = await readBoth();
      setAnswer(first);
      const read = () => recordedResult(searchId, signal);
      for await (const record of lateRecords(read, waiting(signal), first.record)) {
        const timeline = await recordedTimeline(searchId, signal);
        if (!signal.aborted) setAnswer({ record, timeline });
      }
    };
    follow().catch((thrown: unknown) => {
      // What was shown before stays.
      if (!signal.aborted) setAnswer((shown) => shown ?? faultOf(thrown));
    });
    return () => leave.abort();
  }, [searchId]);
  return (
    <section id="recorded" aria-labelledby="recorded-title">
      <h2 id="recorded-title">A recorded auction</h2>
      {answer === null ? (
        <p role="status">Asking the gateway…</p>
      ) : "fault" in answer ? (
        <Missing fault={answer.fault} detail={answer.detail} />
      ) : (
        <RecordedAuction {...answer} />
      )}
      <p class="record-link">
        <Link to="/">Search for flights</Link>
      </p>
    </section>
  );
}

function faultOf(thrown: unknown): { fault: string; detail: string } {
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  const isGone = thrown instanceof Refusal && thrown.status === NOT_FOUND;
  return {
    detail,
    fault: isGone
      ? "There is no auction at this address any more, or there never was: the gateway keeps each one for five minutes."
      : "The auction cannot be read now. Try again in a moment.",
  };
}

function Missing({ fault, detail }: { fault: string; detail: string }) {
  return (
    <>
      <p role="status">{fault}</p>
      <details class="technical">
        <summary>details</summary>
        <small>{detail}</small>
      </details>
    </>
  );
}

function RecordedAuction({ record, timeline }: Recorded) {
  const { searchId, itineraries } = record;
  const when = new Date(timeline.startedAt);
  return (
    <>
      <p role="status">
        {`${count(itineraries.length, "itinerary", "itineraries")}. ${ending(record, timeline)}`}
      </p>
      <p class="hint">
        Searched at <time dateTime={timeline.startedAt}>{when.toLocaleTimeString()}</time>.
      </p>
      <AuctionPicture drawn={timeline} nowMs={null} />
      <BidderTable
        bidders={new Map(record.bidders.map((report) => [report.bidder, report]))}
        lanes={timeline.lanes}
        endedBy={timeline.endedBy}
        isWaiting={false}
      />
      <div id="late">
        <LateBids record={record} />
      </div>
      <StepList drawn={timeline} />
      <p class="record-link">
        As JSON:{" "}
        <a href={timelinePath(searchId)} download={`auction-${searchId}.json`}>
          the timeline
        </a>
        {" · "}
        <a href={resultPath(searchId)} download={`result-${searchId}.json`}>
          the result
        </a>
      </p>
    </>
  );
}
