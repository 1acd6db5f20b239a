/**
 * The part of the configuration that both sides share: how a process finds its broker, and how it
 * reports what is wrong with its environment. The environment is passed in: only the two
 * `config.ts` and the scripts read it.
 */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { Fault } from "../../proto/errors.ts";
import { isToken } from "../../proto/subjects.ts";
import { RATES_PATH } from "../money/rates.ts";
import { readBrokerTls } from "./broker-tls.ts";
import { type BrokerUrl, readBrokerUrl } from "./broker-url.ts";
import type { BrokerConfig } from "./connect.ts";
import { checkCredentialsFile, checkSeedFile, USER_SEED } from "./credentials-file.ts";
import type { BrokerCredentials } from "./sign-in.ts";

/** Environment variables by name. An empty value counts as unset. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * All mistakes in the environment together: what each is, and what would be right. `main.ts` prints
 * them and exits with 2.
 */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(
      `the configuration has ${faults.length === 1 ? "a mistake" : `${faults.length} mistakes`}:\n${faults.map((f) => `  ${f.path}: ${f.message}`).join("\n")}`,
    );
    this.faults = faults;
  }
}

/**
 * The schema of an environment variable that is a whole number from `min` to `max`; unset gives
 * `fallback`.
 */
export function wholeNumber(min: number, max: number, fallback: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine((n) => n >= min && n <= max, message)
    .optional()
    .transform((n) => n ?? fallback)
    .meta({
      type: "whole number",
      bounds: `${min}–${max}`,
      // A default out of the bounds stands for "not set".
      shownDefault: fallback >= min && fallback <= max ? `\`${fallback}\`` : "none",
    });
}

/** The schema of RATES: a JSON table of exchange rates. */
export const ratesSetting = z
  .string()
  .meta({ type: "file", shownDefault: "`common/money/rates.json`" })
  .default(RATES_PATH);

/** The schema of an environment variable that switches something. */
export const onOrOff = z.enum(["on", "off"], "must be on or off");

/** The schema of ZONE: where a process runs, as the operator names it. */
export const zoneName = z
  .string()
  .refine(isToken, "must be 1-64 letters, digits, _ or -")
  .meta({ type: "name", bounds: "1–64 of `A-Z a-z 0-9 _ -`", shownDefault: "none" })
  .optional();

