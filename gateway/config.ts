/**
 * The gateway's configuration: the only file of the gateway that reads the environment. Every
 * mistake is named at once.
 */
import { randomBytes } from "node:crypto";
import type { z } from "zod";
import { RATES_PATH, type RateTable, readRatesFile } from "../common/money/rates.ts";
import {
  ConfigError,
  type Environment,
  parseEnvironment,
  readBroker,
} from "../common/runtime/config.ts";
import type { BrokerConfig } from "../common/runtime/connect.ts";
import type { TracingConfig } from "../common/runtime/tracing.ts";
import { tracingOf } from "../common/runtime/tracing-settings.ts";
import type { Fault } from "../proto/errors.ts";
import { LIMITS } from "../proto/limits.ts";
import type { FeedbackPrices } from "./auction/feedback/disclosure.ts";
import type { Grace } from "./auction/policy.ts";
import type { PlausibilityLimits } from "./auction/ranking-rules.ts";
import { contradictionsIn } from "./config-contradictions.ts";
import { configSchema } from "./config-schema.ts";
import { type PolicyTerms, readPoliciesFile } from "./experiments/policies-file.ts";
import type { PoliciesFile } from "./experiments/policies-schema.ts";
import type { Compression } from "./http/compression.ts";
import type { TrustedProxies } from "./http/trusted-proxies.ts";
import { plausibilityOf } from "./plausibility-settings.ts";
import { type RecordingSettings, recordingOf } from "./recording/recording-settings.ts";
import type { Preferences } from "./search/objective.ts";
import type { PolicyBounds, PolicyDefaults } from "./search/search-schema.ts";
import { readTenantsFile } from "./tenants/tenants-file.ts";
import type { TenantEntry } from "./tenants/tenants-schema.ts";
import type { SignInSettings } from "./tokens/sign-in-settings.ts";
import type { TokenSettings } from "./tokens/token-settings.ts";

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
  /** What offers must satisfy to be plausible; null: this is not checked. */
  readonly plausibility: PlausibilityLimits | null;
  /** A6: searches that run at once; others wait for a place. */
  readonly auctionsMax: number;
  /** A6: searches that may wait for a place; one more is refused as `overloaded`. */
  readonly waitingMax: number;
  /** Share of calls that may go to a second instance; 0: no hedging. */
  readonly hedgeShare: number;
  /**
   * How long after a reconnect to the broker the gateway waits for the bidders that were known,
   * before a market without them is answered as one without bidders.
   */
  readonly biddersReturnMs: number;
  /** Bidders in accounts of their own, which calls to markets do not reach. */
  readonly outside: readonly string[];
  /** Where this gateway runs: instances there are called first; undefined: all are alike. */
  readonly zone: string | undefined;
  /** Bidders that are called and heard, and of which nothing is shown. */
  readonly shadow: readonly string[];
  /** How much bidders are told of the prices that would have won. */
  readonly feedbackPrices: FeedbackPrices;
  /**
   * The place of the last good bids of required bidders: this gateway, or the broker for all
   * gateways.
   */
  readonly fallbackStorage: "memory" | "bucket";
  readonly fallbackAgeMsMax: number;
  /**
   * Where what was learned of bidders is kept: in this process, or in the broker for its next start
   * and all gateways.
   */
  readonly learnedStorage: "memory" | "bucket";
  /** Results that are kept, to be read by their search id. */
  readonly ledgerMax: number;
  /** A6: bytes of these results and of their late bids; the oldest are removed first. */
  readonly ledgerBytesMax: number;
  /**
   * A6: bytes of the results of all gateways in the broker's JetStream, so that each of them
   * answers for all; null: each answers for its own alone.
   */
  readonly ledgerSharedBytesMax: number | null;
  /** Searches a minute over HTTP from one address. */
  readonly searchesPerMinuteMax: number;
  /** Requests for airports a minute over HTTP from one address, counted apart from searches. */
  readonly placesPerMinuteMax: number;
  readonly bodyBytesMax: number;
  /** Hosts that requests may name, besides this machine's own; null: any. */
  readonly hostsAllowed: readonly string[] | null;
  /** Proxies whose X-Forwarded-For counts; null: none. */
  readonly trustProxy: TrustedProxies | null;
  /** A second listener for monitoring (http/operations-server.ts); null: none. */
  readonly operations: {
    readonly host: string;
    readonly port: number;
    /** Profiles are taken there; absent: none are. */
    readonly profile?: true;
  } | null;
  /** A6: HTTP connections at once, of all callers together. */
  readonly connectionsMax: number;
  /** A6: HTTP connections at once, of one address (or /64 of IPv6) that is not a trusted proxy. */
  readonly connectionsPerAddressMax: number;
  /** How long an idle connection is kept at least, also when a new one needs its place. */
  readonly idleMsMin: number;
  /** How long the headers of a request, and the whole request, may take to arrive. */
  readonly headersMsMax: number;
  readonly requestMsMax: number;
  readonly compression: Compression;
  /** How long a connection without a request is kept. */
  readonly keepAliveMs: number;
  /** A6: the time after which an answer is cut off when its caller reads nothing of it. */
  readonly answerStallMs: number;
  /** The hash of the key that administers this gateway; null: none does but tenants' keys. */
  readonly adminKeyHash: string | null;
  /** The tenants, and the file that they are read from again; null: callers need no keys. */
  readonly tenants: { readonly path: string; readonly entries: readonly TenantEntry[] } | null;
  /** Policies by name, and the file that they are read from again; null: there are none. */
  readonly policies: { readonly path: string; readonly file: PoliciesFile } | null;
  /** Whose tokens count beside keys; null: nobody's. */
  readonly tokens: TokenSettings | null;
  /** Where users of the page sign in; absent: nowhere. */
  readonly signIn?: SignInSettings | undefined;
  /** Where traces go; absent: none are made. */
  readonly tracing?: TracingConfig | undefined;
  /** Where auctions are recorded; absent: they are not. */
  readonly recording?: RecordingSettings | undefined;
}

