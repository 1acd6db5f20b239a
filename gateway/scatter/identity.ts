/**
 * What an instance says of itself: an answer of the NATS service protocol (ADR-32), or the same
 * with `presence` beside it. Whoever sends it may send anything (A5): who it is from is in its
 * subject (A4), and all that is read here is bounded (A6).
 */
import { z } from "zod";
import { isMarket, isToken, MARKETS_MAX } from "../../proto/subjects.ts";
import type { InstanceNews } from "./microservice-client.ts";

/** A6: bytes of one message. STATS has an endpoint of some 350 bytes for each market. */
export const IDENTITY_BYTES_MAX = 64 * 1024;

/** The last instant that a Date can hold. */
const EPOCH_MS_MAX = 8.64e15;

/** PING, INFO and STATS all begin like this; `markets` is what makes a service a bidder. */
const identity = z.object({
  name: z.string().refine(isToken),
  id: z.string().refine(isToken),
  version: z.string().max(64).catch("unknown"),
  metadata: z.object({ markets: z.string().max(4_096) }),
  // STATS: what an instance says of its endpoints is of the whole instance in ours, so the first
  // one tells and the rest is not read.
  endpoints: z
    .tuple([z.object({ data: z.object({ inFlight: z.int().nonnegative() }) })], z.unknown())
    .optional()
    .catch(undefined),
  presence: z.enum(["joined", "left"]).optional(),
  // What its wall clock showed when it sent this; older bidders do not say.
  sentAtMs: z.number().min(0).max(EPOCH_MS_MAX).optional().catch(undefined),
});

export interface Identity {
  readonly name: string;
  readonly news: InstanceNews;
  /** Only announcements have it. */
  readonly presence: "joined" | "left" | undefined;
}

/** The identity, or in `wrong` why it is refused, in words for the log. */
export function readIdentity(bytes: Uint8Array): Identity | { readonly wrong: string } {
  if (bytes.length > IDENTITY_BYTES_MAX)
    return { wrong: `${bytes.length} bytes; at most ${IDENTITY_BYTES_MAX}` };
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return { wrong: "it is not JSON" };
  }
  const read = identity.safeParse(json);
  if (!read.success)
    return {
      wrong: read.error.issues
        .map(({ path, message }) => `${path.join(".")}: ${message}`)
        .join("; "),
    };
  const { name, id, version, metadata, endpoints, presence, sentAtMs = null } = read.data;
  const markets = [...new Set(metadata.markets.split(",").map((market) => market.trim()))].filter(
    isMarket,
  );
  if (markets.length === 0)
    return {
      wrong:
        "metadata.markets names no market; right are *.*, LHR.*, *.JFK, LHR.JFK, separated by commas",
    };
  if (markets.length > MARKETS_MAX) {
    return {
      wrong: `${id} names ${markets.length} markets; at most ${MARKETS_MAX}: LHR.*, *.JFK or *.* take many in one`,
    };
  }
  return {
    name,
    news: {
      instance: id,
      version,
      markets,
      inFlight: endpoints?.[0].data.inFlight ?? null,
      sentAtMs,
    },
    presence,
  };
}