export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
/** The schema of LOG_LEVEL; unset gives `info`. */
export const logLevel = z
  .enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(", ")}`)
  .default("info");

/**
 * The settings in the environment, checked against a schema.
 *
 * @param more adds the faults that other checks find, so that all are reported at once
 * @throws ConfigError
 */
export function parseEnvironment<T extends z.ZodType>(
  schema: T,
  environment: Environment,
  more: (faults: Fault[]) => void = () => {},
): z.output<T> {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = schema.safeParse(set);
  const faults: Fault[] = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
  more(faults);
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return parsed.data;
}

/**
 * The users in nats.conf. A bidder is the user that is named after its kind.
 */
export type BrokerRole = "gateway" | "client" | "monitor" | (string & {});

/**
 * The folder in which `npm start` writes what other processes of this machine need: RUN_FOLDER, or
 * `.run` of this project. Starts with folders of their own know nothing of each other.
 */
export function runFolderOf(environment: Environment): string {
  return resolve(environment["RUN_FOLDER"] || join(import.meta.dirname, "..", "..", ".run"));
}

/** How to reach the broker that `npm start` started; processes without NATS_URL read it. */
export const runFileIn = (folder: string): string => join(folder, "broker.json");

const runFile = z.object({
  url: z.string(),
  gatewayUrl: z.string().optional(),
  passwords: z.record(z.string(), z.string()),
});
/** How to reach the broker and the gateway that `npm start` started, with a password each user. */
export type RunFile = z.infer<typeof runFile>;

/** The content of the run file. Undefined when there is none that can be read. */
export function readRunFile(path: string): RunFile | undefined {
  try {
    return runFile.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}

/**
 * The broker's address, and how to sign in: NATS_URL with NATS_USER and NATS_PASSWORD, or
 * NATS_CREDS, NATS_NKEY_SEED or NATS_NKEY_SEED_FILE, or the user and password within NATS_URL.
 * Without NATS_URL, the broker that `npm start` started, as the user named by `role`. Faults are
 * added to `faults`.
 */
export function readBroker(
  environment: Environment,
  role: BrokerRole,
  faults: Fault[],
): BrokerConfig {
  const text = environment["NATS_URL"];
  if (!text) return brokerOfStart(role, faults, environment);
  const { url, tls: wantsTls, signIn } = readBrokerUrl(text, faults);
  const credentials = readCredentials(environment, signIn, faults);
  const tls = readBrokerTls(environment, wantsTls, faults);
  return tls === undefined ? { url, credentials } : { url, credentials, tls };
}

function brokerOfStart(role: BrokerRole, faults: Fault[], environment: Environment): BrokerConfig {
  const fault = (message: string) => faults.push({ path: "NATS_URL", message });
  const folder = runFolderOf(environment);
  const run = readRunFile(runFileIn(folder));
  if (run === undefined) {
    const where = environment["RUN_FOLDER"] ? `with RUN_FOLDER=${folder}` : "here";
    fault(
      `is not set, and no \`npm start\` is running ${where}; set it to something like nats://127.0.0.1:4222 (several nodes: nats://a:4222,nats://b:4222)`,
    );
    return { url: "", credentials: { kind: "none" } };
  }
  const known = run.passwords[role];
  if (known === undefined) {
    fault(
      `is not set, and the broker of \`npm start\` has no user '${role}'; it has ${Object.keys(run.passwords).join(", ")}`,
    );
  }
  return { url: run.url, credentials: { kind: "password", user: role, password: known ?? "" } };
}

/** The variables that say how to sign in, beside NATS_URL. */
export const SIGN_IN_SETTINGS = [
  "NATS_USER",
  "NATS_PASSWORD",
  "NATS_CREDS",
  "NATS_NKEY_SEED",
  "NATS_NKEY_SEED_FILE",
] as const;

function readCredentials(
  environment: Environment,
  inUrl: BrokerUrl["signIn"],
  faults: Fault[],
): BrokerCredentials {
  const get = (name: string) => environment[name] || undefined;
  const [user, password, creds, seed, seedFile] = SIGN_IN_SETTINGS.map(get);
  const fault = (path: string, message: string) => faults.push({ path, message });
  if ([user ?? password, creds, seed, seedFile].filter((way) => way !== undefined).length > 1) {
    fault(
      "NATS_USER",
      "name one way to sign in: NATS_USER and NATS_PASSWORD, or NATS_CREDS, or NATS_NKEY_SEED, or NATS_NKEY_SEED_FILE",
    );
  }
  if (inUrl !== undefined && (user ?? password ?? creds ?? seed ?? seedFile) !== undefined) {
    fault(
      "NATS_URL",
      "has a user and a password in it, and another way to sign in is set beside it: take one of them away",
    );
  }
  if ((user === undefined) !== (password === undefined)) {
    fault(
      user === undefined ? "NATS_USER" : "NATS_PASSWORD",
      "is not set: NATS_USER and NATS_PASSWORD go together",
    );
  }
  if (seed !== undefined && !USER_SEED.test(seed))
    fault("NATS_NKEY_SEED", "must be a user's seed: SU and 56 letters or digits");
  if (creds !== undefined) {
    checkCredentialsFile(creds, faults);
    return { kind: "creds", path: creds };
  }
  if (seed !== undefined) return { kind: "nkey", seed };
  if (seedFile !== undefined) {
    checkSeedFile(seedFile, faults);
    return { kind: "nkey-file", path: seedFile };
  }
  if (user !== undefined && password !== undefined) return { kind: "password", user, password };
  return inUrl === undefined ? { kind: "none" } : { kind: "password", ...inUrl };
}