/**
 * A6: how long a connection may be slow. No settings, because a caller needs other values only
 * where a proxy stands in front, which has its own.
 */
const CONNECTION_TIMES = {
  // A new connection has this long to send its first request before another one takes its place.
  idleMsMin: 1_000,
  // Headers come in one packet or a few: 5 s bear several lost packets that are sent again, each
  // after twice the time of the one before (RFC 6298).
  headersMsMax: 5_000,
  // The whole request, of at most `bodyBytesMax`, may take as long again.
  requestMsMax: 10_000,
};

/**
 * The same time as the headers may take: a reader whose packets are lost is not cut off, one that
 * has stopped reading holds the bytes of its answer no longer (A6).
 */
const ANSWER_STALL_MS = 5_000;

/** The variables that it reads, without those of the broker. */
export const GATEWAY_SETTINGS: readonly string[] = Object.keys(configSchema.shape);

/** @throws ConfigError with every mistake */
export function readConfig(environment: Environment): GatewayConfig {
  let broker: BrokerConfig | undefined;
  let rates: RateTable | undefined;
  let tenants: GatewayConfig["tenants"] = null;
  const env = parseEnvironment(configSchema, environment, (faults: Fault[]) => {
    broker = readBroker(environment, "gateway", faults);
    faults.push(...contradictionsIn(environment));
    rates = readRatesFile(environment["RATES"] || RATES_PATH, faults);
    tenants = readTenants(environment["TENANTS_FILE"], rates, faults);
  });
  const { policy, bounds } = policyOf(env);
  return {
    id: env.GATEWAY_ID ?? `gw-${randomBytes(6).toString("hex")}`,
    broker: broker as BrokerConfig,
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    policy,
    bounds,
    grace: {
      share: env.AUCTION_GRACE_PERCENT / 100,
      msMin: env.AUCTION_GRACE_MIN_MS,
      msMax: env.AUCTION_GRACE_MAX_MS,
    },
    preferences: {
      dollarsPerHour: env.AUCTION_DOLLARS_PER_HOUR,
      dollarsPerStop: env.AUCTION_DOLLARS_PER_STOP,
      countsInconvenience: env.AUCTION_INCONVENIENCE === "on",
    },
    rates: rates as RateTable,
    plausibility: plausibilityOf(env),
    auctionsMax: env.AUCTIONS_MAX,
    waitingMax: env.AUCTIONS_WAITING_MAX,
    hedgeShare: env.HEDGE_PERCENT / 100,
    biddersReturnMs: env.BIDDERS_RETURN_MS,
    outside: env.BIDDERS_OUTSIDE,
    zone: env.ZONE,
    shadow: env.BIDDERS_SHADOW,
    feedbackPrices: env.FEEDBACK_PRICES,
    fallbackStorage: env.STAND_INS,
    fallbackAgeMsMax: env.STAND_INS_AGE_MAX_S * 1_000,
    learnedStorage: env.LEARNED,
    ledgerMax: env.LEDGER_MAX,
    ledgerBytesMax: env.LEDGER_BYTES_MAX,
    ledgerSharedBytesMax: env.LEDGER_SHARED === "on" ? env.LEDGER_SHARED_BYTES_MAX : null,
    searchesPerMinuteMax: env.SEARCHES_PER_MINUTE_MAX,
    placesPerMinuteMax: env.PLACES_PER_MINUTE_MAX,
    bodyBytesMax: LIMITS.requestBytesMax,
    hostsAllowed: env.HOSTS_ALLOWED,
    trustProxy: env.TRUST_PROXY,
    operations: operationsOf(env),
    connectionsMax: env.CONNECTIONS_MAX,
    connectionsPerAddressMax: env.CONNECTIONS_PER_ADDRESS_MAX,
    ...CONNECTION_TIMES,
    compression: env.HTTP_COMPRESSION,
    keepAliveMs: env.KEEP_ALIVE_S * 1_000,
    answerStallMs: ANSWER_STALL_MS,
    adminKeyHash: env.ADMIN_KEY_HASH ?? null,
    tenants,
    policies: readPolicies(env.POLICIES_FILE, { policy, bounds }),
    tokens: tokensOf(env),
    signIn: signInOf(env),
    tracing: tracingOf(env),
    recording: recordingOf(env),
  };
}

