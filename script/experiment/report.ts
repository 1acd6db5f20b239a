/**
 * The report of an experiment: of each arm what is measured, with its interval of confidence, and
 * how it differs from control. Pure.
 *
 * ARMREPORT-1 A difference is called one only where its interval does not contain 0.
 * ARMREPORT-2 How many auctions are not known is beside each number that leaves them out.
 * ARMREPORT-3 Where keys are assigned and not searches, there are estimates alone: neither
 *    intervals nor verdicts, because the searches of one key are like each other, and both treat
 *    them as independent.
 */
import type { ArmSample, ExperimentSamples } from "./arm-samples.ts";
import {
  type Estimate,
  meanDifference,
  meanOf,
  quantileOf,
  shareDifference,
  shareOf,
} from "./intervals.ts";

type Unit = "ms" | "share" | "money";

export interface Measure {
  readonly measure: string;
  readonly unit: Unit;
  readonly arm: string;
  readonly auctions: number;
  /** Auctions of which it is not known. */
  readonly unknown: number;
  readonly estimate: Estimate | null;
  /** Of control; null for control itself, and of quantiles, which have intervals alone. */
  readonly difference: Estimate | null;
  /** ARMREPORT-1 */
  readonly verdict: "more" | "less" | "no difference shown" | "";
}

export interface ExperimentReport {
  readonly experiment: string;
  /** ARMREPORT-3; null: that is not known of records. */
  readonly by: "search" | "key" | null;
  readonly currency: string;
  readonly confidence: number;
  readonly gateways: number;
  readonly arms: readonly {
    readonly arm: string;
    readonly policy: string | null;
    readonly share: number;
    readonly auctions: number;
    readonly stoppedAt: number;
  }[];
  readonly measures: readonly Measure[];
  /** Policies that were computed and not served. `regret`: beside what was shown. */
  readonly shadows: readonly {
    readonly policy: string;
    readonly known: number;
    readonly unknown: number;
    readonly nothing: number;
    readonly measures: readonly Measure[];
  }[];
}

const QUANTILES = [0.5, 0.95, 0.99];

export function experimentReport(
  { experiment, by, currency, gateways, arms, shadows }: ExperimentSamples,
  confidence: number,
): ExperimentReport {
  const [control] = arms;
  const measured = (arm: ArmSample, beside: ArmSample | null | undefined) => {
    const its = measuresOf(arm, beside, confidence);
    return by === "key" ? its.map(withoutIntervals) : its;
  };
  const measures = arms.flatMap((arm) => measured(arm, arm === control ? null : control));
  return {
    ...{ experiment, by, currency, confidence, gateways },
    arms: arms.map(({ name: arm, policy, share, auctions, stoppedAt }) => ({
      ...{ arm, policy, share, auctions, stoppedAt },
    })),
    measures: inOrderOfMeasures(measures),
    shadows: shadows.map((shadow) => ({
      ...{ policy: shadow.name, known: shadow.auctions },
      ...{ unknown: shadow.unknown, nothing: shadow.nothing },
      measures: measured(shadow, null),
    })),
  };
}

/** ARMREPORT-3 */
function withoutIntervals(one: Measure): Measure {
  const { estimate, difference } = one;
  return {
    ...one,
    estimate: estimate === null ? null : { ...estimate, interval: null },
    difference: difference === null ? null : { ...difference, interval: null },
    verdict: "",
  };
}

/** All arms of one measure beside each other. */
function inOrderOfMeasures(measures: readonly Measure[]): Measure[] {
  const names = [...new Set(measures.map(({ measure }) => measure))];
  return names.flatMap((name) => measures.filter(({ measure }) => measure === name));
}

function measuresOf(
  arm: ArmSample,
  control: ArmSample | null | undefined,
  confidence: number,
): Measure[] {
  const { name, auctions } = arm;
  const line = (
    measure: string,
    unit: Unit,
    estimate: Estimate | null,
    difference: Estimate | null = null,
    unknown = 0,
  ): Measure => ({
    ...{ measure, unit, arm: name, auctions, unknown, estimate, difference },
    verdict: verdictOf(difference),
  });
  const mean = (
    measure: string,
    unit: Unit,
    of: "elapsedMs" | "bestPrice" | "regret",
    unknown = 0,
  ) =>
    line(
      measure,
      unit,
      meanOf(arm[of], confidence),
      control ? meanDifference(arm[of], control[of], confidence) : null,
      unknown,
    );
  const share = (
    measure: string,
    of: (one: ArmSample) => { count: number; of: number },
    unknown = 0,
  ) =>
    line(
      measure,
      "share",
      shareOf(of(arm), confidence),
      control ? shareDifference(of(arm), of(control), confidence) : null,
      unknown,
    );
  return [
    mean("mean time", "ms", "elapsedMs"),
    ...QUANTILES.map((quantile) =>
      line(
        `p${quantile * 100} of the time`,
        "ms",
        quantileOf(auctions, arm.timeAt, quantile, confidence),
      ),
    ),
    share("share partial", (one) => ({ count: one.partial, of: one.auctions })),
    mean("mean regret, where known", "money", "regret", arm.regretUnknown),
    share(
      "share with regret, where known",
      (one) => ({ count: one.regretSome, of: one.regret.count }),
      arm.regretUnknown,
    ),
    mean("mean best price", "money", "bestPrice", auctions - arm.bestPrice.count),
  ];
}

function verdictOf(difference: Estimate | null): Measure["verdict"] {
  if (difference === null) return "";
  if (difference.interval === null) return "no difference shown";
  if (difference.interval.low > 0) return "more";
  return difference.interval.high < 0 ? "less" : "no difference shown";
}
