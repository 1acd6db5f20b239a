/** Events of policies by name and of experiments: their file, and what each arm does. */
import type { Logger } from "pino";
import { ByText } from "../../common/runtime/counted-metrics.ts";
import { AUCTION_SECONDS, type Metrics } from "../../common/runtime/metrics.ts";
import type { Fault } from "../../proto/errors.ts";
import type { SearchResult } from "../../proto/messages.ts";
import type { ShadowResult } from "../auction/shadow-policy.ts";
import type { ArmStop } from "../experiments/arm.ts";

/** A6: arms and policies that have counts of their own, also of files that were read before. */
const NAMES_COUNTED_MAX = 32;

/** All names after these together. */
const OTHERS = "other";

export function experimentEvents(log: Logger, metrics: Metrics) {
  return {
    ...fileEvents(log, metrics),
    ...armEvents(log, metrics),
    ...shadowEvents(metrics),
  };
}

function fileEvents(log: Logger, metrics: Metrics) {
  const reads = metrics.countedCounter(
    "auction_policies_file_reads_total",
    "Times that the policies file was read, by what came of it",
    ["outcome"],
  );
  const readsOf = new ByText((outcome) => reads.child({ outcome }));
  return {
    /** Also at the start. */
    policiesRead(policies: number, experiment: string | null, arms: readonly string[]) {
      readsOf.of("read").value++;
      log.info({ policies, experiment, arms }, "policies");
    },

    /** The policies from before stay. */
    policiesRefused(faults: readonly Fault[]) {
      readsOf.of("refused").value++;
      log.error({ faults }, "the policies file has faults: the policies from before stay");
    },
  };
}

function armEvents(log: Logger, metrics: Metrics) {
  const searches = metrics.countedCounter(
    "auction_arm_searches_total",
    "Searches with a result, by the arm of the experiment",
    ["arm", "partial"],
  );
  const seconds = metrics.histogram(
    "auction_arm_duration_seconds",
    "From search to result, by the arm of the experiment",
    ["arm"],
    AUCTION_SECONDS,
  );
  const stops = metrics.countedCounter(
    "auction_arms_stopped_total",
    "Arms that were stopped, by guard rails or by an operator",
    ["arm", "by"],
  );
  const ofArm = new ByText((arm) => ({
    whole: searches.child({ arm, partial: "false" }),
    partial: searches.child({ arm, partial: "true" }),
    seconds: seconds.child({ arm }),
    stops: new ByText((by) => stops.child({ arm, by })),
  }));
  const labelOf = boundedNames();
  return {
    armEnded(arm: string, { partial, elapsedMs }: Pick<SearchResult, "partial" | "elapsedMs">) {
      const counts = ofArm.of(labelOf(arm));
      (partial ? counts.partial : counts.whole).value++;
      counts.seconds.observe(elapsedMs / 1000);
    },

    /** Its searches are those of control from now on. */
    armStopped(experiment: string, arm: string, why: ArmStop) {
      ofArm.of(labelOf(arm)).stops.of(why.by).value++;
      const its = why.by === "guard" ? why.breach : { who: why.who };
      log.warn({ experiment, arm, by: why.by, ...its }, "arm stopped");
    },
  };
}

function shadowEvents(metrics: Metrics) {
  const ends = metrics.countedCounter(
    "auction_shadow_ends_total",
    "Auctions by what would have ended them under a shadow policy; unknown: it would have waited longer",
    ["policy", "ended_by"],
  );
  const endsOf = new ByText((policy) => new ByText((ended_by) => ends.child({ policy, ended_by })));
  const labelOf = boundedNames();
  return {
    shadowEnded({ policy, end }: ShadowResult) {
      endsOf.of(labelOf(policy)).of(end?.endedBy ?? "unknown").value++;
    },
  };
}

function boundedNames(): (name: string) => string {
  const counted = new Set<string>();
  return (name) => {
    if (counted.has(name)) return name;
    if (counted.size >= NAMES_COUNTED_MAX) return OTHERS;
    counted.add(name);
    return name;
  };
}