function readTenants(
  path: string | undefined,
  rates: RateTable,
  faults: Fault[],
): GatewayConfig["tenants"] {
  if (!path) return null;
  const { tenants, faults: its } = readTenantsFile(path, (currency) => rates.has(currency));
  for (const { path: at, message } of its)
    faults.push({
      path: "TENANTS_FILE",
      message: `${path}: ${at === "" ? "" : `${at} `}${message}`,
    });
  return { path, entries: tenants };
}

/** The policy of searches that name none, and what any may ask for. */
function policyOf(env: z.output<typeof configSchema>): Pick<GatewayConfig, "policy" | "bounds"> {
  return {
    policy: {
      deadlineMs: env.AUCTION_DEADLINE_MS,
      deadlineMsPerSlice: env.AUCTION_DEADLINE_MS_PER_SLICE,
      quorum: env.AUCTION_QUORUM ?? null,
      required: env.AUCTION_REQUIRED,
      ...(env.AUCTION_POLICY === "value"
        ? { kind: "value", dollarsPerSecond: env.AUCTION_DOLLARS_PER_SECOND }
        : {}),
      dollarsPerSecondDefault: env.AUCTION_DOLLARS_PER_SECOND,
    },
    bounds: {
      deadlineMsMin: env.AUCTION_DEADLINE_MS_MIN,
      deadlineMsMax: env.AUCTION_DEADLINE_MS_MAX,
    },
  };
}

/**
 * Its policies stand on those of the settings: it is read when these are right.
 *
 * @throws ConfigError
 */
function readPolicies(path: string | undefined, terms: PolicyTerms): GatewayConfig["policies"] {
  if (path === undefined) return null;
  const { file, faults } = readPoliciesFile(path, terms);
  if (file !== null) return { path, file };
  throw new ConfigError(
    faults.map(({ path: at, message }) => ({
      path: "POLICIES_FILE",
      message: `${path}: ${at === "" ? "" : `${at} `}${message}`,
    })),
  );
}

function tokensOf(env: z.output<typeof configSchema>): TokenSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience } = env;
  if (issuer === undefined || audience === undefined) return null;
  return { issuer, audience, tenantClaim: env.OIDC_TENANT_CLAIM, scopeClaim: env.OIDC_SCOPE_CLAIM };
}

function signInOf(env: z.output<typeof configSchema>): SignInSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_SCOPES: scope } = env;
  return issuer === undefined || clientId === undefined ? undefined : { issuer, clientId, scope };
}

function operationsOf(env: z.output<typeof configSchema>): GatewayConfig["operations"] {
  if (env.OPERATIONS_PORT < 0) return null;
  const at = { host: env.OPERATIONS_HOST ?? env.HOST, port: env.OPERATIONS_PORT };
  return env.OPERATIONS_PROFILE === "on" ? { ...at, profile: true } : at;
}
