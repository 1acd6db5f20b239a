/**
 * The entries of the partners' file, as zod schemas: what a user may write, with every default
 * filled in. Pure: tokens and files are read by `settings.ts`.
 */
import { z } from "zod";
import { minorDigits } from "../../common/money/money.ts";
import type { Fault } from "../../proto/errors.ts";
import { LIMITS } from "../../proto/limits.ts";
import { isMarket, MARKETS_MAX } from "../kit/markets.ts";
import { PAGES_MAX } from "./adapter.ts";
import { REQUESTS_MAX } from "./asked-searches.ts";
import { jsonMapping, mappingFaults } from "./json/mapping.ts";
import { usesPlaceholder } from "./json/template.ts";
import { linkFaults } from "./offers/hand-off.ts";
import type { PartnerConfig } from "./partner-config.ts";

/** Entries of one file; each is asked in every auction (A6). */
const PARTNERS_MAX = 32;
/** A6 */
const LINK_HOSTS_MAX = 16;

/**
 * The default time limit of a partner. Duffel asks airlines for 2 s at
 * least, and with less than half of 5 s left one timeout does not count against it. An auction has
 * `searchDeadlineMsMax` at most, so waiting longer than 5 s is of little use, and other searches
 * lack the connection meanwhile. In auctions of 800 ms Duffel will seldom be in time: they need a
 * longer deadline.
 */
const TIMEOUT_MS = 5_000;

const whole = (min: number, max: number) => {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.int(message).min(min, message).max(max, message);
};

const market = z
  .string("must be a market")
  .refine(isMarket, "must be a market like *.*, LHR.*, *.JFK or LHR.JFK");
const currency = z
  .string("must be an ISO 4217 code like EUR")
  .refine(
    (code) => /^[A-Z]{3}$/.test(code) && minorDigits(code) !== undefined,
    "must be an ISO 4217 code like EUR",
  );

export const partnerEntry = z.strictObject({
  name: z
    .string("must be 1-64 of a-z, 0-9 and -")
    .regex(/^[a-z0-9-]{1,64}$/, "must be 1-64 of a-z, 0-9 and -"),
  adapter: z.enum(["duffel", "json"], "must be duffel or json"),
  url: z.url({ protocol: /^https?$/, error: "must look like https://api.example.com" }),
  token: z.string("must be text; $NAME reads it from the environment").default(""),
  timeoutMs: whole(1, 60_000).default(TIMEOUT_MS),
  concurrencyMax: whole(1, 1_000).default(16),
  queueMax: whole(0, 1_000).default(8),
  breaker: z
    .strictObject({
      faults: whole(1, 1_000).default(5),
      trialAfterMs: whole(0, 3_600_000).default(5_000),
    })
    .default({ faults: 5, trialAfterMs: 5_000 }),
  markets: z
    .array(market, "must be a list of markets")
    .min(1, "must name one market at least")
    .max(MARKETS_MAX, `must have at most ${MARKETS_MAX} markets`)
    .default(["*.*"]),
  currency: currency.optional(),
  pagesMax: whole(1, PAGES_MAX).default(PAGES_MAX),
  calendarDaysMax: whole(0, LIMITS.calendarDaysMax).default(REQUESTS_MAX),
  caFile: z
    .string("must be the path of a PEM file")
    .min(1, "must be the path of a PEM file")
    .optional(),
  /** Where a traveller buys one of its offers. */
  link: z
    .strictObject(
      {
        template: z.string("must be a URL").max(1_000, "must have at most 1000 characters"),
        hosts: z
          .array(
            z.string().regex(/^[a-z0-9.-]+(:\d{1,5})?$/, "must be a host like book.example.com"),
          )
          .min(1, "must name one host at least")
          .max(LINK_HOSTS_MAX, `must have at most ${LINK_HOSTS_MAX} hosts`),
      },
      "must be {template, hosts}",
    )
    .optional(),
  mapping: jsonMapping.optional(),
});
/** What a user writes, and the same with its defaults. */
export type PartnerEntry = z.input<typeof partnerEntry>;
type CheckedEntry = z.output<typeof partnerEntry>;

const partnersFile = z
  .array(partnerEntry, "must be a list of partners")
  .max(PARTNERS_MAX, `must have at most ${PARTNERS_MAX} partners`);

/**
 * The entries of a partners' file, or every mistake in it, with paths like `[0].breaker.faults`.
 */
export function checkPartners(content: unknown): {
  readonly entries: readonly CheckedEntry[];
  readonly faults: readonly Fault[];
} {
  const parsed = partnersFile.safeParse(content);
  const issues = parsed.success ? [] : parsed.error.issues;
  const faults = [
    ...issues.map((issue): Fault => ({ path: pathOf(issue.path), message: issue.message })),
    // On what was written, since zod checks how fields go together only when each is right by
    // itself.
    ...(Array.isArray(content)
      ? content.flatMap((entry, i) => crossFaults(entry, `[${i}]`, content.slice(0, i)))
      : []),
  ];
  return { entries: parsed.success && faults.length === 0 ? parsed.data : [], faults };
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
}

type UnknownEntry = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is UnknownEntry =>
  typeof value === "object" && value !== null;

function crossFaults(entry: unknown, at: string, before: readonly unknown[]): Fault[] {
  if (!isObject(entry)) return [];
  const { name, adapter, url, token, caFile, mapping, link } = entry;
  const faults: Fault[] = [];
  const fault = (field: string, message: string) =>
    faults.push({ path: `${at}.${field}`, message });
  if (typeof name === "string" && before.some((other) => isObject(other) && other["name"] === name))
    fault("name", `'${name}' is taken by another entry`);
  if (typeof url === "string" && URL.canParse(url)) {
    const { protocol, username, password, search, hash } = new URL(url);
    if (username + password + search + hash !== "")
      fault("url", "must have no user, query or fragment: the token is a field of its own");
    if (protocol === "http:" && caFile !== undefined)
      fault("caFile", "is of no use to an http:// URL");
  }
  if (adapter === "json" && mapping === undefined)
    fault("mapping", "is missing: it describes the protocol of a seller of adapter json");
  faults.push(
    ...mappingFaults(mapping).map((one) => ({ ...one, path: `${at}.mapping.${one.path}` })),
    ...linkFaults(link).map((one) => ({ ...one, path: `${at}.link.${one.path}` })),
  );
  if (adapter === "duffel" && mapping !== undefined) fault("mapping", "is for adapter json alone");
  if ((token === undefined || token === "") && needsToken(adapter, mapping))
    fault("token", "must not be empty; $NAME reads it from the environment");
  return faults;
}

function needsToken(adapter: unknown, mapping: unknown): boolean {
  if (adapter === "duffel") return true;
  const request = isObject(mapping) ? mapping["request"] : undefined;
  if (!isObject(request)) return false;
  const { auth, body } = request;
  return !(isObject(auth) && auth["kind"] === "none") || usesPlaceholder(body, "token");
}

/** The partner of an entry; `found` is what its `$NAME` and its `caFile` hold. */
export function partnerOf(
  entry: CheckedEntry,
  found: { readonly token?: string; readonly ca?: string | null } = {},
): PartnerConfig {
  const { caFile: _, token, currency: quoted = null, mapping = null, link = null, ...rest } = entry;
  return {
    ...rest,
    token: found.token ?? token,
    ca: found.ca ?? null,
    currency: quoted,
    link,
    mapping,
  };
}
