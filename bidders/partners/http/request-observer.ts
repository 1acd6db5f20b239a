/**
 * What is measured of the requests to one partner: how long each took and how it ended, and the
 * state of the partner's circuit. Nothing here is made where there are no metrics.
 *
 * OBSERVER-1 A request ends as `answered` or by the code of its failure: a fixed set (A6). It is
 *            observed once, whatever becomes of it, and its answer or failure is passed on as it is.
 */
import type { OpenContext } from "../../kit/bidder.ts";
import type { PartnerPage } from "../adapter.ts";
import { PartnerFailure } from "../partner-failure.ts";
import type { PartnerReason } from "../public-reasons.ts";
import type { CircuitStateName } from "./circuit.ts";
import type { Guard } from "./guard.ts";

/** Bounds of the time of a request, in seconds: the longest time limit of a partner is 60 s. */
const REQUEST_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 6, 15, 60];

const CIRCUIT_VALUES: Readonly<Record<CircuitStateName, number>> = {
  closed: 0,
  "half-open": 1,
  open: 2,
};

type RequestEnd = "answered" | PartnerReason;

/** Measures the requests to one partner. */
export interface RequestObserver {
  /** Measures one request, which `ask` makes. @throws what `ask` throws */
  observe(ask: () => Promise<PartnerPage>): Promise<PartnerPage>;
  /** Shows the state of its circuit from now on. */
  watch(guard: Pick<Guard, "state" | "onState">): void;
}

/** Makes an observer for each partner, by its name. */
export function requestObservers(
  metrics: NonNullable<OpenContext["metrics"]>,
  nowMs: () => number,
): (partner: string) => RequestObserver {
  const seconds = metrics.histogram(
    "bidder_partner_duration_seconds",
    "How long a partner's answer to one request took, or its failure",
    ["partner", "outcome"],
    REQUEST_SECONDS,
  );
  const offers = metrics.counter("bidder_partner_offers_total", "Offers read of a partner", [
    "partner",
  ]);
  const circuits = metrics.gauge("bidder_partner_circuit", "0 closed, 1 half-open, 2 open", [
    "partner",
  ]);
  return (partner) => {
    const ends = new Map<RequestEnd, ReturnType<typeof seconds.child>>();
    const ended = (outcome: RequestEnd, beganAtMs: number): void => {
      const end = ends.get(outcome) ?? seconds.child({ partner, outcome });
      ends.set(outcome, end);
      end.observe((nowMs() - beganAtMs) / 1_000);
    };
    offers.inc({ partner }, 0);
    return {
      async observe(ask) {
        const beganAtMs = nowMs();
        try {
          const page = await ask();
          ended("answered", beganAtMs);
          offers.inc({ partner }, page.read);
          return page;
        } catch (thrown) {
          ended(thrown instanceof PartnerFailure ? thrown.reason : "partner-internal", beganAtMs);
          throw thrown;
        }
      },
      watch(guard) {
        const show = (state: CircuitStateName) => circuits.set({ partner }, CIRCUIT_VALUES[state]);
        show(guard.state);
        guard.onState(show);
      },
    };
  };
}
