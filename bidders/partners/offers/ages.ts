/**
 * The ages that sellers receive. Where a search states none, a child is sent with the highest age
 * of child fares (2-11), so that the price is not too low, and an infant as one year old.
 */
import type { Passengers } from "../../../proto/messages.ts";

const CHILD_AGE = 11;
const INFANT_AGE = 1;

/** As many as there are of each, the oldest first. */
export function agesOf({ children, infants, ages }: Passengers): {
  readonly children: readonly number[];
  readonly infants: readonly number[];
} {
  return {
    children: ages?.slice(0, children) ?? Array.from({ length: children }, () => CHILD_AGE),
    infants: ages?.slice(children) ?? Array.from({ length: infants }, () => INFANT_AGE),
  };
}
