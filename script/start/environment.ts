/**
 * Which process gets which part of the environment: its own credentials and settings, and not those
 * of another one.
 */
import { COMMON_SETTINGS, readConfig as readBidderConfig } from "../../bidders/config.ts";
import { BROKER_TLS_SETTINGS } from "../../common/runtime/broker-tls.ts";
import {
  ConfigError,
  type Environment,
  readBroker,
  SIGN_IN_SETTINGS,
} from "../../common/runtime/config.ts";
import { readSandboxConfig, SANDBOX_SETTINGS } from "../../examples/sandbox/config.ts";
import { GATEWAY_SETTINGS, readConfig as readGatewayConfig } from "../../gateway/config.ts";
import type { Fault } from "../../proto/errors.ts";
import { brokerUsers } from "../broker/users.ts";
import { ownersOfSettings, type SettingsByKind } from "./kinds.ts";

/** `gateway`, `sandbox`, or the kind of a bidder. */
export type ProcessName = string;

/**
 * The broker's address, and each role's password; no passwords means that all sign in with the
 * settings of the environment.
 */
export interface BrokerAccess {
  readonly url: string;
  readonly passwords: Readonly<Record<string, string>> | undefined;
}

/**
 * Settings for some processes alone. What a bidder's schema names goes to the bidders that name it,
 * and to the processes that read it themselves.
 */
const ONLY_FOR: Readonly<Record<string, readonly ProcessName[]>> = {
  HOST: ["gateway"],
  PORT: ["gateway"],
  GATEWAY_ID: ["gateway"],
  // An id is for one process: the others would have the same.
  INSTANCE: [],
  KIND: [],
};

const GATEWAY: ReadonlySet<string> = new Set(GATEWAY_SETTINGS);
const SANDBOX: ReadonlySet<string> = new Set(SANDBOX_SETTINGS);
/** What every bidder reads, whatever its own schema says. */
const BIDDER: ReadonlySet<string> = new Set(COMMON_SETTINGS);

/** Whose settings the environment may have, and where they go. */
interface Settings {
  readonly environment: Environment;
  readonly kinds: SettingsByKind;
}

/** The environment of one of the processes, out of ours. */
export function processEnvironment(
  name: ProcessName,
  { environment: ours, kinds }: Settings,
  access: BrokerAccess,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const owners = ownersOfSettings(kinds);
  const isFor = (key: string): boolean => {
    const bidders = owners.get(key);
    if (bidders === undefined) return ONLY_FOR[key]?.includes(name) ?? true;
    return bidders.includes(name) || readsItself(name, key);
  };
  const own: Record<string, string> = {};
  for (const [key, value] of Object.entries(ours)) {
    if (value !== undefined && !key.startsWith("NATS_") && isFor(key)) own[key] = value;
  }
  return { ...own, ...metricsPortOf(name, ours, kinds), ...brokerOf(name, ours, access), ...more };
}

/** Each bidder has a METRICS_PORT of its own, in the order of the kinds: 9101, 9102, 9103. */
function metricsPortOf(
  name: ProcessName,
  { METRICS_PORT: first }: Environment,
  kinds: SettingsByKind,
): Record<string, string> {
  const index = [...kinds.keys()].indexOf(name);
  // 0 takes any free port. What is no number is a fault that the bidder names.
  if (index <= 0 || !first || !(Number(first) > 0)) return {};
  return { METRICS_PORT: String(Number(first) + index) };
}

function readsItself(name: ProcessName, key: string): boolean {
  const only = ONLY_FOR[key];
  if (only !== undefined) return only.includes(name);
  if (name === "gateway") return GATEWAY.has(key);
  return (name === "sandbox" ? SANDBOX : BIDDER).has(key);
}

function brokerOf(
  name: ProcessName,
  ours: Environment,
  { url, passwords }: BrokerAccess,
): Record<string, string> {
  if (name === "sandbox") return {};
  const picked = (keys: readonly string[]): Record<string, string> =>
    Object.fromEntries(keys.flatMap((key) => (ours[key] === undefined ? [] : [[key, ours[key]]])));
  const tls = picked(BROKER_TLS_SETTINGS);
  if (passwords !== undefined)
    return { NATS_URL: url, NATS_USER: name, NATS_PASSWORD: passwords[name] ?? "", ...tls };
  return { NATS_URL: url, ...picked(SIGN_IN_SETTINGS), ...tls };
}

/**
 * The broker that the environment names, if it names one: with a password a role
 * (NATS_GATEWAY_PASSWORD, NATS_NONSTOP_PASSWORD ..., as nats.conf has them), or with one way to
 * sign in for all. Undefined: `npm start` brings its own broker. Faults are added to `faults`.
 */
export function givenBroker(
  { environment, kinds }: Settings,
  faults: Fault[],
): BrokerAccess | undefined {
  const url = environment["NATS_URL"];
  if (!url) return undefined;
  const roles = ["gateway", ...kinds.keys()];
  const users = brokerUsers();
  const variable = (role: string) => users.get(role) ?? `NATS_${role.toUpperCase()}_PASSWORD`;
  const passwords = Object.fromEntries(
    roles.flatMap((role) =>
      environment[variable(role)] ? [[role, environment[variable(role)]]] : [],
    ),
  );
  if (Object.keys(passwords).length === 0) {
    readBroker(environment, "gateway", faults);
    return { url, passwords: undefined };
  }
  // A password a role: all other settings for signing in are ignored, except a user within the URL.
  const tls = Object.fromEntries(BROKER_TLS_SETTINGS.map((key) => [key, environment[key]]));
  readBroker(
    { NATS_URL: url, NATS_USER: "gateway", NATS_PASSWORD: passwords["gateway"] ?? "none", ...tls },
    "gateway",
    faults,
  );
  for (const role of roles) {
    if (passwords[role] === undefined)
      faults.push({ path: variable(role), message: "is not set, but another role's password is" });
  }
  return { url, passwords: passwords as Record<string, string> };
}

/**
 * The faults that the processes themselves would find in their settings, before any of them is
 * started.
 */
export async function faultsOfSettings({ environment, kinds }: Settings): Promise<Fault[]> {
  const placeholder: BrokerAccess = { url: "nats://127.0.0.1:4222", passwords: undefined };
  const withoutBroker = Object.fromEntries(
    Object.entries(environment).filter(([key]) => !key.startsWith("NATS_")),
  );
  const of = (name: ProcessName) =>
    processEnvironment(name, { environment: withoutBroker, kinds }, placeholder);
  const found = [
    ...(await faultsOf(() => readGatewayConfig(of("gateway")))),
    ...(await Promise.all(
      Array.from(kinds, ([kind, settings]) =>
        faultsOf(() =>
          readBidderConfig<unknown>(of(kind), kind, {
            module: settings === undefined ? {} : { settings },
          }),
        ),
      ),
    )),
    ...(await faultsOf(() => readSandboxConfig(of("sandbox")))),
  ].flat();
  // All processes have LOG_LEVEL: a mistake in it is one mistake.
  return [...new Map(found.map((fault) => [`${fault.path} ${fault.message}`, fault])).values()];
}

async function faultsOf(read: () => unknown): Promise<readonly Fault[]> {
  try {
    await read();
    return [];
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown.faults;
    throw thrown;
  }
}
