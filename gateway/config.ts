/**
 * The gateway's configuration: the only file here that reads the environment. Every mistake is
 * named at once.
 */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { RATES_PATH, type RateTable, readRates } from "../common/money/rates.ts";
import {
  type Environment,
  logLevel,
  parseEnvironment,
  readBroker,
  wholeNumber,
} from "../common/runtime/config.ts";
import type { BrokerConfig } from "../common/runtime/connect.ts";
import type { Fault } from "../proto/errors.ts";
import { isToken } from "../proto/subjects.ts";
import { LEDGER_LIMITS } from "./auction/ledger.ts";
import type { Grace } from "./auction/policy.ts";
import type { PlausibilityLimits } from "./auction/ranking-rules.ts";
import { isHostPattern } from "./http/allowed-hosts.ts";
import { PROXIES_RIGHT, parseProxies, type TrustedProxies } from "./http/trusted-proxies.ts";
import { plausibilityOf, plausibilitySettings } from "./plausibility-settings.ts";
import type { Preferences } from "./search/objective.ts";
import {
  DEADLINE_MS_MAX,
  DEADLINE_MS_MIN,
  type PolicyBounds,
  type PolicyDefaults,
  quorum,
} from "./search/search-schema.ts";

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
  /**
   * How long after a reconnect to the broker bidders that were known may take to return, before a
   * market without them has none.
   */
  readonly biddersReturnMs: number;
  /**
   * Where the last good bids of required bidders are kept: with this gateway, or with the broker
   * for all of them.
   */
  readonly standIns: "memory" | "bucket";
  readonly standInAgeMaxMs: number;
  /** Results that are kept for GET /v1/searches/{searchId}. */
  readonly ledgerMax: number;
  /** A6: bytes that they and what came too late for them may take; the oldest go first. */
  readonly ledgerBytesMax: number;
  /** Searches a minute over HTTP from one address. */
  readonly searchesPerMinuteMax: number;
  /** Questions for places a minute over HTTP from one address. They have a budget of their own. */
  readonly placesPerMinuteMax: number;
  readonly bodyBytesMax: number;
  /** Hosts that requests may name beside this machine's own; null: any. */
  readonly hostsAllowed: readonly string[] | null;
  /** Proxies whose X-Forwarded-For counts; null: none. */
  readonly trustProxy: TrustedProxies | null;
  /** Where /live, /ready and /metrics are answered besides; null: nowhere. */
  readonly operations: { readonly host: string; readonly port: number } | null;
  /** A6: HTTP connections at once, of all callers. */
  readonly connectionsMax: number;
  /** A6: HTTP connections at once, of one address or /64 of IPv6 that is no trusted proxy. */
  readonly connectionsPerAddressMax: number;
  /** How long an idle connection is kept at least when a new one needs its place. */
  readonly idleMsMin: number;
  /** How long the headers of a request, and all of it, may take to come. */
  readonly headersMsMax: number;
  readonly requestMsMax: number;
  /** How long a connection without a request is kept. */
  readonly keepAliveMs: number;
  /** A6: an answer of which its reader takes nothing for so long is cut off. */
  readonly answerStallMs: number;
}

const names = z
  .string()
  .transform((list) => (list.trim() === "none" ? [] : list.split(",").map((name) => name.trim())))
  .refine((list) => list.every(isToken), "must be bidders' names, separated by commas, or 'none'");

/** The rule for what a search may say, read from text. */
const quorumText = z
  .string()
  .transform((text) => (/^[0-9]+$/.test(text) ? Number(text) : text))
  .pipe(quorum);

const hosts = z
  .string()
  .transform((list) => (list.trim() === "any" ? null : list.split(",").map((host) => host.trim())))
  .refine(
    (list) => list?.every(isHostPattern) ?? true,
    "must be names or addresses without a port, separated by commas, such as search.example.com or *.example.com, or 'any'",
  );

const proxies = z.string().transform((text, context) => {
  const read = parseProxies(text.trim());
  if (read === undefined) context.addIssue({ code: "custom", message: PROXIES_RIGHT });
  return read ?? null;
});

