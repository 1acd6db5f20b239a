/**
 * A bidder's configuration out of its environment: every fault is found at once. This is the only
 * file of the bidders that reads the environment. What is common to all bidders is read by the
 * schema below; a bidder's own settings are read by the schema that its module exports, of which
 * nothing is known here.
 */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { RATES_PATH, type RateTable, readRatesFile } from "../common/money/rates.ts";
import { isRegionMarket, REGIONS_OF_TWO_LETTERS } from "../common/places/region-markets.ts";
import {
  ConfigError,
  type Environment,
  type LOG_LEVELS,
  logLevel,
  onOrOff,
  parseEnvironment,
  ratesSetting,
  readBroker,
  wholeNumber,
  zoneName,
} from "../common/runtime/config.ts";
import type { BrokerConfig } from "../common/runtime/connect.ts";
import type { TracingConfig } from "../common/runtime/tracing.ts";
import { tracingOf, tracingSettings } from "../common/runtime/tracing-settings.ts";
import { LIMITS } from "../proto/codec/index.ts";
import type { Fault } from "../proto/errors.ts";
import { isMarket, isToken, MARKETS_MAX } from "../proto/subjects.ts";
import type { BidderModule } from "./kit/bidder.ts";
import { bidderKinds, loadBidder } from "./kit/modules.ts";

/** `Settings` are the bidder's own, as its module's schema returns them. */
export interface BidderConfig<Settings = unknown> {
  readonly kind: string;
  readonly instance: string;
  /** `*.*`, `LHR.*`, `*.JFK`, `LHR.JFK`, and with regions: `EU.*`, `LHR.035` */
  readonly markets: readonly string[];
  /** It takes calls only while no other instance of its kind does; absent: it takes its share. */
  readonly standby?: true;
  /** Its share of the calls beside others of its kind; 0: none; absent: it states none. */
  readonly weight?: number;
  /** Where it runs; absent: it does not say. */
  readonly zone?: string;
  /** How many searches run at once; null for as many as suit the module. */
  readonly concurrencyMax: number | null;
  /** How many more calls wait for their turn. A call beyond these is declined. */
  readonly queueMax: number;
  /** Offers in all bids for one call together. */
  readonly offersMax: number;
  /** Undefined: gateways send their rates with each call. */
  readonly rates?: RateTable;
  /** Whether it asks what becomes of its bids; absent: where its module has `onFeedback`. */
  readonly feedback?: boolean;
  /** How long a stop waits for the searches that run. */
  readonly drainMs: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** The listener for monitoring (metrics-port.ts); absent: none. */
  readonly metrics?: {
    readonly host: string;
    readonly port: number;
    /** Profiles are taken there; absent: none are. */
    readonly profile?: true;
  };
  readonly broker: BrokerConfig;
  /** Where traces go; absent: none are made. */
  readonly tracing?: TracingConfig;
  readonly settings: Settings;
}

/** Which bidder is configured, and where it is found. */
export interface BidderSource<Settings> {
  /** The folder in which bidders are looked for; undefined: `bidders/`. */
  readonly folder?: string;
  /** The bidder itself, instead of one of the folder. The kind then only names it. */
  readonly module?: Pick<BidderModule<Settings>, "settings">;
}

/** Per cent of what an instance usually takes. */
const WEIGHT_MAX = 100;

export const commonSettingsSchema = z.object({
  INSTANCE: z
    .string()
    .refine(isToken, "must be 1-64 letters, digits, _ or -")
    .default(() => randomBytes(4).toString("hex"))
    .meta({ type: "name", bounds: "1–64 of `A-Z a-z 0-9 _ -`", shownDefault: "made up" }),
  MARKETS: z
    .string()
    .meta({ type: "list", bounds: `${MARKETS_MAX} markets at most`, shownDefault: "`*.*`" })
    .default("*.*")
    .transform(readMarkets),
  STANDBY: onOrOff.default("off"),
  WEIGHT: wholeNumber(0, WEIGHT_MAX, WEIGHT_MAX),
  ZONE: zoneName,
  CONCURRENCY_MAX: wholeNumber(1, 10_000, 0)
    .transform((value) => value || null)
    .meta({ shownDefault: "as suits the bidder" }),
  QUEUE_MAX: wholeNumber(0, 10_000, 64),
  OFFERS_MAX: wholeNumber(1, LIMITS.offersABidMax, 100),
  FEEDBACK: onOrOff.optional().meta({ shownDefault: "`on` where the bidder has `onFeedback`" }),
  DRAIN_MS: wholeNumber(0, 600_000, 5_000),
  RATES: ratesSetting,
  LOG_LEVEL: logLevel,
  METRICS_HOST: z.string().meta({ type: "address" }).default("127.0.0.1"),
  METRICS_PORT: wholeNumber(0, 65_535, -1),
  METRICS_PROFILE: onOrOff.default("off"),
  ...tracingSettings,
});

