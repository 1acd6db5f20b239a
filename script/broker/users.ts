/** The users that nats.conf names, and fresh passwords for them. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RECORDS_USER } from "../../proto/subjects.ts";

export const NATS_CONF = join(import.meta.dirname, "..", "..", "nats.conf");

/**
 * Role -> the environment variable that nats.conf reads its password from. A bidder added there is
 * found here.
 */
export function brokerUsers(conf: string = readFileSync(NATS_CONF, "utf8")): Map<string, string> {
  const users = conf.matchAll(
    /^[^#\n]*\buser:\s*"?([A-Za-z0-9_-]+)"?,?\s+password:\s*\$([A-Z0-9_]+)/gm,
  );
  return new Map(Array.from(users, ([, role = "", variable = ""]) => [role, variable]));
}

/**
 * Roles whose block in nats.conf is a comment: a cluster has their rights, and nobody has a key of
 * one before it is asked for.
 */
const OPT_IN_ROLES: readonly string[] = [RECORDS_USER];

/**
 * The roles of a cluster, those of which nobody has a key included; each once, also where `conf`
 * has the block of one switched on.
 */
export const clusterRoles = (conf?: string): string[] => [
  ...new Set([...brokerUsers(conf).keys(), ...OPT_IN_ROLES]),
];

export interface BrokerSecrets {
  /** Keyed by role. */
  readonly passwords: Readonly<Record<string, string>>;
  /** The same by environment variable, for the broker's process. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Passwords of one run, 192 random bits each. They start with a letter: nats.conf would read one
 * like 1e5 as a number.
 */
export function freshSecrets(users: ReadonlyMap<string, string> = brokerUsers()): BrokerSecrets {
  const passwords: Record<string, string> = {};
  const environment: Record<string, string> = {};
  for (const [role, variable] of users) {
    const secret = `p${randomBytes(24).toString("hex")}`;
    passwords[role] = secret;
    environment[variable] = secret;
  }
  return { passwords, environment };
}
