/** The gateway's configuration: the only file here that reads the environment. Every mistake is named at once. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { type Environment, logLevel, parseEnvironment, readBroker, wholeNumber } from "../proto/config.ts";
import type { BrokerConfig } from "../proto/connect.ts";
import type { Fault } from "../proto/errors.ts";
import { isToken } from "../proto/subjects.ts";
import type { Grace } from "./auction/policy.ts";
import type { Preferences } from "./objective.ts";
import { type RateTable, readRates } from "./rates.ts";
import { DEADLINE_MS_MAX, DEADLINE_MS_MIN, type PolicyDefaults } from "./validate.ts";

export interface GatewayConfig {
  readonly id: string;
  readonly broker: BrokerConfig;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly logLevel: string;
  readonly policy: PolicyDefaults;
  readonly grace: Grace;
  readonly preferences: Preferences;
  readonly rates: RateTable;
  /** A6: searches under way at once; one more is refused as `overloaded`. */
  readonly auctionsMax: number;
  /** Results that are kept for GET /v1/searches/{searchId}. */
  readonly ledgerMax: number;
  /** Searches a minute over HTTP from one address. */
  readonly searchesPerMinuteMax: number;
  readonly bodyBytesMax: number;
}

const names = z
  .string()
  .transform((list) => (list.trim() === "none" ? [] : list.split(",").map((name) => name.trim())))
  .refine((list) => list.every(isToken), "must be bidders' names, separated by commas, or 'none'");

const schema = z.object({
  GATEWAY_ID: z.string().refine(isToken, "must be 1-64 of A-Z a-z 0-9 _ -").optional(),
  HOST: z.string().default("127.0.0.1"),
  PORT: wholeNumber(0, 65_535, 8_080),
  LOG_LEVEL: logLevel,
  AUCTION_DEADLINE_MS: wholeNumber(DEADLINE_MS_MIN, DEADLINE_MS_MAX, 800),
  AUCTION_QUORUM: wholeNumber(1, 64, 0),
  AUCTION_REQUIRED: names.optional(),
  AUCTION_GRACE_PERCENT: wholeNumber(0, 1_000, 25),
  AUCTION_GRACE_MIN_MS: wholeNumber(0, DEADLINE_MS_MAX, 5),
  AUCTION_GRACE_MAX_MS: wholeNumber(0, DEADLINE_MS_MAX, 100),
  AUCTION_DOLLARS_PER_HOUR: wholeNumber(0, 10_000, 30),
  AUCTION_DOLLARS_PER_STOP: wholeNumber(0, 10_000, 40),
  AUCTIONS_MAX: wholeNumber(1, 1_000_000, 1_000),
  LEDGER_MAX: wholeNumber(1, 1_000_000, 1_000),
  SEARCHES_PER_MINUTE_MAX: wholeNumber(1, 10_000_000, 3_000),
  RATES: z.string().default(join(import.meta.dirname, "rates.json")),
});

/** @throws ConfigError with every mistake */
export function readConfig(environment: Environment): GatewayConfig {
  let broker: BrokerConfig | undefined;
  let rates: RateTable | undefined;
  const env = parseEnvironment(schema, environment, (faults: Fault[]) => {
    broker = readBroker(environment, "gateway", faults);
    rates = readRates(environment["RATES"] || join(import.meta.dirname, "rates.json"), faults);
    if (Number(environment["AUCTION_GRACE_MIN_MS"] || 5) > Number(environment["AUCTION_GRACE_MAX_MS"] || 100)) {
      faults.push({ path: "AUCTION_GRACE_MIN_MS", message: "must not be more than AUCTION_GRACE_MAX_MS" });
    }
  });
  return {
    id: env.GATEWAY_ID ?? `gw-${randomBytes(6).toString("hex")}`,
    broker: broker as BrokerConfig,
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    policy: { deadlineMs: env.AUCTION_DEADLINE_MS, quorum: env.AUCTION_QUORUM || null, required: env.AUCTION_REQUIRED ?? ["nonstop"] },
    grace: { share: env.AUCTION_GRACE_PERCENT / 100, minMs: env.AUCTION_GRACE_MIN_MS, maxMs: env.AUCTION_GRACE_MAX_MS },
    preferences: { dollarsPerHour: env.AUCTION_DOLLARS_PER_HOUR, dollarsPerStop: env.AUCTION_DOLLARS_PER_STOP },
    rates: rates as RateTable,
    auctionsMax: env.AUCTIONS_MAX,
    ledgerMax: env.LEDGER_MAX,
    searchesPerMinuteMax: env.SEARCHES_PER_MINUTE_MAX,
    bodyBytesMax: 64 * 1024,
  };
}