/** The variables that every bidder reads. */
export const COMMON_SETTINGS: readonly string[] = Object.keys(commonSettingsSchema.shape);

function readMarkets(text: string, context: z.RefinementCtx): string[] {
  const markets = [...new Set(text.split(",").map((market) => market.trim()))];
  if (markets.length > MARKETS_MAX)
    context.addIssue({
      code: "custom",
      message: `${markets.length} markets; at most ${MARKETS_MAX}`,
    });
  for (const market of markets) {
    if (!isMarket(market) && !isRegionMarket(market))
      context.addIssue({
        code: "custom",
        message: `'${market}' is not a market; *.*, LHR.*, *.JFK or LHR.JFK would be, and EU.*: regions are ${REGIONS_OF_TWO_LETTERS.join(", ")} and the sub-regions of M49, such as 154`,
      });
  }
  return markets;
}

/**
 * The configuration of one bidder process. `kindNamed` is the command's argument; without it the
 * kind is the value of KIND.
 * @throws ConfigError with every fault: of the common variables, the kind, the broker and the
 *   bidder's own settings, in this order
 * @throws Error when the bidder's module cannot be loaded
 */
export async function readConfig<Settings = unknown>(
  environment: Environment,
  kindNamed?: string,
  source: BidderSource<Settings> = {},
): Promise<BidderConfig<Settings>> {
  const kind = kindNamed || environment["KIND"] || "";
  const faults: Fault[] = [];
  const module = source.module ?? (await findModule<Settings>(kind, source.folder, faults));
  const broker = readBroker(environment, kind, faults);
  const settings = readSettings(module, environment, faults);
  const rates = readRatesFile(environment["RATES"] || RATES_PATH, faults);
  if (source.module !== undefined && !isToken(kind))
    faults.push({ path: "KIND", message: "must be 1-64 letters, digits, _ or -" });
  if (environment["METRICS_PROFILE"] === "on" && !environment["METRICS_PORT"])
    faults.push({
      path: "METRICS_PORT",
      message: "is not set, and METRICS_PROFILE=on is: profiles are taken there",
    });
  const parsed = parseEnvironment(commonSettingsSchema, environment, (all) => all.push(...faults));
  const tracing = tracingOf(parsed);
  return {
    kind,
    instance: parsed.INSTANCE,
    markets: parsed.MARKETS,
    ...(parsed.STANDBY === "on" ? { standby: true } : {}),
    weight: parsed.WEIGHT,
    ...(parsed.ZONE === undefined ? {} : { zone: parsed.ZONE }),
    concurrencyMax: parsed.CONCURRENCY_MAX,
    queueMax: parsed.QUEUE_MAX,
    offersMax: parsed.OFFERS_MAX,
    rates,
    ...(parsed.FEEDBACK === undefined ? {} : { feedback: parsed.FEEDBACK === "on" }),
    drainMs: parsed.DRAIN_MS,
    logLevel: parsed.LOG_LEVEL,
    ...(tracing === undefined ? {} : { tracing }),
    ...metricsOf(parsed),
    broker,
    settings,
  };
}

function metricsOf({
  METRICS_HOST: host,
  METRICS_PORT: port,
  METRICS_PROFILE,
}: z.output<typeof commonSettingsSchema>): Pick<BidderConfig, "metrics"> {
  if (port < 0) return {};
  return { metrics: { host, port, ...(METRICS_PROFILE === "on" ? { profile: true } : {}) } };
}

/** The module of this kind; undefined where there is no such kind, which is a fault. */
async function findModule<Settings>(
  kind: string,
  folder: string | undefined,
  faults: Fault[],
): Promise<BidderModule<Settings, unknown> | undefined> {
  const kinds = bidderKinds(folder);
  if (kinds.includes(kind))
    return (await loadBidder(kind, folder)) as BidderModule<Settings, unknown>;
  const known = kinds.length === 0 ? "there is none yet" : `there are ${kinds.join(", ")}`;
  const message =
    kind === ""
      ? `is not set: npm run bidder -- KIND; ${known}`
      : `'${kind}' is not a bidder; ${known}`;
  faults.push({
    path: "KIND",
    message: `${message}. A bidder is a folder of bidders/ with an index.ts`,
  });
  return undefined;
}

/** The bidder's own settings. Where they have faults, the result is not used. */
function readSettings<Settings>(
  module: Pick<BidderModule<Settings>, "settings"> | undefined,
  environment: Environment,
  faults: Fault[],
): Settings {
  if (module?.settings === undefined) return {} as Settings;
  try {
    return parseEnvironment(module.settings, environment);
  } catch (thrown) {
    if (!(thrown instanceof ConfigError)) throw thrown;
    faults.push(...thrown.faults);
    return {} as Settings;
  }
}
