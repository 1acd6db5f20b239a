/** Events of what gateways have learned of bidders, where it is kept (`LEARNED=bucket`). */
import type { Logger } from "pino";
import type { Metrics } from "../../common/runtime/metrics.ts";

export function learnedEvents(log: Logger, metrics: Metrics) {
  const kept = metrics.counter(
    "auction_learned_kept_total",
    "Writes of what was learned of bidders (LEARNED=bucket)",
    ["outcome"],
  );
  const taken = metrics.counter(
    "auction_learned_taken_total",
    "Records of a bidder in a class of markets that were taken from what is kept",
    [],
  );

  return {
    unshared(why: string) {
      log.warn({ why }, "what was learned is not kept: it is lost with this process");
    },

    shared(note: string | null) {
      log.info({ note }, "what was learned is kept");
    },

    taken(records: number, of: number) {
      taken.inc(records);
      log.info({ records, of }, "learned values taken");
    },

    refused(why: string) {
      log.warn({ why }, "learned values refused: this gateway goes on without them");
    },

    written(bytes: number, records: number) {
      kept.inc({ outcome: "written" });
      log.debug({ bytes, records }, "learned values written");
    },

    unwritten(why: string) {
      kept.inc({ outcome: "refused" });
      log.warn({ why }, "learned values not written");
    },
  };
}
