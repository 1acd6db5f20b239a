/** Why waiting was not worth it, as a result says it: in whole minor units (A9). */
import type { WaitingValue } from "../../../proto/messages.ts";
import type { Step } from "./expected-gain.ts";
import type { WaitingRule } from "./waiting-rule.ts";

/** Rounded so that the gain, as it is shown, is not above the price of the wait (VALUE-1). */
export function waitingValue(
  { gain, low, high, waitMs }: Step,
  { pricePerSecond }: Pick<WaitingRule, "pricePerSecond">,
  currency: string,
): WaitingValue {
  return {
    expectedGain: {
      amount: Math.floor(gain),
      currency,
      low: Math.floor(low),
      high: Math.ceil(high),
    },
    waitMs: Math.ceil(waitMs * 10) / 10,
    pricePerSecond: { amount: pricePerSecond, currency },
  };
}
