/** The log line of a bid that came after its auction had ended. */
import type { LateBidEvent } from "../auction/ledger-events.ts";
import { type FrequentLine, jsonNumber, jsonText } from "./frequent-line.ts";

/** What the line has of the event. */
export type LateBidLine = Omit<LateBidEvent, "deadlineMs" | "late"> & {
  readonly late: Pick<LateBidEvent["late"], "bidder" | "latencyMs" | "offers">;
};

export const LATE_LINE: FrequentLine<LateBidLine> = {
  message: "late bid",

  fields({ searchId, auctionId, instance, late, lateByMs, regretRise, regret }) {
    const { bidder, latencyMs, offers } = late;
    return {
      searchId,
      auctionId,
      bidder,
      instance,
      latencyMs,
      lateByMs,
      offers,
      regretRise,
      regret: regret ?? "unknown",
    };
  },

  text({ searchId, auctionId, instance, late, lateByMs, regretRise, regret }) {
    const { bidder, latencyMs, offers } = late;
    const known = regret === null ? '"unknown"' : moneyText(regret);
    return `,"searchId":${jsonText(searchId)},"auctionId":${jsonText(auctionId)},"bidder":${jsonText(bidder)},"instance":${jsonText(instance)},"latencyMs":${jsonNumber(latencyMs)},"lateByMs":${jsonNumber(lateByMs)},"offers":${offers},"regretRise":${moneyText(regretRise)},"regret":${known}`;
  },

  sample: {
    searchId: '"\\\n',
    auctionId: "a",
    instance: "é",
    lateByMs: 0.5,
    regretRise: { amount: 1, currency: "USD" },
    regret: { amount: -2, currency: "EUR" },
    late: { bidder: "nonstop", latencyMs: 1.5, offers: 1 },
  },
};

function moneyText({ amount, currency }: { amount: number; currency: string }): string {
  return `{"amount":${jsonNumber(amount)},"currency":${jsonText(currency)}}`;
}
