/**
 * The identity that an instance reports: an answer of the NATS service protocol (ADR-32), or the
 * same with the field `presence`. A sender can send any bytes (A5): the subject names the sender
 * (A4), and everything that is read here is bounded (A6).
 */
import { z } from "zod";
import { isRegionMarket } from "../../common/places/region-markets.ts";
import { isMarket, isToken, MARKETS_MAX } from "../../proto/subjects.ts";
import type { InstanceReport } from "./instance-table.ts";
import { readAnswer } from "./service-answer.ts";

/** The last instant that a Date can hold. */
const EPOCH_MS_MAX = 8.64e15;

/** 0 to 100. */
const WEIGHT = /^(100|[1-9]?\d)$/;

/** PING, INFO and STATS all have these fields. A service with `markets` is a bidder. */
const identitySchema = z.object({
  name: z.string().refine(isToken),
  id: z.string().refine(isToken),
  version: z.string().max(64).catch("unknown"),
  metadata: z.object({
    markets: z.string().max(4_096),
    // Older bidders, and those in other languages, do not send it.
    rates_id: z.string().max(64).optional().catch(undefined),
    // The same. Any text: it takes what a search says to it alone.
    params: z.string().max(64).optional().catch(undefined),
    // The same: it asks to be told what becomes of its bids.
    feedback: z.string().max(64).optional().catch(undefined),
    // Of a standby: what it does now.
    standby: z.enum(["waiting", "acting"]).optional().catch(undefined),
    // Its share of the calls, and where it runs. What is neither counts as not stated.
    weight: z.string().regex(WEIGHT).transform(Number).optional().catch(undefined),
    zone: z.string().refine(isToken).optional().catch(undefined),
  }),
  // STATS: our bidders report the numbers of the whole instance for each endpoint. The first one is
  // read, the rest is not.
  endpoints: z
    .tuple([z.object({ data: z.object({ inFlight: z.int().nonnegative() }) })], z.unknown())
    .optional()
    .catch(undefined),
  presence: z.enum(["joined", "left"]).optional(),
  // Its wall clock when it sent this. Older bidders do not send it.
  sentAtMs: z.number().min(0).max(EPOCH_MS_MAX).optional().catch(undefined),
});

export interface Identity {
  readonly name: string;
  readonly report: InstanceReport;
  /** Only in announcements. */
  readonly presence: "joined" | "left" | undefined;
}

/** The identity, or in `fault` why it is refused, as a text for the log. */
export function readIdentity(bytes: Uint8Array): Identity | { readonly fault: string } {
  const answer = readAnswer(bytes);
  if ("fault" in answer) return answer;
  const read = identitySchema.safeParse(answer.json);
  if (!read.success)
    return {
      fault: read.error.issues
        .map(({ path, message }) => `${path.join(".")}: ${message}`)
        .join("; "),
    };
  const { name, id, version, metadata, endpoints, presence, sentAtMs = null } = read.data;
  const markets = [...new Set(metadata.markets.split(",").map((market) => market.trim()))].filter(
    (market) => isMarket(market) || isRegionMarket(market),
  );
  if (markets.length === 0)
    return {
      fault:
        "metadata.markets names no market; valid are *.*, LHR.*, *.JFK, LHR.JFK, EU.*, separated by commas",
    };
  if (markets.length > MARKETS_MAX) {
    return {
      fault: `${id} names ${markets.length} markets; at most ${MARKETS_MAX}: LHR.*, EU.* or *.* include many in one`,
    };
  }
  return {
    name,
    report: {
      instance: id,
      version,
      markets,
      ratesId: metadata.rates_id ?? null,
      ...(metadata.params === undefined ? {} : { takesParams: true }),
      ...(metadata.feedback === undefined ? {} : { wantsFeedback: true }),
      ...(metadata.standby === undefined ? {} : { standby: metadata.standby }),
      ...(metadata.weight === undefined ? {} : { weight: metadata.weight }),
      ...(metadata.zone === undefined ? {} : { zone: metadata.zone }),
      inFlight: endpoints?.[0].data.inFlight ?? null,
      sentAtMs,
    },
    presence,
  };
}
