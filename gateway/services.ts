/**
 * The parts of a gateway between its broker connection and its transports, before their start.
 *
 * Tests: `test/integration/transports.test.ts`, `test/faults/record.test.ts`.
 */

import { ratesIdOf } from "../common/money/rates-id.ts";
import { elapsed } from "../common/places/airport-clocks.ts";
import { kilometresBetween } from "../common/places/distance.ts";
import { afterMicrotasks } from "../common/runtime/after-microtasks.ts";
import { connect } from "../common/runtime/connect.ts";
import { inNextTurn } from "../common/runtime/next-turn.ts";
import type { Tracing } from "../common/runtime/tracing.ts";
import { encodeCancel } from "../proto/codec/index.ts";
import { CANCEL_SUBJECT, GATEWAY_INBOX } from "../proto/subjects.ts";
import { LEDGER_LIMITS, Ledger } from "./auction/ledger.ts";
import type { Ports, Scatter } from "./auction/ports.ts";
import { ValueLearning } from "./auction/value/value-learning.ts";
import type { BrokerLink } from "./broker-link.ts";
import type { ConnectBucket } from "./buckets/bucket-connection.ts";
import type { GatewayConfig } from "./config.ts";
import type { Events } from "./events.ts";
import type { Experiments } from "./experiments/experiments.ts";
import {
  createFallbackStore,
  FALLBACK_DEFAULTS,
  type FallbackConfig,
} from "./fallback/create-store.ts";
import { FeedbackBatches } from "./feedback/feedback-batches.ts";
import type { LearnedExchange } from "./learned/learned-exchange.ts";
import { openLearned } from "./learned/open-learned.ts";
import { OfferService } from "./offers/offer-service.ts";
import { type OpenRecording, openRecording } from "./recording/open-recording.ts";
import { RecordingScatter } from "./recording/recording-scatter.ts";
import { BrokerPing } from "./runtime/broker-ping.ts";
import type { CorrectedClock } from "./runtime/corrected-clock.ts";
import { TimeSlicedQueue } from "./runtime/time-sliced-queue.ts";
import { Inbox } from "./scatter/inbox.ts";
import { MICROSERVICE_SETTINGS, type MicroserviceSettings } from "./scatter/microservice-client.ts";
import { PriceRequests } from "./scatter/price-requests.ts";
import { Roster } from "./scatter/roster.ts";
import { NatsScatter } from "./scatter/scatter.ts";
import { ASYNC_LIMITS } from "./search/async-limits.ts";
import { AsyncSearches } from "./search/async-searches.ts";
import { SearchService } from "./search/search-service.ts";
import { createSharedLedger } from "./shared-ledger/create-shared-ledger.ts";
import { sharedKey } from "./shared-ledger/shared-key.ts";
import type { SharedLedger } from "./shared-ledger/shared-ledger.ts";

interface ServicePorts {
  readonly link: BrokerLink;
  readonly clock: CorrectedClock;
  readonly events: Events;
  /** Called about every 25 ms while searches are accepted. */
  readonly onBeat: () => void;
  /** Null: no traces are made. */
  readonly tracing: Tracing | null;
  /** Null: there are no policies by name. */
  readonly experiments: Experiments | null;
}

export type Services = ReturnType<typeof createServices>;

