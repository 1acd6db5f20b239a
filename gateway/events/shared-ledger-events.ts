/** Events of the ledger that gateways share. */
import type { Logger } from "pino";
import { ByText } from "../../common/runtime/counted-metrics.ts";
import type { Metrics } from "../../common/runtime/metrics.ts";

export function sharedLedgerEvents(log: Logger, metrics: Metrics) {
  const values = metrics
    .countedCounter("auction_ledger_shared_total", "Values written to the shared ledger", [])
    .child({});
  const bytes = metrics
    .countedCounter("auction_ledger_shared_bytes_total", "Bytes of these values", [])
    .child({});
  const unwritten = metrics.counter(
    "auction_ledger_unshared_total",
    "Searches that could not be written to the shared ledger",
    ["reason"],
  );
  const looked = metrics.countedCounter(
    "auction_ledger_looked_for_total",
    "Searches of other gateways that were looked for in the shared ledger",
    ["outcome"],
  );
  const ofOutcome = new ByText((outcome) => looked.child({ outcome }));

  return {
    unshared(why: string) {
      log.warn({ why }, "the ledger is not shared: only this gateway answers for its searches");
    },

    shared(note: string | null) {
      log.info({ note }, "the ledger is shared");
    },

    written(length: number) {
      values.value++;
      bytes.value += length;
    },

    unwritten(searchId: string, reason: string) {
      unwritten.inc({ reason });
      log.debug({ searchId, reason }, "search not shared");
    },

    lookedFor(outcome: "found" | "missing" | "unreadable") {
      ofOutcome.of(outcome).value++;
    },
  };
}
