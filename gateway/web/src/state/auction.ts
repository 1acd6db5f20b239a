/**
 * The auction that the page shows. There is one at a time; a new one cancels the one before, which
 * closes its connection.
 */
import { signal } from "@preact/signals";
import { NoAnswer } from "../api/attempt.ts";
import { lateRecords, waiting } from "../api/late-records.ts";
import { recordedResult, recordedTimeline } from "../api/lookups.ts";
import { Refusal } from "../api/refusal.ts";
import { search } from "../api/search-stream.ts";
import type { SearchBody } from "../search/search-body.ts";
import { type AuctionEvent, type AuctionFault, folded, IDLE } from "./auction-state.ts";

export const auction = signal(IDLE);
/** The search that is shown; null before the first one. */
export const asked = signal<SearchBody | null>(null);

let running = new AbortController();
let again = () => {};

function add(event: AuctionEvent): void {
  auction.value = folded(auction.value, event);
}

/**
 * Begins an auction.
 * @param read what is asked; called again by `tryAgain`
 */
export async function startAuction(
  read: (signal: AbortSignal) => Promise<SearchBody>,
): Promise<void> {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  again = () => void startAuction(read);
  add({ type: "asked", atMs: Date.now() });
  try {
    const body = await read(signal);
    if (signal.aborted) return;
    asked.value = body;
    for await (const event of search(body, signal)) {
      if (signal.aborted) return;
      add(event);
      if (event.type !== "result") continue;
      const { searchId } = event.result;
      void readTimeline(searchId, signal);
      void readRecords(searchId, signal);
    }
  } catch (thrown) {
    if (signal.aborted) return;
    if (!(thrown instanceof NoAnswer || thrown instanceof Refusal)) console.error(thrown);
    add({ type: "failed", fault: faultOf(thrown) });
  }
}

export function tryAgain(): void {
  again();
}

/** The search that is shown, once more, also where the form has changed. */
export function searchAgain(): void {
  const body = asked.value;
  if (body !== null) void startAuction(async () => body);
}

export function cancelAuction(): void {
  running.abort();
  add({ type: "cancelled" });
}

/** Reads what happened in the auction that has just ended. An error is only logged. */
async function readTimeline(searchId: string, signal: AbortSignal): Promise<void> {
  try {
    const timeline = await recordedTimeline(searchId, signal);
    if (!signal.aborted) add({ type: "timeline", timeline });
  } catch (thrown) {
    if (!signal.aborted) console.info("the timeline cannot be read:", thrown);
  }
}

/** Reads what comes after the end, and the times of it. An error is only logged. */
async function readRecords(searchId: string, signal: AbortSignal): Promise<void> {
  try {
    const records = lateRecords(() => recordedResult(searchId, signal), waiting(signal));
    for await (const record of records) {
      if (signal.aborted) return;
      if (record.late.length > 0 || record.regret !== null) void readTimeline(searchId, signal);
      add({ type: "recorded", record });
    }
  } catch (thrown) {
    if (!signal.aborted) console.info("the record cannot be read:", thrown);
  }
}

function faultOf(thrown: unknown): AuctionFault {
  if (thrown instanceof Refusal) return { text: thrown.message, faults: thrown.faults };
  const text =
    thrown instanceof NoAnswer
      ? `${thrown.message.replace(/^t/, "T")}.`
      : "The gateway cannot be reached. Is it still running?";
  return { text, faults: [] };
}
