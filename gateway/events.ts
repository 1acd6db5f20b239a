/**
 * The events of a gateway, one function each: it writes one log line, changes one metric, or both.
 * The functions are in `events/`, by subject.
 */
import type { Logger } from "pino";
import { Metrics } from "../common/runtime/metrics.ts";
import { brokerEvents } from "./events/broker-events.ts";
import { connectionEvents } from "./events/connection-events.ts";
import { experimentEvents } from "./events/experiment-events.ts";
import { fallbackEvents } from "./events/fallback-events.ts";
import { feedbackEvents } from "./events/feedback-events.ts";
import { httpEvents } from "./events/http-events.ts";
import { lateBidEvents } from "./events/late-bid-events.ts";
import { learnedEvents } from "./events/learned-events.ts";
import { addLoadMetrics, type GatewayLoad } from "./events/load-metrics.ts";
import { offerEvents } from "./events/offer-events.ts";
import { processEvents } from "./events/process-events.ts";
import { recordingEvents } from "./events/recording-events.ts";
import { rosterEvents } from "./events/roster-events.ts";
import { searchEvents } from "./events/search-events.ts";
import { sharedLedgerEvents } from "./events/shared-ledger-events.ts";
import { tenantEvents } from "./events/tenant-events.ts";
import type { RecentMinutes } from "./market-view/recent-minutes.ts";

export type Events = ReturnType<typeof createEvents>;

/** What is known of a gateway before its first event. */
interface GatewayIdentity {
  readonly version: string;
  /** The bidders that are required where a search names none. */
  readonly required: readonly string[];
}

/** `recent` counts what `GET /v1/market` shows. */
export function createEvents(
  log: Logger,
  load: GatewayLoad,
  identity: GatewayIdentity,
  recent: RecentMinutes,
) {
  const metrics = new Metrics();
  metrics.collectProcessMetrics();
  metrics.addBuildInfo("gateway", identity.version);
  addLoadMetrics(metrics, load);
  return {
    registry: metrics.registry,
    ...searchEvents(log, metrics, recent),
    ...lateBidEvents(log, metrics, recent),
    ...offerEvents(log, metrics),
    ...connectionEvents(log, metrics),
    ...httpEvents(metrics),
    ...brokerEvents(log, metrics),
    ...rosterEvents(log, metrics, identity.required),
    ...processEvents(log, metrics),
    ...tenantEvents(log, metrics),
    ...experimentEvents(log, metrics),
    ...feedbackEvents(log, metrics, recent),
    fallback: fallbackEvents(log, metrics),
    sharedLedger: sharedLedgerEvents(log, metrics),
    learned: learnedEvents(log, metrics),
    recording: recordingEvents(log, metrics),
  };
}
