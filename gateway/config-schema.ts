/** The environment variables of the gateway: how each is written, its bounds and its default. */
import { z } from "zod";
import {
  logLevel,
  onOrOff,
  ratesSetting,
  wholeNumber,
  zoneName,
} from "../common/runtime/config.ts";
import { tracingSettings } from "../common/runtime/tracing-settings.ts";
import { POLICY_KINDS } from "../proto/closed-sets.ts";
import { isToken } from "../proto/subjects.ts";
import { FEEDBACK_PRICES } from "./auction/feedback/disclosure.ts";
import { LEDGER_LIMITS } from "./auction/ledger.ts";
import { BIDDERS_MAX } from "./auction/limits.ts";
import { isHostPattern } from "./http/allowed-hosts.ts";
import { COMPRESSION } from "./http/compression.ts";
import { PROXIES_RIGHT, parseProxies } from "./http/trusted-proxies.ts";
import { plausibilitySettings } from "./plausibility-settings.ts";
import { recordingSettings } from "./recording/recording-settings.ts";
import { quorum } from "./search/search-schema.ts";
import {
  DEADLINE_MS_MAX,
  DEADLINE_MS_MIN,
  DOLLARS_PER_SECOND,
  DOLLARS_PER_SECOND_MAX,
  DOLLARS_PER_SECOND_MIN,
  DOLLARS_PER_SECOND_RIGHT,
  GRACE_DEFAULTS,
  isDollarsPerSecond,
} from "./search/search-terms.ts";
import { KEY_HASH_FORM } from "./tenants/api-keys.ts";
import { isIssuerUrl } from "./tokens/issuer-url.ts";

const names = z
  .string()
  .transform((list) => (list.trim() === "none" ? [] : list.split(",").map((name) => name.trim())))
  .refine((list) => list.every(isToken), "must be bidders' names, separated by commas, or 'none'")
  .meta({ type: "list", bounds: "bidders, separated by commas, or `none`" });

/** The rule for the quorum of a search, read from text. */
const quorumText = z
  .string()
  .transform((text) => (/^[0-9]+$/.test(text) ? Number(text) : text))
  .pipe(quorum)
  .meta({ type: "number or share", bounds: '1 to 512, or `"1%"` to `"100%"`' });

const dollarsPerSecond = z
  .string()
  .regex(/^\d{1,4}(?:\.\d{1,2})?$/, DOLLARS_PER_SECOND_RIGHT)
  .transform(Number)
  .refine(isDollarsPerSecond, DOLLARS_PER_SECOND_RIGHT)
  .default(DOLLARS_PER_SECOND)
  .meta({
    type: "number",
    bounds: `${DOLLARS_PER_SECOND_MIN}–${DOLLARS_PER_SECOND_MAX}, in whole cents`,
    shownDefault: `\`${DOLLARS_PER_SECOND}\``,
  });

const hosts = z
  .string()
  .transform((list) => (list.trim() === "any" ? null : list.split(",").map((host) => host.trim())))
  .refine(
    (list) => list?.every(isHostPattern) ?? true,
    "must be names or addresses without a port, separated by commas, such as search.example.com or *.example.com, or 'any'",
  )
  .meta({
    ...{ type: "list", shownDefault: "none" },
    bounds: "names without port, separated by commas, or `any`",
  });

const proxies = z
  .string()
  .transform((text, context) => {
    const read = parseProxies(text.trim());
    if (read === undefined) context.addIssue({ code: "custom", message: PROXIES_RIGHT });
    return read ?? null;
  })
  .meta({ type: "list or number", bounds: "addresses, names of ranges, or a number" });

/** A6: an audience, or the name of a claim, which may be an address. */
const CLAIM_CHARS_MAX = 256;

