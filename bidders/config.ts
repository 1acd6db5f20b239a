/**
 * A bidder's configuration out of its environment: every mistake is found at once. The only file of
 * the bidders that reads it.
 */
import { randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { z } from "zod";
import { readCertificates } from "../common/runtime/certificates.ts";
import {
  type Environment,
  type LOG_LEVELS,
  logLevel,
  parseEnvironment,
  RUN_FILE,
  readBroker,
  wholeNumber,
} from "../common/runtime/config.ts";
import type { BrokerConfig } from "../common/runtime/connect.ts";
import { withoutBom } from "../common/text/bom.ts";
import { jsonFault } from "../common/text/json-fault.ts";
import { LIMITS } from "../proto/codec/index.ts";
import { type Fault, messageOf } from "../proto/errors.ts";
import { isMarket, isToken, MARKETS_MAX } from "../proto/subjects.ts";
import type { BidderSettings, PartnerConfig } from "./kit/bidder.ts";
import { bidderKinds } from "./kit/modules.ts";
import { checkPartners, partnerEntry, partnerOf } from "./partners/settings.ts";

export interface BidderConfig {
  readonly kind: string;
  readonly instance: string;
  /** `*.*`, `LHR.*`, `*.JFK`, `LHR.JFK` */
  readonly markets: readonly string[];
  /**
   * Searches at once, null for as many as suit the module; then calls that wait for their turn;
   * then calls are declined.
   */
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

/** Each of them takes some 20 MB, and more of them than there are cores find nothing sooner. */
const THREADS_MAX = 16;

const environmentSchema = z.object({
  INSTANCE: z
    .string()
    .refine(isToken, "must be 1-64 letters, digits, _ or -")
    .default(() => randomBytes(4).toString("hex")),
  MARKETS: z.string().default("*.*").transform(readMarkets),
  CONCURRENCY_MAX: wholeNumber(1, 10_000, 0).transform((said) => said || null),
  QUEUE_MAX: wholeNumber(0, 10_000, 64),
  OFFERS_MAX: wholeNumber(1, LIMITS.offersABidMax, 100),
  THREADS: wholeNumber(1, THREADS_MAX, Math.min(2, availableParallelism())),
  DRAIN_MS: wholeNumber(0, 600_000, 5_000),
  LOG_LEVEL: logLevel,
});

function readMarkets(text: string, context: z.RefinementCtx): string[] {
  const markets = [...new Set(text.split(",").map((market) => market.trim()))];
  if (markets.length > MARKETS_MAX)
    context.addIssue({
      code: "custom",
      message: `${markets.length} markets; at most ${MARKETS_MAX}`,
    });
  for (const market of markets) {
    if (!isMarket(market))
      context.addIssue({
        code: "custom",
        message: `'${market}' is no market; *.*, LHR.*, *.JFK or LHR.JFK would be`,
      });
  }
  return markets;
}

/**
 * The configuration of one bidder process. `kindNamed` is the command's argument; without one KIND
 * says it.
 * @throws ConfigError with every mistake
 */
export function readConfig(
  environment: Environment,
  kindNamed?: string,
  runFilePath = RUN_FILE,
): BidderConfig {
  const kind = kindNamed || environment["KIND"] || "";
  const timetablePath = environment["TIMETABLE"] || null;
  const faults: Fault[] = [];
  checkKind(kind, faults);
  const broker = readBroker(environment, kind, faults, runFilePath);
  if (timetablePath !== null) checkTimetable(timetablePath, faults);
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
    settings: { timetablePath, threads: parsed.THREADS, partners },
  };
}

function checkKind(kind: string, faults: Fault[]): void {
  const kinds = bidderKinds();
  if (kinds.includes(kind)) return;
  const known = kinds.length === 0 ? "there is none yet" : `there are ${kinds.join(", ")}`;
  const message =
    kind === ""
      ? `is not said: npm run bidder -- KIND; ${known}`
      : `'${kind}' is no bidder; ${known}`;
  faults.push({
    path: "KIND",
    message: `${message}. A bidder is a folder of bidders/ with an index.ts`,
  });
}

/** What is in the file is judged when it is read. */
function checkTimetable(path: string, faults: Fault[]): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile()) return;
  const wanted = "a file that `npm run timetable` writes, or an SSIM schedule, would be right";
  const message =
    found === undefined
      ? `there is no file ${path}`
      : `${path} is ${found.isDirectory() ? "a directory" : "no file"}`;
  faults.push({ path: "TIMETABLE", message: `${message}; ${wanted}` });
}

/**
 * The outside sellers: those in the file that PARTNERS names; without one Duffel, where its token
 * is set.
 */
function readPartners(environment: Environment, faults: Fault[]): readonly PartnerConfig[] {
  const path = environment["PARTNERS"];
  const duffelToken = environment["DUFFEL_TOKEN"];
  if (!path) {
    if (!duffelToken) return [];
    checkToken(duffelToken, "DUFFEL_TOKEN", faults);
    return [
      partnerOf(
        partnerEntry.parse({ name: "duffel", adapter: "duffel", url: "https://api.duffel.com" }),
        { token: duffelToken },
      ),
    ];
  }
  let text: string | undefined;
  let content: unknown;
  try {
    text = withoutBom(readFileSync(path, "utf8"));
    content = JSON.parse(text);
  } catch (thrown) {
    const why = text === undefined ? messageOf(thrown) : jsonFault(text, thrown);
    faults.push({ path: "PARTNERS", message: `${path} cannot be read as JSON: ${why}` });
    return [];
  }
  const checked = checkPartners(content);
  faults.push(
    ...checked.faults.map(({ path: at, message }) => ({ path: `PARTNERS${at}`, message })),
  );
  // What entries name is looked up whether or not they are right in themselves: every mistake at
  // once.
  const looked = (Array.isArray(content) ? (content as unknown[]) : []).map((entry, i) => {
    const { token, caFile } = (entry ?? {}) as { token?: unknown; caFile?: unknown };
    return {
      token:
        typeof token === "string"
          ? readToken(token, `PARTNERS[${i}].token`, environment, faults)
          : "",
      ca:
        typeof caFile === "string"
          ? readCertificates(caFile, `PARTNERS[${i}].caFile`, faults, "authorities")
          : null,
    };
  });
  return checked.entries.map((entry, i) => partnerOf(entry, looked[i]));
}

function readToken(token: string, path: string, environment: Environment, faults: Fault[]): string {
  const value = token.startsWith("$") ? environment[token.slice(1)] : token;
  if (value) checkToken(value, path, faults);
  else if (token !== "") faults.push({ path, message: `${token} is not set in the environment` });
  return value ?? "";
}

/** Else no request with it would ever leave. The token itself is not told. */
function checkToken(token: string, path: string, faults: Fault[]): void {
  if (/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(token)) return;
  const message =
    "must have printable ASCII characters only, and no space or line break around it: no header could carry it";
  faults.push({ path, message });
}
