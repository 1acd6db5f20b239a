/**
 * What gateways have counted of the arms of an experiment, as they answer on the port for
 * administration: checked, and put together where several are asked.
 *
 * ARMSAMPLES-1 Counts of several gateways are what one gateway with all their auctions would have
 *    counted. They are put together only where all run one experiment: of the same arms with the same
 *    shares and policies, and with the same shadow policies.
 */
import { decodeFromCompressedBase64, type Histogram } from "hdr-histogram-js";
import { z } from "zod";
import { UNITS_A_MS } from "../../gateway/experiments/arm-counts.ts";
import type { MomentsView } from "../../gateway/experiments/moments.ts";

/** A6: of one gateway. */
const ARMS_MAX = 16;
const HISTOGRAM_CHARS_MAX = 256 * 1024;

const count = z.int().min(0);
const moments = z.object({ count, mean: z.number(), variance: z.number().min(0) });

const counted = z.object({
  auctions: count,
  partial: count,
  endedBy: z.record(z.string().max(64), count),
  elapsedMs: moments.extend({ histogram: z.string().max(HISTOGRAM_CHARS_MAX).nullable() }),
  bestPrice: moments,
  regret: moments.extend({ unknown: count, some: count }),
});

const view = z.object({
  experiment: z.string().max(64).nullable(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  by: z.enum(["search", "key"]).nullable(),
  arms: z
    .array(
      counted.extend({
        arm: z.string().max(64),
        policy: z.string().max(64).nullable(),
        share: count,
        state: z.enum(["running", "stopped"]),
      }),
    )
    .max(ARMS_MAX),
  shadows: z
    .array(counted.extend({ policy: z.string().max(64), unknown: count, nothing: count }))
    .max(ARMS_MAX),
});

/** What is known of one arm, or of one shadow policy. */
export interface ArmSample {
  readonly name: string;
  readonly auctions: number;
  readonly partial: number;
  readonly elapsedMs: MomentsView;
  /** Milliseconds: of the auction of this rank, from 1, by time. */
  readonly timeAt: (rank: number) => number;
  /** Minor units. */
  readonly bestPrice: MomentsView;
  /** Minor units: where it is known. */
  readonly regret: MomentsView;
  readonly regretUnknown: number;
  readonly regretSome: number;
}

interface ServedSample extends ArmSample {
  readonly policy: string | null;
  /** Basis points. */
  readonly share: number;
  /** Gateways at which it is stopped. */
  readonly stoppedAt: number;
}

interface ShadowSample extends ArmSample {
  /** Auctions that would have waited longer. */
  readonly unknown: number;
  readonly nothing: number;
}

export interface ExperimentSamples {
  readonly experiment: string;
  /** What is assigned to its arms; null: that is not known of records. */
  readonly by: "search" | "key" | null;
  readonly currency: string;
  readonly gateways: number;
  /** Control first. */
  readonly arms: readonly ServedSample[];
  readonly shadows: readonly ShadowSample[];
}

type View = z.output<typeof view>;

/** @throws Error that says what is wrong with the answer */
export function readView(raw: unknown): View {
  const parsed = view.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`its answer has another form at ${issue?.path.join(".")}: ${issue?.message}`);
}

/** ARMSAMPLES-1. @throws Error where they run no experiment, or not the same one */
export function samplesOf(views: readonly View[]): ExperimentSamples {
  const [first] = views;
  const experiment = first?.experiment ?? null;
  if (first === undefined || experiment === null)
    throw new Error("no experiment runs: the policies file names none");
  const other = views.find((one) => termsIn(one) !== termsIn(first));
  if (other !== undefined)
    throw new Error(
      `the gateways do not run one experiment: ${termsIn(first)}; and ${termsIn(other)}. After a new policies file all of them must have read it`,
    );
  const arms = first.arms.map(({ arm, policy, share }, i) => {
    const all = views.flatMap((one) => one.arms[i] ?? []);
    const stoppedAt = all.filter(({ state }) => state === "stopped").length;
    return { ...sampleOf(arm, all), policy, share, stoppedAt };
  });
  const shadows = first.shadows.map(({ policy }) => {
    const all = views.flatMap((one) => one.shadows.filter((its) => its.policy === policy));
    const sum = (of: "unknown" | "nothing") => all.reduce((total, one) => total + one[of], 0);
    return { ...sampleOf(policy, all), unknown: sum("unknown"), nothing: sum("nothing") };
  });
  const { by, currency } = first;
  return { experiment, by, currency, gateways: views.length, arms, shadows };
}

/** What must be the same of all gateways whose counts are put together. */
function termsIn({ experiment, by, currency, arms, shadows }: View): string {
  const armWords = arms.map(
    ({ arm, policy, share }) => `${arm} (${policy ?? "the gateway's policy"}, ${share / 100} %)`,
  );
  return [
    `${experiment ?? "none"}${by === "key" ? " by key" : ""} with arms ${armWords.join(", ")}`,
    ...(shadows.length === 0 ? [] : [`shadows ${shadows.map(({ policy }) => policy).join(", ")}`]),
    `amounts in ${currency}`,
  ].join(", ");
}

function sampleOf(name: string, all: readonly z.output<typeof counted>[]): ArmSample {
  const sum = (of: (one: z.output<typeof counted>) => number) =>
    all.reduce((total, one) => total + of(one), 0);
  const auctions = sum((one) => one.auctions);
  const times = timesOf(all.flatMap(({ elapsedMs }) => elapsedMs.histogram ?? []));
  return {
    ...{ name, auctions },
    partial: sum((one) => one.partial),
    elapsedMs: pooled(all.map(({ elapsedMs }) => elapsedMs)),
    timeAt: (rank) =>
      times === null
        ? Number.NaN
        : times.getValueAtPercentile((100 * rank) / auctions) / UNITS_A_MS,
    bestPrice: pooled(all.map(({ bestPrice }) => bestPrice)),
    regret: pooled(all.map(({ regret }) => regret)),
    regretUnknown: sum(({ regret }) => regret.unknown),
    regretSome: sum(({ regret }) => regret.some),
  };
}

/** @throws Error where one cannot be read */
function timesOf(texts: readonly string[]): Histogram | null {
  let all: Histogram | null = null;
  for (const text of texts) {
    const one = decodeFromCompressedBase64(text);
    if (all === null) all = one;
    else all.add(one);
  }
  return all;
}

/** Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm …", 1979. */
export function pooled(parts: readonly MomentsView[]): MomentsView {
  let [total, mean, squares] = [0, 0, 0];
  for (const part of parts) {
    if (part.count === 0) continue;
    const both = total + part.count;
    const away = part.mean - mean;
    squares += part.variance * (part.count - 1) + (away ** 2 * total * part.count) / both;
    mean += (away * part.count) / both;
    total = both;
  }
  return { count: total, mean, variance: total < 2 ? 0 : squares / (total - 1) };
}