export function createServices(config: GatewayConfig, ports: ServicePorts) {
  const { link, clock, events, onBeat, tracing, experiments } = ports;
  const { connection, history } = link;
  const inbox = new Inbox(connection, config.id);
  const rosterListener = {
    ...events,
    lost: (bidder: string) => inbox.lost(bidder),
    clocks: (readings: Parameters<CorrectedClock["compare"]>[0]) => clock.compare(readings),
  };
  const settings = microserviceSettings(config);
  const roster = new Roster(connection, config.id, clock, rosterListener, settings);
  link.listen(roster);
  const scatter = new NatsScatter({
    connection,
    gateway: config.id,
    inbox,
    roster,
    clock,
    connected: () => link.connected,
    history,
    onHedge: events.hedged,
    onHedgeLost: events.hedgeLost,
  });
  const isShared = config.ledgerSharedBytesMax !== null;
  let sharedLedger: SharedLedger | null = null;
  const changed = isShared ? (searchId: string) => sharedLedger?.changed(searchId) : undefined;
  const waiting = new ValueLearning();
  const feedback = createFeedback(config, ports, roster);
  const afterwards = afterwardsWith(events.unrecorded);
  const listeners = { scatter, waiting, feedback, changed, afterwards };
  const ledger = createLedger(config, ports, listeners);
  const fallbackStore = createFallback(config, ports);
  const recording = createRecording(config, ports);
  const searchService = new SearchService({
    config,
    ports: {
      scatter: recorded(recording, scatter, clock),
      ...{ clock, ledger, fallbackStore, afterwards, waiting, feedback },
      fallbackAgeMsMax: config.fallbackAgeMsMax,
      onShadows: events.shadows,
    },
    events,
    biddersTakingParams: () => roster.biddersTakingParams,
    tooFar: (search, budgetMs) => roster.tooFar(search, budgetMs),
    knownBidders: () => (roster.known ? roster.bidders : []),
    onBeat,
    tracing,
    experiments,
    ...(isShared ? { commonOf: sharedKey } : {}),
  });
  const sharing = changed && {
    ...{ gateway: config.id, changed },
    look: async (searchId: string) => void (await sharedLedger?.bring({ searchId })),
  };
  const service = searchService;
  const asyncSearches = createAsync(config, ports, { service, clock, afterwards, sharing });
  sharedLedger = createShared(config, ports, { ledger, asyncSearches });
  const offers = createOffers(config, ports, { ledger, inbox });
  const brokerPing = new BrokerPing(clock, () => connection.flush());
  const startInbox = () => inbox.start(lateMessages(ledger, events, recording, roster));
  return {
    ...{ ledger, inbox, startInbox, roster, searchService, asyncSearches, offers, brokerPing },
    ...{ fallbackStore, sharedLedger, recording, feedback },
    learned: createLearned(config, ports, waiting),
  };
}

/** Null where auctions are not recorded. */
function createRecording(
  config: GatewayConfig,
  { link, clock, events }: ServicePorts,
): OpenRecording | null {
  if (config.recording === undefined) return null;
  const { connection } = link;
  const timeSliced = new TimeSlicedQueue(clock, inNextTurn);
  return openRecording(config.recording, {
    ...{ gateway: config.id, clock, events: events.recording, random: Math.random },
    cancel: (auctionId) => {
      if (link.connected) connection.publish(CANCEL_SUBJECT, encodeCancel(auctionId));
    },
    later: (work) => timeSliced.run(work),
    connect: connectBucket(config, "record"),
  });
}

function recorded(
  recording: OpenRecording | null,
  scatter: NatsScatter,
  clock: CorrectedClock,
): Scatter {
  return recording === null ? scatter : new RecordingScatter(scatter, recording.recorder, clock);
}

/** What comes for auctions that are over goes to the ledger, and to the record. */
function lateMessages(
  ledger: Ledger,
  events: ServicePorts["events"],
  recording: OpenRecording | null,
  roster: Roster,
): Parameters<Inbox["start"]>[0] {
  return {
    enter(auctionId, bidder, instance, bytes) {
      // What comes of it later is not read, and changes no account (SHADOW-4).
      if (roster.isShadow(bidder)) return;
      recording?.recorder.late(auctionId, bidder, instance, bytes);
      if (!ledger.enter(auctionId, bidder, instance, bytes)) events.stray(auctionId, bidder);
    },
    fault: events.fault,
  };
}

/** Tells bidders what became of their bids, where they have asked for it. */
function createFeedback(
  { id: gateway, feedbackPrices: prices }: GatewayConfig,
  { link, clock, events }: ServicePorts,
  roster: Roster,
): FeedbackBatches {
  return new FeedbackBatches({
    ...{ gateway, clock, prices },
    wanting: () => roster.wantingFeedback,
    connected: () => link.connected,
    publish: (subject, bytes) => link.connection.publish(subject, bytes),
    events: events.feedback,
  });
}

function createOffers(
  { id: gateway }: GatewayConfig,
  { link, clock, events, tracing }: ServicePorts,
  { ledger, inbox }: { readonly ledger: Ledger; readonly inbox: Inbox },
): OfferService {
  const { connection } = link;
  const connected = () => link.connected;
  const requests = new PriceRequests({ connection, gateway, inbox, clock, connected });
  return new OfferService({ ledger, clock, requests, events, tracing });
}

/** Runs work after the promises that settle with the result: the caller has it by then. */
function afterwardsWith(fault: (thrown: unknown) => void): Ports["afterwards"] {
  return (work) =>
    afterMicrotasks(() => {
      try {
        work();
      } catch (thrown) {
        fault(thrown);
      }
    });
}

