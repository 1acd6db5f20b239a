/** What callers got in a run: by end, by code, and the longest time without a full result. */
import type { RequestRecord } from "./records.ts";

export interface Counts {
  readonly sent: number;
  readonly full: number;
  readonly partial: number;
  /**
   * Of the full ones those that do not name every kind: the gateway did not wait for a kind that it
   * did not know, after its start or after a reconnect.
   */
  readonly narrow: number;
  /** By code. */
  readonly errors: Readonly<Record<string, number>>;
  readonly disconnected: number;
  /** The longest time in which no search was answered in full. */
  readonly withoutFullResultMsMax: number;
}

export function countsOf(requests: readonly RequestRecord[], kinds: readonly string[]): Counts {
  const errors: Record<string, number> = {};
  const counts = { full: 0, partial: 0, narrow: 0, disconnected: 0 };
  for (const { answer } of requests) {
    if (answer.kind === "error") errors[answer.code] = (errors[answer.code] ?? 0) + 1;
    else if (answer.kind === "disconnected") counts.disconnected++;
    else if (answer.kind === "result") {
      const { partial, bidders } = answer.result;
      counts[partial ? "partial" : "full"]++;
      if (!partial && bidders.length < kinds.length) counts.narrow++;
    }
  }
  return {
    sent: requests.length,
    ...counts,
    errors,
    withoutFullResultMsMax: longestGapMs(requests),
  };
}

function longestGapMs(requests: readonly RequestRecord[]): number {
  const full = requests.flatMap(({ answer, answeredAtMs }) =>
    answer.kind === "result" && !answer.result.partial ? [answeredAtMs] : [],
  );
  const times = [
    Math.min(...requests.map(({ sentAtMs }) => sentAtMs)),
    ...full.sort((a, b) => a - b),
    Math.max(...requests.map(({ answeredAtMs }) => answeredAtMs)),
  ];
  return times.reduce((longest, at, i) => Math.max(longest, at - (times[i - 1] ?? at)), 0);
}