/** RFC 6749, 3.3. */
const SCOPES_FORM = /^(?=.{1,1024}$)[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/;

const claimName = z
  .string()
  .max(CLAIM_CHARS_MAX, `must have at most ${CLAIM_CHARS_MAX} characters`)
  .meta({ type: "name", bounds: `at most ${CLAIM_CHARS_MAX} characters` });

const MIB = 1024 * 1024;
/** A quarter of what `nats.conf` lets a broker store. */
const SHARED_BYTES = 256 * MIB;

export const configSchema = z.object({
  GATEWAY_ID: z
    .string()
    .refine(isToken, "must be 1-64 of A-Z a-z 0-9 _ -")
    .meta({ type: "name", bounds: "1–64 of `A-Z a-z 0-9 _ -`", shownDefault: "made up" })
    .optional(),
  HOST: z.string().meta({ type: "address" }).default("127.0.0.1"),
  PORT: wholeNumber(0, 65_535, 8_080),
  LOG_LEVEL: logLevel,
  AUCTION_DEADLINE_MS: wholeNumber(DEADLINE_MS_MIN, DEADLINE_MS_MAX, 800),
  AUCTION_DEADLINE_MS_PER_SLICE: wholeNumber(0, DEADLINE_MS_MAX, 400),
  AUCTION_DEADLINE_MS_MIN: wholeNumber(DEADLINE_MS_MIN, DEADLINE_MS_MAX, DEADLINE_MS_MIN),
  AUCTION_DEADLINE_MS_MAX: wholeNumber(DEADLINE_MS_MIN, DEADLINE_MS_MAX, DEADLINE_MS_MAX),
  AUCTION_QUORUM: quorumText.optional(),
  AUCTION_REQUIRED: names.default(["nonstop"]).meta({ shownDefault: "`nonstop`" }),
  AUCTION_POLICY: z.enum(POLICY_KINDS, "must be plain or value").default("plain"),
  AUCTION_DOLLARS_PER_SECOND: dollarsPerSecond,
  AUCTION_GRACE_PERCENT: wholeNumber(0, 1_000, 100 * GRACE_DEFAULTS.share),
  AUCTION_GRACE_MIN_MS: wholeNumber(0, DEADLINE_MS_MAX, GRACE_DEFAULTS.msMin),
  AUCTION_GRACE_MAX_MS: wholeNumber(0, DEADLINE_MS_MAX, GRACE_DEFAULTS.msMax),
  AUCTION_DOLLARS_PER_HOUR: wholeNumber(0, 10_000, 30),
  AUCTION_DOLLARS_PER_STOP: wholeNumber(0, 10_000, 40),
  AUCTION_INCONVENIENCE: onOrOff.default("on"),
  AUCTIONS_MAX: wholeNumber(1, 1_000_000, 1_000),
  AUCTIONS_WAITING_MAX: wholeNumber(0, 1_000_000, 1_000),
  HEDGE_PERCENT: wholeNumber(0, 100, 5),
  BIDDERS_RETURN_MS: wholeNumber(0, 60_000, 5_000),
  BIDDERS_OUTSIDE: names
    .refine(({ length }) => length <= BIDDERS_MAX, `must name at most ${BIDDERS_MAX} bidders`)
    .default([])
    .meta({
      ...{ type: "list", shownDefault: "none" },
      bounds: `at most ${BIDDERS_MAX} bidders, separated by commas, or \`none\``,
    }),
  ZONE: zoneName,
  BIDDERS_SHADOW: names
    .refine(({ length }) => length <= BIDDERS_MAX, `must name at most ${BIDDERS_MAX} bidders`)
    .default([])
    .meta({
      ...{ type: "list", shownDefault: "none" },
      bounds: `at most ${BIDDERS_MAX} bidders, separated by commas, or \`none\``,
    }),
  FEEDBACK_PRICES: z.enum(FEEDBACK_PRICES, `must be ${FEEDBACK_PRICES.join(", ")}`).default("off"),
  STAND_INS: z.enum(["memory", "bucket"], "must be memory or bucket").default("memory"),
  STAND_INS_AGE_MAX_S: wholeNumber(1, 86_400, 600),
  LEARNED: z.enum(["memory", "bucket"], "must be memory or bucket").default("memory"),
  LEDGER_MAX: wholeNumber(1, 1_000_000, 1_000),
  LEDGER_BYTES_MAX: wholeNumber(MIB, 64 * 1024 * MIB, LEDGER_LIMITS.bytesMax).meta({
    shownDefault: `\`${LEDGER_LIMITS.bytesMax}\` (${LEDGER_LIMITS.bytesMax / MIB} MiB)`,
    bounds: `${MIB}–${64 * 1024 * MIB} (1 MiB to 64 GiB)`,
  }),
  LEDGER_SHARED: onOrOff.default("off"),
  LEDGER_SHARED_BYTES_MAX: wholeNumber(MIB, 64 * 1024 * MIB, SHARED_BYTES).meta({
    shownDefault: `\`${SHARED_BYTES}\` (${SHARED_BYTES / MIB} MiB)`,
    bounds: `${MIB}–${64 * 1024 * MIB} (1 MiB to 64 GiB)`,
  }),
  SEARCHES_PER_MINUTE_MAX: wholeNumber(1, 10_000_000, 3_000),
  PLACES_PER_MINUTE_MAX: wholeNumber(1, 10_000_000, 3_000),
  HOSTS_ALLOWED: hosts.default([]),
  TRUST_PROXY: proxies.default(null),
  OPERATIONS_HOST: z.string().meta({ type: "address", shownDefault: "`HOST`" }).optional(),
  OPERATIONS_PORT: wholeNumber(0, 65_535, -1),
  OPERATIONS_PROFILE: onOrOff.default("off"),
  CONNECTIONS_MAX: wholeNumber(1, 1_000_000, 4_096),
  CONNECTIONS_PER_ADDRESS_MAX: wholeNumber(1, 1_000_000, 1_024),
  KEEP_ALIVE_S: wholeNumber(1, 3_600, 20),
  HTTP_COMPRESSION: z.enum(COMPRESSION, `must be ${COMPRESSION.join(", ")}`).default("remote"),
  ADMIN_KEY_HASH: z
    .string()
    .regex(
      KEY_HASH_FORM,
      "must be sha256: and 64 digits of 0-9 a-f, as `scatter key new` prints it",
    )
    .optional(),
  TENANTS_FILE: z.string().meta({ type: "file" }).optional(),
  POLICIES_FILE: z.string().meta({ type: "file" }).optional(),
  OIDC_ISSUER: z
    .string()
    .refine(
      isIssuerUrl,
      "must be the https address of an issuer, such as https://login.example.com",
    )
    .meta({ type: "address", bounds: "https; http to this machine alone" })
    .optional(),
  OIDC_AUDIENCE: z.string().max(CLAIM_CHARS_MAX).meta({ type: "text" }).optional(),
  OIDC_TENANT_CLAIM: claimName.default("tenant"),
  OIDC_SCOPE_CLAIM: claimName.default("scope"),
  OIDC_CLIENT_ID: z
    .string()
    .max(CLAIM_CHARS_MAX, `must have at most ${CLAIM_CHARS_MAX} characters`)
    .meta({ type: "text", bounds: `at most ${CLAIM_CHARS_MAX} characters` })
    .optional(),
  OIDC_SCOPES: z
    .string()
    .regex(SCOPES_FORM, "must be scopes with one space between, such as: openid search offers")
    .meta({ type: "text", bounds: "at most 1024 characters" })
    .default("openid"),
  RATES: ratesSetting,
  ...tracingSettings,
  ...plausibilitySettings,
  ...recordingSettings,
});
