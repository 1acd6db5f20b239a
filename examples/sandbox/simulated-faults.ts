/**
 * How an agency behaves, and how it is told to behave otherwise while it runs. Chance is handed in.
 */
import { z } from "zod";

export interface Behaviour {
  /** Before the answer, in milliseconds: latency plus up to as much jitter. */
  readonly latencyMs: number;
  readonly jitterMs: number;
  /** The share of answers that are an error, and the HTTP status of those. */
  readonly errorRate: number;
  readonly status: number;
  /** The share of answers, of those that are no error, that are garbage. */
  readonly garbageRate: number;
}

export const WELL_BEHAVED: Behaviour = {
  latencyMs: 0,
  jitterMs: 0,
  errorRate: 0,
  status: 503,
  garbageRate: 0,
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
export const behaviourChange = (agencyIds: readonly [string, ...string[]]) =>
  z.strictObject({
    agency: z.enum(agencyIds, `must be one of ${agencyIds.join(", ")}`).optional(),
    latencyMs: milliseconds,
    jitterMs: milliseconds,
    errorRate: rate,
    garbageRate: rate,
    status: z.int("must be an HTTP status from 400 to 599").min(400).max(599).optional(),
  });

/** What happens to one request. */
export interface Fate {
  readonly delayMs: number;
  readonly answer: "offers" | "error" | "garbage";
}

/**
 * `random` gives 0 <= n < 1, three times a call whatever the behaviour, so that one change of it
 * shifts no other draw.
 */
export function drawFate(behaviour: Behaviour, random: () => number): Fate {
  const [jitter, error, garbage] = [random(), random(), random()];
  const answer =
    error < behaviour.errorRate ? "error" : garbage < behaviour.garbageRate ? "garbage" : "offers";
  return { delayMs: behaviour.latencyMs + behaviour.jitterMs * jitter, answer };
}
