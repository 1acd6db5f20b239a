/** The scenarios of test/scenarios as terms and events of the model. */
import type { BidEvent, Scenario, ScenarioEvent } from "../scenarios/format.ts";
import type { CollectorEvent, Message, Terms } from "./state.ts";

export interface ScenarioTrace {
  readonly terms: Terms;
  readonly events: readonly CollectorEvent[];
}

/** So long before an instant its timers have not fired, and all earlier ones have. */
const JUST_BEFORE_MS = 1e-6;

/**
 * The trace of a scenario; a string says which of its means the model does not know: the model has
 * offers with a cost, and no other field of them, no fallback and no limit of bytes.
 */
export function traceOf(scenario: Scenario): ScenarioTrace | string {
  const { roster, search = {}, grace, fallback, events } = scenario;
  if (roster.shadow !== undefined) return "a shadow bidder";
  const { policy = {}, maxResults, waitedMs = 0, sort = "price", ...others } = search;
  const unknown = Object.keys(others)[0] ?? (fallback === undefined ? undefined : "fallback");
  if (unknown !== undefined) return unknown;
  if (sort !== "price") return `sort ${sort}`;
  const means = events.map(unknownMeans).find((one) => one !== null);
  if (means !== undefined && means !== null) return means;
  const { deadlineMs = 800, quorum = null, required = [] } = policy;
  const { expected, skipped = [], absent = [], hedgeAfterMs = {}, hedgeTo = {} } = roster;
  const couldAnswer = expected.length + skipped.length + absent.length;
  const role = (names: readonly string[], of: "awaited" | "skipped" | "absent") =>
    names.map((name) => ({ name, role: of }));
  return {
    terms: {
      bidders: [
        ...role(expected, "awaited"),
        ...role(skipped, "skipped"),
        ...role(absent, "absent"),
      ],
      required: roster.required ?? required,
      quorum: typeof quorum === "string" ? share(quorum, couldAnswer) : quorum,
      grace: grace ?? { share: 0.25, msMin: 5, msMax: 100 },
      startedAtMs: -waitedMs,
      untilMs: -waitedMs + deadlineMs - Math.min(15, Math.max(3, deadlineMs / 20)),
      shownMax: maxResults ?? 20,
      hedgeAfterMs,
      hedgeTo,
      worthUntilMs: scenario.worthUntilMs,
    },
    events: [...events.flatMap(eventsOf), { type: "timers", untilMs: deadlineMs + 1 }],
  };
}

function share(quorum: string, couldAnswer: number): number {
  return Math.max(1, Math.ceil((Number.parseInt(quorum, 10) * couldAnswer) / 100));
}

function unknownMeans(event: ScenarioEvent): string | null {
  if (!("from" in event)) return null;
  const { bytes, times = 1, fillers, stopped, offers = [] } = event;
  if (bytes !== undefined || fillers !== undefined || times > 1) return "floods";
  if (stopped !== undefined) return "stopped";
  for (const offer of offers) {
    const { flight: _f, price: _p, seller: _s, ...others } = offer;
    const unknown = Object.keys(others)[0];
    if (unknown !== undefined) return `${unknown} of an offer`;
  }
  return null;
}

function eventsOf(event: ScenarioEvent): CollectorEvent[] {
  const { at } = event;
  const timers: CollectorEvent = { type: "timers", untilMs: at };
  if ("caller" in event) return [timers, { type: "caller leaves" }];
  if ("broker" in event) return [timers, { type: "no subscribers" }];
  if ("roster" in event)
    return [timers, { type: "lost", bidder: event.roster.slice("loses ".length) }];
  const { from: bidder, instance = `${bidder}-1`, beforeTheTimers } = event;
  const message: CollectorEvent = { type: "message", bidder, instance, message: messageOf(event) };
  if (beforeTheTimers === undefined) return [timers, message];
  return [
    { type: "timers", untilMs: at - JUST_BEFORE_MS },
    { type: "time", ms: JUST_BEFORE_MS },
    message,
  ];
}

function messageOf({ sends, offers = [], floor }: BidEvent): Message {
  const isRefusal = sends === "declined" || sends === "failed";
  const isUnreadable = sends === "garbage" || sends === "an answer to another search";
  return {
    sends: isUnreadable ? "garbage" : isRefusal ? sends : "offers",
    final: sends !== "batch",
    offers: isUnreadable
      ? []
      : offers.map(({ flight, price }) => ({ itinerary: flight, cost: price })),
    floor: floor ?? null,
  };
}
