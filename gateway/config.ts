/** The gateway's configuration: the only file here that reads the environment. Every mistake is named at once. */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { type Environment, logLevel, parseEnvironment, readBroker, wholeNumber } from "../proto/config.ts";
import type { BrokerConfig } from "../proto/connect.ts";
import type { Fault } from "../proto/errors.ts";
import { RATES_PATH, type RateTable, readRates } from "../proto/rates.ts";
import { isToken } from "../proto/subjects.ts";
import type { Grace } from "./auction/policy.ts";
import type { PlausibilityLimits } from "./auction/ranking-rules.ts";
import type { Preferences } from "./objective.ts";
import { plausibilityOf, plausibilitySettings } from "./plausibility-settings.ts";
import { DEADLINE_MS_MAX, DEADLINE_MS_MIN, type PolicyBounds, type PolicyDefaults } from "./validate.ts";

export interface GatewayConfig {
  readonly id: string;
  readonly broker: BrokerConfig;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly logLevel: string;
  readonly policy: PolicyDefaults;
  readonly bounds: PolicyBounds;
  readonly grace: Grace;
  readonly preferences: Preferences;
  readonly rates: RateTable;
  /** What offers must keep to; null where nothing is asked of them. */
  readonly plausibility: PlausibilityLimits | null;
  /** A6: searches under way at once; those beyond wait for a place. */
  readonly auctionsMax: number;
  /** A6: searches that may wait for a place beyond those; one more is refused as `overloaded`. */
  readonly waitingMax: number;
  /** Share of calls that may go to a second instance; 0 hedges nothing. */
  readonly hedgeShare: number;
  /** How long after a reconnect to the broker bidders that were known may take to return, before a market without them has none. */
  readonly biddersReturnMs: number;
  /** Where the last good bids of required bidders are kept: with this gateway, or with the broker for all of them. */
  readonly standIns: "memory" | "bucket";
  readonly standInAgeMaxMs: number;
  /** Results that are kept for GET /v1/searches/{searchId}. */
  readonly ledgerMax: number;
  /** Searches a minute over HTTP from one address. */
  readonly searchesPerMinuteMax: number;
  readonly bodyBytesMax: number;
  /** A6: HTTP connections at once, of all callers; more are dropped as they come. */
  readonly connectionsMax: number;
  /** A6: an answer of which its reader takes nothing for so long is cut off. */
  readonly answerStallMs: number;
}

const names = z
  .string()
  .transform((list) => (list.trim() === "none" ? [] : list.split(",").map((name) => name.trim())))
  .refine((list) => list.every(isToken), "must be bidders' names, separated by commas, or 'none'");

const quorum = z
  .string()
  .regex(/^(\d{1,2}|\d{1,3}%)$/, "must be a number of bidders, such as 2, or a share of them, such as 60%")
  .transform((text) => (text.endsWith("%") ? (text as `${number}%`) : Number(text)))
  .refine(
    (value) => Number.parseInt(String(value), 10) >= 1 && Number.parseInt(String(value), 10) <= 100,
    "must be 1 to 64, or 1% to 100%",
  );

const schema = z.object({
  GATEWAY_ID: z.string().refine(isToken, "must be 1-64 of A-Z a-z 0-9 _ -").optional(),
  HOST: z.string().default("127.0.0.1"),
  PORT: wholeNumber(0, 65_535, 8_080),
  LOG_LEVEL: logLevel,
  AUCTION_DEADLINE_MS: wholeNumber(DEADLINE_MS_MIN, DEADLINE_MS_MAX, 800),
  AUCTION_DEADLINE_MS_MIN: wholeNumber(DEADLINE_MS_MIN, DEADLINE_MS_MAX, DEADLINE_MS_MIN),
  AUCTION_DEADLINE_MS_MAX: wholeNumber(DEADLINE_MS_MIN, DEADLINE_MS_MAX, DEADLINE_MS_MAX),
  AUCTION_QUORUM: quorum.optional(),
  AUCTION_REQUIRED: names.default(["nonstop"]),
  AUCTION_GRACE_PERCENT: wholeNumber(0, 1_000, 25),
  AUCTION_GRACE_MIN_MS: wholeNumber(0, DEADLINE_MS_MAX, 5),
  AUCTION_GRACE_MAX_MS: wholeNumber(0, DEADLINE_MS_MAX, 100),
  AUCTION_DOLLARS_PER_HOUR: wholeNumber(0, 10_000, 30),
  AUCTION_DOLLARS_PER_STOP: wholeNumber(0, 10_000, 40),
  AUCTIONS_MAX: wholeNumber(1, 1_000_000, 1_000),
  AUCTIONS_WAITING_MAX: wholeNumber(0, 1_000_000, 1_000),
  HEDGE_PERCENT: wholeNumber(0, 100, 5),
  BIDDERS_RETURN_MS: wholeNumber(0, 60_000, 5_000),
  STAND_INS: z.enum(["memory", "bucket"], "must be memory or bucket").default("memory"),
  STAND_INS_AGE_MAX_S: wholeNumber(1, 86_400, 600),
  LEDGER_MAX: wholeNumber(1, 1_000_000, 1_000),
  SEARCHES_PER_MINUTE_MAX: wholeNumber(1, 10_000_000, 3_000),
  RATES: z.string().default(RATES_PATH),
  ...plausibilitySettings,
});