interface LedgerListeners {
  readonly scatter: Pick<NatsScatter, "learnLate">;
  readonly waiting: Pick<ValueLearning, "late">;
  readonly feedback: Pick<FeedbackBatches, "late">;
  readonly changed: ((searchId: string) => void) | undefined;
  readonly afterwards: Ports["afterwards"];
}

function createLedger(
  config: GatewayConfig,
  { clock, events, experiments }: ServicePorts,
  { scatter, waiting, feedback, changed, afterwards }: LedgerListeners,
): Ledger {
  const limits = {
    ...LEDGER_LIMITS,
    entriesMax: config.ledgerMax,
    bytesMax: config.ledgerBytesMax,
  };
  const listener = {
    late(news: Parameters<Events["late"]>[0]) {
      events.late(news);
      feedback.late(news);
      waiting.late(news);
      const { instance, deadlineMs, late } = news;
      const { bidder, latencyMs } = late;
      const arrivedAtMs = clock.now() - latencyMs;
      scatter.learnLate({ bidder, instance, latencyMs, deadlineMs, arrivedAtMs });
    },
    regret:
      experiments === null
        ? events.regret
        : (event: Parameters<Events["regret"]>[0]) => {
            events.regret(event);
            // A regret that is known at the end is reported before the arm hears of its search.
            afterwards(() => experiments.regret(event));
          },
    ...(changed === undefined ? {} : { changed }),
    fault: (auctionId: string, thrown: unknown) =>
      events.fault(`a late bid for ${auctionId}`, thrown),
  };
  const late = new TimeSlicedQueue(clock, inNextTurn);
  return new Ledger(clock, listener, limits, (job) => late.run(job));
}

function createAsync(
  { ledgerMax: recordsMax }: GatewayConfig,
  { events }: ServicePorts,
  ports: Omit<ConstructorParameters<typeof AsyncSearches>[0], "onRefused">,
): AsyncSearches {
  return new AsyncSearches(
    { ...ports, onRefused: events.refused },
    { ...ASYNC_LIMITS, recordsMax },
  );
}

/** Null where each gateway answers for its own searches alone. */
function createShared(
  config: GatewayConfig,
  { link: { connection }, clock, events }: ServicePorts,
  kept: { readonly ledger: Ledger; readonly asyncSearches: AsyncSearches },
): SharedLedger | null {
  const { id: gateway, ledgerSharedBytesMax: bytesMax, plausibility } = config;
  if (bytesMax === null) return null;
  return createSharedLedger({
    ...kept,
    ...{ gateway, bytesMax, connection, clock },
    connect: connectBucket(config, "ledger"),
    own: { elapsed, kilometres: kilometresBetween, plausibility },
    hasTenants: config.tenants !== null,
    events: events.sharedLedger,
  });
}

/** Null where what is learned ends with this process. */
function createLearned(
  config: GatewayConfig,
  { clock, events }: ServicePorts,
  { history }: Pick<ValueLearning, "history">,
): LearnedExchange | null {
  if (config.learnedStorage === "memory") return null;
  const connect = connectBucket(config, "learned");
  return openLearned({ connect, clock, history, events: events.learned });
}

/** Opens the connection of one bucket: see bucket-connection.ts. */
function connectBucket({ id, broker }: GatewayConfig, bucket: string): ConnectBucket {
  const name = `gateway ${id} ${bucket}`;
  return () => connect(broker, { name, inboxPrefix: GATEWAY_INBOX, onStatus: () => {} });
}

function createFallback(config: GatewayConfig, { clock, events }: ServicePorts) {
  const { fallbackStorage, fallbackAgeMsMax } = config;
  const fallbackConfig: FallbackConfig = {
    ...FALLBACK_DEFAULTS,
    storage: fallbackStorage,
    limits: { ...FALLBACK_DEFAULTS.limits, ageMsMax: fallbackAgeMsMax },
  };
  const dial = connectBucket(config, "fallback");
  return createFallbackStore(fallbackConfig, dial, clock, events.fallback);
}

function microserviceSettings({
  hedgeShare,
  rates,
  outside,
  shadow,
  zone,
}: GatewayConfig): MicroserviceSettings {
  const hedge =
    hedgeShare === 0 ? { answersMin: Number.POSITIVE_INFINITY } : { callsPerHedge: 1 / hedgeShare };
  return {
    ...MICROSERVICE_SETTINGS,
    hedge: { ...MICROSERVICE_SETTINGS.hedge, ...hedge },
    ratesId: ratesIdOf(rates),
    ...(outside.length === 0 ? {} : { outside: new Set(outside) }),
    ...(shadow.length === 0 ? {} : { shadow: new Set(shadow) }),
    zone,
  };
}
