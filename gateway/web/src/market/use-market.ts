/** The market view of now, asked for again and again while the page is visible. */
import { useEffect, useState } from "preact/hooks";
import type { MarketAnswer } from "../../../http/market-schema.ts";
import { market } from "../api/lookups.ts";

/** How long an operator may look at what is old. */
export const REFRESH_MS = 5_000;

interface Seen {
  /** The last answer; null before the first. */
  readonly answer: MarketAnswer | null;
  /** When it came; epoch milliseconds. */
  readonly atMs: number;
  /** Why there is no newer one; null when there is. */
  readonly fault: string | null;
}

export function useMarket(): Seen {
  const [seen, setSeen] = useState<Seen>({ answer: null, atMs: 0, fault: null });
  useEffect(() => {
    const leave = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isAsking = false;
    const ask = async () => {
      clearTimeout(timer);
      if (isAsking || document.hidden) return;
      isAsking = true;
      try {
        const answer = await market(leave.signal);
        setSeen({ answer, atMs: Date.now(), fault: null });
      } catch (thrown) {
        const fault = thrown instanceof Error ? thrown.message : String(thrown);
        if (!leave.signal.aborted) setSeen((last) => ({ ...last, fault }));
      }
      isAsking = false;
      if (!leave.signal.aborted) timer = setTimeout(ask, REFRESH_MS);
    };
    const onVisible = () => void ask();
    document.addEventListener("visibilitychange", onVisible);
    void ask();
    return () => {
      leave.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, []);
  return seen;
}
