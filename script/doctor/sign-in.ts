/** One user's connection to the broker, and what the broker refuses it. */
import { headers as createHeaders, type NatsConnection } from "nats";
import { isRefusal } from "../../common/runtime/broker-refusal.ts";
import { type BrokerConfig, connect } from "../../common/runtime/connect.ts";
import { messageOf } from "../../proto/errors.ts";
import type { Attempt, Rights } from "./rights.ts";

/** What came of connecting as a user. */
export type SignIn =
  | { readonly kind: "connected"; readonly session: BrokerSession }
  /** The broker is there, and does not take the user or has no valid TLS. */
  | { readonly kind: "refused"; readonly why: string }
  | { readonly kind: "unreachable"; readonly why: string };

export interface BrokerSession {
  readonly connection: NatsConnection;
  /** Milliseconds to the broker and back: the middle one of several. */
  roundTripMs(): Promise<number>;
  /** The attempts that the broker refuses. */
  refusedOf(attempts: readonly Attempt[]): Promise<ReadonlySet<Attempt>>;
  close(): Promise<void>;
}

/** What was tried of a user's rights, and what was wrong. */
export interface TriedRights {
  readonly needed: number;
  readonly forbidden: number;
  /** Needed, and refused. */
  readonly missing: readonly Attempt[];
  /** Forbidden, and not refused. */
  readonly excessive: readonly Attempt[];
  /** Not tried: running processes would notice (ATTEMPT-1). */
  readonly untried: readonly Attempt[];
}

const ROUND_TRIPS = 5;
/** A broker that is busy for a moment may not have read the credentials in time. */
const TRIES = 3;
const TOO_LATE = /time(d )?-?out/i;

/** Never rejects. Where the broker was too slow, it is tried again. */
export async function signIn(broker: BrokerConfig, inboxPrefix?: string): Promise<SignIn> {
  for (let left = TRIES; ; left--) {
    const result = await signInOnce(broker, inboxPrefix);
    if (result.kind !== "unreachable" || !TOO_LATE.test(result.why) || left <= 1) return result;
  }
}

async function signInOnce(broker: BrokerConfig, inboxPrefix?: string): Promise<SignIn> {
  const refusals: string[] = [];
  try {
    const connection = await connect(broker, {
      name: "scatter doctor",
      onStatus: ({ type, detail }) => {
        if (type === "error") refusals.push(detail);
      },
      ...(inboxPrefix === undefined ? {} : { inboxPrefix }),
    });
    return { kind: "connected", session: sessionOf(connection, refusals) };
  } catch (thrown) {
    return { kind: isRefusal(thrown) ? "refused" : "unreachable", why: messageOf(thrown) };
  }
}

/**
 * Tries what a user needs and what is forbidden.
 *
 * @param noticing processes that run: attempts that they would notice are not made
 */
export async function tryRights(
  session: BrokerSession,
  { needed, forbidden }: Rights,
  noticing: ReadonlySet<"gateways" | "bidders">,
): Promise<TriedRights> {
  const isTried = ({ noticedBy }: Attempt) => noticedBy === undefined || !noticing.has(noticedBy);
  const [wanted, unwanted] = [needed.filter(isTried), forbidden.filter(isTried)];
  const missing = await session.refusedOf(wanted);
  const refused = await session.refusedOf(unwanted);
  return {
    needed: wanted.length,
    forbidden: unwanted.length,
    missing: [...missing],
    excessive: unwanted.filter((one) => !refused.has(one)),
    untried: [...needed, ...forbidden].filter((one) => !isTried(one)),
  };
}

function sessionOf(connection: NatsConnection, refusals: string[]): BrokerSession {
  return {
    connection,
    async roundTripMs() {
      const times: number[] = [];
      for (let i = 0; i < ROUND_TRIPS; i++) times.push(await connection.rtt());
      return times.toSorted((a, b) => a - b)[Math.floor(ROUND_TRIPS / 2)] ?? 0;
    },
    async refusedOf(attempts) {
      const refused = new Set<Attempt>();
      for (const attempt of attempts)
        if (await isRefused(connection, refusals, attempt)) refused.add(attempt);
      return refused;
    },
    close: () => connection.close(),
  };
}

/** The broker sends its refusal before its answer to the flush. */
async function isRefused(
  connection: NatsConnection,
  refusals: string[],
  attempt: Attempt,
): Promise<boolean> {
  refusals.length = 0;
  const end =
    attempt.act === "publish"
      ? publish(connection, attempt)
      : listen(connection, refusals, attempt);
  await connection.flush();
  // A status comes through an async iterator: it needs one more turn of the event loop.
  await new Promise(setImmediate);
  end();
  return refusals.length > 0;
}

function publish(connection: NatsConnection, { subject, payload, headers }: Attempt): () => void {
  const set = headers === undefined ? undefined : createHeaders();
  for (const [name, value] of Object.entries(headers ?? {})) set?.set(name, value);
  connection.publish(subject, payload, set === undefined ? {} : { headers: set });
  return () => {};
}

function listen(
  connection: NatsConnection,
  refusals: string[],
  { subject, queue }: Attempt,
): () => void {
  const subscription = connection.subscribe(subject, {
    ...(queue === undefined ? {} : { queue }),
    callback: (error) => {
      if (error !== null) refusals.push(error.message);
    },
  });
  return () => subscription.unsubscribe();
}
