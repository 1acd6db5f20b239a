/** The load of the gateway, measured when the metrics are collected. */
import type { Metrics } from "../../common/runtime/metrics.ts";

export interface GatewayLoad {
  readonly running: () => number;
  readonly waiting: () => number;
  readonly asynchronous?: () => { readonly waiters: number; readonly records: number };
  readonly ledger?: () => { readonly entries: number; readonly bytes: number };
}

export function addLoadMetrics(
  metrics: Metrics,
  { running, waiting, asynchronous, ledger }: GatewayLoad,
): void {
  metrics.measuredGauge("auction_in_flight", "Searches under way", running);
  metrics.measuredGauge("auction_waiting", "Searches that wait for a place", waiting);
  if (asynchronous !== undefined) {
    const kept = "Asynchronous searches that run, or whose events are kept";
    metrics.measuredGauge("auction_async_searches", kept, () => asynchronous().records);
    const waiters = "Requests that wait for an asynchronous search";
    metrics.measuredGauge("auction_async_waiters", waiters, () => asynchronous().waiters);
  }
  if (ledger === undefined) return;
  const help = "Bytes that they take, as bounded by LEDGER_BYTES_MAX";
  metrics.measuredGauge("auction_ledger_entries", "Results that are kept", () => ledger().entries);
  metrics.measuredGauge("auction_ledger_bytes", help, () => ledger().bytes);
}
