/**
 * The roster from the bidders' own answers, by the NATS service protocol (ADR-32). It needs no
 * gateway.
 *
 * PING finds the kinds; any client may answer it. The list shows the answers to STATS on the
 * subject of a kind, at a reply address that only this request contains. Only the user of the kind
 * may subscribe to its subject, so the broker guarantees the sender (A4).
 */
import { createInbox, type Msg } from "nats";
import { z } from "zod";
import { LIMITS } from "../../proto/limits.ts";
import { isToken, NO_RESPONDERS, serviceSubject } from "../../proto/subjects.ts";
import { type AnswersTimeouts, answersOver } from "./answers-over.ts";
import type { CliConnection } from "./connect.ts";

export const ANSWERS_TIMEOUTS: AnswersTimeouts = { quietMs: 300, maxMs: 3_000 };

export interface RosterInstance {
  readonly id: string;
  readonly version: string;
  readonly markets: readonly string[];
  readonly inFlight: number | null;
  readonly waiting: number | null;
  readonly requests: number;
  readonly errors: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  /** ISO 8601 UTC. */
  readonly startedAt: string | null;
  /**
   * Milliseconds by which its wall clock is ahead of this machine's, at least: negative where it is
   * behind, 0 where both may agree, null where it does not say.
   */
  readonly clockAheadMs: number | null;
}

export interface RosterBidder {
  readonly bidder: string;
  readonly instances: readonly RosterInstance[];
}

/** A6: the bounds of what is read and kept of the answers. */
const KINDS_MAX = 64;
const INSTANCES_MAX = 1_000;

const figure = z.number().nonnegative().nullable().catch(null);
const number = z.number().nonnegative().catch(0);

/** Between which times of this machine an answer was sent, epoch milliseconds. */
export interface SentBetween {
  readonly fromMs: number;
  readonly toMs: number;
}

/** `sentAtMs`: when an answer was sent, by the clock of its sender. */
export function clockAhead(sentAtMs: number | null, between: SentBetween): number | null {
  if (sentAtMs === null) return null;
  return Math.round(Math.max(0, sentAtMs - between.toMs) + Math.min(0, sentAtMs - between.fromMs));
}

const answer = z.object({
  name: z.string().refine(isToken),
  id: z.string().refine(isToken),
  version: z.string().max(64).catch("unknown"),
  metadata: z.object({ markets: z.string().max(4_096) }),
  started: z.iso.datetime({ offset: true }).nullable().catch(null),
  sentAtMs: figure,
  endpoints: z
    .array(
      z.object({
        num_requests: number,
        num_errors: number,
        // The same at each endpoint: it belongs to the whole instance.
        data: z
          .object({ inFlight: figure, waiting: figure, p50Ms: figure, p95Ms: figure })
          .nullable()
          .catch(null),
      }),
    )
    .catch([]),
});

/**
 * One STATS answer as it is listed; undefined when it is not a bidder's. `between`: when it was
 * sent.
 */
export function readInstance(
  text: string,
  between: SentBetween,
): { kind: string; instance: RosterInstance } | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const read = answer.safeParse(json);
  if (!read.success) return undefined;
  const { name, id, version, metadata, started, endpoints, sentAtMs } = read.data;
  const data = endpoints[0]?.data;
  const instance: RosterInstance = {
    id,
    version,
    markets: metadata.markets.split(",").map((market) => market.trim()),
    inFlight: data?.inFlight ?? null,
    waiting: data?.waiting ?? null,
    requests: endpoints.reduce((sum, { num_requests }) => sum + num_requests, 0),
    errors: endpoints.reduce((sum, { num_errors }) => sum + num_errors, 0),
    p50Ms: data?.p50Ms ?? null,
    p95Ms: data?.p95Ms ?? null,
    startedAt: started,
    clockAheadMs: clockAhead(sentAtMs, between),
  };
  return { kind: name, instance };
}

/**
 * Asks for the roster: bidders sorted by name, and the instances of each by id. @throws
 * CommandFailure 1 when the broker refuses
 */
export async function askRoster(
  link: CliConnection,
  timeouts: AnswersTimeouts = ANSWERS_TIMEOUTS,
): Promise<RosterBidder[]> {
  const { connection, inboxPrefix, refused } = link;
  const kinds = new Map<string, Map<string, RosterInstance>>();
  const answers = answersOver(timeouts);
  const listen = (take: (message: Msg) => void) => {
    const inbox = createInbox(inboxPrefix);
    connection.subscribe(inbox, {
      callback: (error, message) => {
        if (error === null && message.data.length <= LIMITS.serviceAnswerBytesMax) take(message);
      },
    });
    return inbox;
  };

  const askKind = (kind: string, instances: Map<string, RosterInstance>) => {
    const fromMs = Date.now();
    const reply = listen((message) => {
      const read = readInstance(message.string(), { fromMs, toMs: Date.now() });
      if (read?.kind !== kind || instances.size >= INSTANCES_MAX) return;
      instances.set(read.instance.id, read.instance);
      answers.answered();
    });
    connection.publish(serviceSubject("STATS", kind), undefined, { reply });
  };
  const ping = listen((message) => {
    if (message.headers?.code === NO_RESPONDERS) return answers.end();
    const kind = readInstance(message.string(), { fromMs: 0, toMs: 0 })?.kind;
    if (kind === undefined || kinds.has(kind) || kinds.size >= KINDS_MAX) return;
    const instances = new Map<string, RosterInstance>();
    kinds.set(kind, instances);
    answers.answered();
    askKind(kind, instances);
  });
  connection.publish(serviceSubject("PING"), undefined, { reply: ping });
  try {
    await Promise.race([answers.over, refused]);
  } finally {
    answers.stop();
  }

  const by = (a: string, b: string) => (a < b ? -1 : 1);
  return [...kinds]
    .map(([bidder, instances]) => ({
      bidder,
      instances: [...instances.values()].sort((a, b) => by(a.id, b.id)),
    }))
    .filter(({ instances }) => instances.length > 0)
    .sort((a, b) => by(a.bidder, b.bidder));
}