/** @throws ConfigError with every mistake */
export function readConfig(environment: Environment): GatewayConfig {
  let broker: BrokerConfig | undefined;
  let rates: RateTable | undefined;
  const env = parseEnvironment(schema, environment, (faults: Fault[]) => {
    broker = readBroker(environment, "gateway", faults);
    faults.push(...contradictionsIn(environment));
    rates = readRates(environment["RATES"] || RATES_PATH, faults);
  });
  return {
    id: env.GATEWAY_ID ?? `gw-${randomBytes(6).toString("hex")}`,
    broker: broker as BrokerConfig,
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    policy: { deadlineMs: env.AUCTION_DEADLINE_MS, quorum: env.AUCTION_QUORUM ?? null, required: env.AUCTION_REQUIRED },
    bounds: { deadlineMsMin: env.AUCTION_DEADLINE_MS_MIN, deadlineMsMax: env.AUCTION_DEADLINE_MS_MAX },
    grace: { share: env.AUCTION_GRACE_PERCENT / 100, minMs: env.AUCTION_GRACE_MIN_MS, maxMs: env.AUCTION_GRACE_MAX_MS },
    preferences: { dollarsPerHour: env.AUCTION_DOLLARS_PER_HOUR, dollarsPerStop: env.AUCTION_DOLLARS_PER_STOP },
    rates: rates as RateTable,
    plausibility: plausibilityOf(env),
    auctionsMax: env.AUCTIONS_MAX,
    waitingMax: env.AUCTIONS_WAITING_MAX,
    hedgeShare: env.HEDGE_PERCENT / 100,
    biddersReturnMs: env.BIDDERS_RETURN_MS,
    standIns: env.STAND_INS,
    standInAgeMaxMs: env.STAND_INS_AGE_MAX_S * 1_000,
    ledgerMax: env.LEDGER_MAX,
    searchesPerMinuteMax: env.SEARCHES_PER_MINUTE_MAX,
    bodyBytesMax: 64 * 1024,
    connectionsMax: 4_096,
    answerStallMs: 5_000,
  };
}

/** Settings that are right each by itself, and wrong together. One that is wrong by itself is left out: it is named already. */
function contradictionsIn(environment: Environment): Fault[] {
  const value = <Name extends keyof typeof schema.shape>(name: Name) => {
    const read = schema.shape[name].safeParse(environment[name] || undefined);
    return read.success ? (read.data as z.output<(typeof schema.shape)[Name]>) : undefined;
  };
  const [deadline, min, max] = [value("AUCTION_DEADLINE_MS"), value("AUCTION_DEADLINE_MS_MIN"), value("AUCTION_DEADLINE_MS_MAX")];
  const [graceMin, graceMax] = [value("AUCTION_GRACE_MIN_MS"), value("AUCTION_GRACE_MAX_MS")];
  const [quorum, required] = [value("AUCTION_QUORUM"), value("AUCTION_REQUIRED") ?? []];
  const faults: Fault[] = [];
  const fault = (path: keyof typeof schema.shape, message: string) => faults.push({ path, message });
  if (min !== undefined && max !== undefined && min > max) {
    fault("AUCTION_DEADLINE_MS_MIN", `must not be more than AUCTION_DEADLINE_MS_MAX: ${min} with ${max}`);
  } else if (deadline !== undefined && (deadline < (min ?? deadline) || deadline > (max ?? deadline))) {
    fault("AUCTION_DEADLINE_MS", `must be from ${min} to ${max}, which is what a search may ask for, not ${deadline}`);
  }
  if (graceMin !== undefined && graceMax !== undefined && graceMin > graceMax) {
    fault("AUCTION_GRACE_MIN_MS", `must not be more than AUCTION_GRACE_MAX_MS: ${graceMin} with ${graceMax}`);
  }
  if (typeof quorum === "number" && quorum < required.length) {
    fault("AUCTION_QUORUM", `must be at least ${required.length}: so many bidders are required (${required.join(", ")})`);
  }
  return faults;
}
