/**
 * The faults that an agency simulates, and how they are changed while it runs. Random numbers are
 * handed in.
 */
import { z } from "zod";

export interface SimulatedFaults {
  /** The delay before the answer, in milliseconds: the latency, and up to this much jitter. */
  readonly latencyMs: number;
  readonly jitterMs: number;
  /** The share of answers that are an error, and the HTTP status of those. */
  readonly errorRate: number;
  readonly status: number;
  /** The share of the other answers that are invalid. */
  readonly garbageRate: number;
  /**
   * What an offer costs more, in percent, when it is asked for by its id; less where it is
   * negative.
   */
  readonly priceChangePercent: number;
}

export const NO_FAULTS: SimulatedFaults = {
  latencyMs: 0,
  jitterMs: 0,
  errorRate: 0,
  status: 503,
  garbageRate: 0,
  priceChangePercent: 0,
};

export const LATENCY_MS_MAX = 60_000;

const milliseconds = z
  .int(`must be whole milliseconds`)
  .min(0)
  .max(LATENCY_MS_MAX, `must be at most ${LATENCY_MS_MAX} ms`)
  .optional();
const rate = z
  .number("must be a number from 0 to 1")
  .min(0, "must be from 0 to 1")
  .max(1, "must be from 0 to 1")
  .optional();

/**
 * The body of `PUT /sandbox/behaviour`: what is left out stays as it is; without an agency it is
 * for all.
 */
export const faultsChange = (agencyIds: readonly [string, ...string[]]) =>
  z.strictObject({
    agency: z.enum(agencyIds, `must be one of ${agencyIds.join(", ")}`).optional(),
    latencyMs: milliseconds,
    jitterMs: milliseconds,
    errorRate: rate,
    garbageRate: rate,
    priceChangePercent: z.int("must be whole percent from -50 to 100").min(-50).max(100).optional(),
    status: z.int("must be an HTTP status from 400 to 599").min(400).max(599).optional(),
  });

/** How one request is answered. */
interface SimulatedAnswer {
  readonly delayMs: number;
  readonly answer: "offers" | "error" | "invalid";
}

/**
 * `random` returns 0 <= n < 1. It is called three times whatever the faults are, so that a change
 * of one fault does not change what is drawn for another.
 */
export function drawAnswer(faults: SimulatedFaults, random: () => number): SimulatedAnswer {
  const [jitter, error, invalid] = [random(), random(), random()];
  const answer =
    error < faults.errorRate ? "error" : invalid < faults.garbageRate ? "invalid" : "offers";
  return { delayMs: faults.latencyMs + faults.jitterMs * jitter, answer };
}
