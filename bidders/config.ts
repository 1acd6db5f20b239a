/** A bidder's configuration out of its environment: every mistake is found at once. The only file of the bidders that reads it. */
import { randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { z } from "zod";
import { LIMITS } from "../proto/codec.ts";
import { type Environment, type LOG_LEVELS, logLevel, parseEnvironment, RUN_FILE, readBroker, wholeNumber } from "../proto/config.ts";
import type { BrokerConfig } from "../proto/connect.ts";
import { type Fault, messageOf } from "../proto/errors.ts";
import { isMarket, isToken, MARKETS_MAX } from "../proto/subjects.ts";
import type { BidderSettings, PartnerConfig } from "./kit/bidder.ts";
import { bidderKinds } from "./kit/modules.ts";

export interface BidderConfig {
  readonly kind: string;
  readonly instance: string;
  /** `*.*`, `LHR.*`, `*.JFK`, `LHR.JFK` */
  readonly markets: readonly string[];
  /** Searches at once, null for as many as suit the module; then calls that wait for their turn; then calls are declined. */
  readonly concurrencyMax: number | null;
  readonly queueMax: number;
  /** Offers in a bid. */
  readonly offersMax: number;
  /** How long a stop waits for searches that run. */
  readonly drainMs: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly broker: BrokerConfig;
  readonly settings: BidderSettings;
}

const environmentSchema = z.object({
  INSTANCE: z
    .string()
    .refine(isToken, "must be 1-64 letters, digits, _ or -")
    .default(() => randomBytes(4).toString("hex")),
  MARKETS: z.string().default("*.*").transform(readMarkets),
  CONCURRENCY_MAX: wholeNumber(1, 10_000, 0).transform((said) => said || null),
  QUEUE_MAX: wholeNumber(0, 10_000, 64),
  OFFERS_MAX: wholeNumber(1, LIMITS.offersABidMax, 100),
  DRAIN_MS: wholeNumber(0, 600_000, 5_000),
  LOG_LEVEL: logLevel,
});

function readMarkets(text: string, context: z.RefinementCtx): string[] {
  const markets = [...new Set(text.split(",").map((market) => market.trim()))];
  if (markets.length > MARKETS_MAX) context.addIssue({ code: "custom", message: `${markets.length} markets; at most ${MARKETS_MAX}` });
  for (const market of markets) {
    if (!isMarket(market)) context.addIssue({ code: "custom", message: `'${market}' is no market; *.*, LHR.*, *.JFK or LHR.JFK would be` });
  }
  return markets;
}

/**
 * How long Duffel, or a partner that does not say it, may take. Duffel asks airlines for 2 s at least: half of 5 s is the least for
 * which running out of time counts against it by itself. More than 5 s of an auction, which has 10 s at most, are not worth the wait,
 * and a connection that waits is missing elsewhere. In auctions of 800 ms Duffel will seldom be in time: they need a longer deadline.
 */
const PARTNER_TIMEOUT_MS = 5_000;

const partnersSchema = z
  .array(
    z.strictObject({
      name: z.string().regex(/^[a-z0-9-]{1,64}$/, "must be 1-64 of a-z, 0-9 and -"),
      adapter: z.enum(["duffel"], "must be duffel"),
      url: z.url({ protocol: /^https?$/, error: "must look like https://api.example.com" }),
      token: z.string().min(1, "must not be empty; $NAME reads it from the environment"),
      timeoutMs: z.int().min(1).max(60_000).default(PARTNER_TIMEOUT_MS),
      concurrencyMax: z.int().min(1).max(1_000).default(16),
    }),
  )
  .superRefine((partners, context) => {
    for (const [i, { name }] of partners.entries()) {
      if (partners.findIndex((other) => other.name === name) < i)
        context.addIssue({ code: "custom", path: [i, "name"], message: `'${name}' is taken by another entry` });
    }
  });

/**
 * The configuration of one bidder process. `kindNamed` is the command's argument; without one KIND says it.
 * @throws ConfigError with every mistake
 */
export function readConfig(environment: Environment, kindNamed?: string, runFilePath = RUN_FILE): BidderConfig {
  const kind = kindNamed || environment["KIND"] || "";
  const timetablePath = environment["TIMETABLE"] || null;
  const faults: Fault[] = [];
  checkKind(kind, faults);
  const broker = readBroker(environment, kind, faults, runFilePath);
  if (timetablePath !== null && !isFile(timetablePath)) faults.push({ path: "TIMETABLE", message: `there is no file ${timetablePath}` });
  const partners = readPartners(environment, faults);
  const parsed = parseEnvironment(environmentSchema, environment, (all) => all.push(...faults));
  return {
    kind,
    instance: parsed.INSTANCE,
    markets: parsed.MARKETS,
    concurrencyMax: parsed.CONCURRENCY_MAX,
    queueMax: parsed.QUEUE_MAX,
    offersMax: parsed.OFFERS_MAX,
    drainMs: parsed.DRAIN_MS,
    logLevel: parsed.LOG_LEVEL,
    broker,
    settings: { timetablePath, partners },
  };
}

function checkKind(kind: string, faults: Fault[]): void {
  const kinds = bidderKinds();
  if (kinds.includes(kind)) return;
  const known = kinds.length === 0 ? "there is none yet" : `there are ${kinds.join(", ")}`;
  const message = kind === "" ? `is not said: npm run bidder -- KIND; ${known}` : `'${kind}' is no bidder; ${known}`;
  faults.push({ path: "KIND", message: `${message}. A bidder is a folder of bidders/ with an index.ts` });
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** The outside sellers: those in the file that PARTNERS names; without one Duffel, where its token is set. */
function readPartners(environment: Environment, faults: Fault[]): readonly PartnerConfig[] {
  const path = environment["PARTNERS"];
  const duffelToken = environment["DUFFEL_TOKEN"];
  if (!path) {
    if (!duffelToken) return [];
    const url = "https://api.duffel.com";
    return [{ name: "duffel", adapter: "duffel", url, token: duffelToken, timeoutMs: PARTNER_TIMEOUT_MS, concurrencyMax: 16 }];
  }
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (thrown) {
    faults.push({ path: "PARTNERS", message: `${path} cannot be read as JSON: ${messageOf(thrown)}` });
    return [];
  }
  const parsed = partnersSchema.safeParse(content);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) faults.push({ path: `PARTNERS${at(issue.path)}`, message: issue.message });
    return [];
  }
  return parsed.data.map((partner, i) => ({ ...partner, token: readToken(partner.token, `PARTNERS[${i}].token`, environment, faults) }));
}

function at(path: readonly PropertyKey[]): string {
  return path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
}

function readToken(token: string, path: string, environment: Environment, faults: Fault[]): string {
  if (!token.startsWith("$")) return token;
  const value = environment[token.slice(1)];
  if (!value) faults.push({ path, message: `${token} is not set in the environment` });
  return value ?? "";
}