const schema = z.object({
  GATEWAY_ID: z.string().refine(isToken, "must be 1-64 of A-Z a-z 0-9 _ -").optional(),
  HOST: z.string().default("127.0.0.1"),
  PORT: wholeNumber(0, 65_535, 8_080),
  LOG_LEVEL: logLevel,
  AUCTION_DEADLINE_MS: wholeNumber(DEADLINE_MS_MIN, DEADLINE_MS_MAX, 800),
  AUCTION_DEADLINE_MS_MIN: wholeNumber(DEADLINE_MS_MIN, DEADLINE_MS_MAX, DEADLINE_MS_MIN),
  AUCTION_DEADLINE_MS_MAX: wholeNumber(DEADLINE_MS_MIN, DEADLINE_MS_MAX, DEADLINE_MS_MAX),
  AUCTION_QUORUM: quorumText.optional(),
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
  LEDGER_BYTES_MAX: wholeNumber(1024 * 1024, 64 * 1024 * 1024 * 1024, LEDGER_LIMITS.bytesMax),
  SEARCHES_PER_MINUTE_MAX: wholeNumber(1, 10_000_000, 3_000),
  PLACES_PER_MINUTE_MAX: wholeNumber(1, 10_000_000, 3_000),
  HOSTS_ALLOWED: hosts.default([]),
  TRUST_PROXY: proxies.default(null),
  OPERATIONS_HOST: z.string().optional(),
  OPERATIONS_PORT: wholeNumber(0, 65_535, -1),
  CONNECTIONS_MAX: wholeNumber(1, 1_000_000, 4_096),
  CONNECTIONS_PER_ADDRESS_MAX: wholeNumber(1, 1_000_000, 1_024),
  KEEP_ALIVE_S: wholeNumber(1, 3_600, 20),
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
    policy: {
      deadlineMs: env.AUCTION_DEADLINE_MS,
      quorum: env.AUCTION_QUORUM ?? null,
      required: env.AUCTION_REQUIRED,
    },
    bounds: {
      deadlineMsMin: env.AUCTION_DEADLINE_MS_MIN,
      deadlineMsMax: env.AUCTION_DEADLINE_MS_MAX,
    },
    grace: {
      share: env.AUCTION_GRACE_PERCENT / 100,
      minMs: env.AUCTION_GRACE_MIN_MS,
      maxMs: env.AUCTION_GRACE_MAX_MS,
    },
    preferences: {
      dollarsPerHour: env.AUCTION_DOLLARS_PER_HOUR,
      dollarsPerStop: env.AUCTION_DOLLARS_PER_STOP,
    },
    rates: rates as RateTable,
    plausibility: plausibilityOf(env),
    auctionsMax: env.AUCTIONS_MAX,
    waitingMax: env.AUCTIONS_WAITING_MAX,
    hedgeShare: env.HEDGE_PERCENT / 100,
    biddersReturnMs: env.BIDDERS_RETURN_MS,
    standIns: env.STAND_INS,
    standInAgeMaxMs: env.STAND_INS_AGE_MAX_S * 1_000,
    ledgerMax: env.LEDGER_MAX,
    ledgerBytesMax: env.LEDGER_BYTES_MAX,
    searchesPerMinuteMax: env.SEARCHES_PER_MINUTE_MAX,
    placesPerMinuteMax: env.PLACES_PER_MINUTE_MAX,
    bodyBytesMax: 64 * 1024,
    hostsAllowed: env.HOSTS_ALLOWED,
    trustProxy: env.TRUST_PROXY,
    operations:
      env.OPERATIONS_PORT < 0
        ? null
        : { host: env.OPERATIONS_HOST ?? env.HOST, port: env.OPERATIONS_PORT },
    connectionsMax: env.CONNECTIONS_MAX,
    connectionsPerAddressMax: env.CONNECTIONS_PER_ADDRESS_MAX,
    idleMsMin: 1_000,
    headersMsMax: 5_000,
    requestMsMax: 10_000,
    keepAliveMs: env.KEEP_ALIVE_S * 1_000,
    answerStallMs: 5_000,
  };
}

/**
 * Settings that are right each by itself, and wrong together. One that is wrong by itself is left
 * out: it is named already.
 */
function contradictionsIn(environment: Environment): Fault[] {
  const value = <Name extends keyof typeof schema.shape>(name: Name) => {
    const read = schema.shape[name].safeParse(environment[name] || undefined);
    return read.success ? (read.data as z.output<(typeof schema.shape)[Name]>) : undefined;
  };
  const [deadline, min, max] = [
    value("AUCTION_DEADLINE_MS"),
    value("AUCTION_DEADLINE_MS_MIN"),
    value("AUCTION_DEADLINE_MS_MAX"),
  ];
  const [graceMin, graceMax] = [value("AUCTION_GRACE_MIN_MS"), value("AUCTION_GRACE_MAX_MS")];
  const [quorum, required] = [value("AUCTION_QUORUM"), value("AUCTION_REQUIRED") ?? []];
  const faults: Fault[] = [];
  const fault = (path: keyof typeof schema.shape, message: string) =>
    faults.push({ path, message });
  if (min !== undefined && max !== undefined && min > max) {
    fault(
      "AUCTION_DEADLINE_MS_MIN",
      `must not be more than AUCTION_DEADLINE_MS_MAX: ${min} with ${max}`,
    );
  } else if (
    deadline !== undefined &&
    (deadline < (min ?? deadline) || deadline > (max ?? deadline))
  ) {
    fault(
      "AUCTION_DEADLINE_MS",
      `must be from ${min} to ${max}, which is what a search may ask for, not ${deadline}`,
    );
  }
  if (graceMin !== undefined && graceMax !== undefined && graceMin > graceMax) {
    fault(
      "AUCTION_GRACE_MIN_MS",
      `must not be more than AUCTION_GRACE_MAX_MS: ${graceMin} with ${graceMax}`,
    );
  }
  if (typeof quorum === "number" && quorum < required.length) {
    fault(
      "AUCTION_QUORUM",
      `must be at least ${required.length}: so many bidders are required (${required.join(", ")})`,
    );
  }
  const [port, operationsPort] = [value("PORT"), value("OPERATIONS_PORT")];
  if (operationsPort !== undefined && operationsPort > 0 && operationsPort === port) {
    fault("OPERATIONS_PORT", `must not be ${port}, which is PORT`);
  }
  if (environment["OPERATIONS_HOST"] && !environment["OPERATIONS_PORT"]) {
    fault("OPERATIONS_PORT", "is not set, and OPERATIONS_HOST is: set both, or neither");
  }
  return faults;
}
