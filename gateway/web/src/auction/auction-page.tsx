/** `/auctions/{id}`: a recorded auction. */
import { useEffect, useState } from "preact/hooks";
import { type RecordedResult, recordedResult } from "../api/lookups.ts";
import { ending } from "./ending.ts";

type Answer = { readonly record: RecordedResult } | { readonly fault: string } | null;

export function AuctionPage({ searchId }: { searchId: string }) {
  const [answer, setAnswer] = useState<Answer>(null);
  useEffect(() => {
    const leave = new AbortController();
    setAnswer(null);
    recordedResult(searchId, leave.signal).then(
      (record) => setAnswer({ record }),
      (thrown: unknown) => {
        if (leave.signal.aborted) return;
        setAnswer({ fault: thrown instanceof Error ? thrown.message : String(thrown) });
      },
    );
    return () => leave.abort();
  }, [searchId]);
  return (
    <section aria-labelledby="recorded-title">
      <h2 id="recorded-title">A recorded auction</h2>
      <p role="status">
        {answer === null
          ? "Asking the gateway…"
          : "fault" in answer
            ? answer.fault
            : ending(answer.record)}
      </p>
    </section>
  );
}
