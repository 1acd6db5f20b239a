/**
 * As whom `scatter doctor` can sign in: with the credentials that its environment has, or a folder.
 *
 * DOCTORKEYS-1 With a folder of script/cluster/credentials.ts it signs in as each role whose seed
 *    is there, once, with the role's own certificate and key.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  type Environment,
  readBroker,
  readRunFile,
  runFileIn,
  runFolderOf,
  SIGN_IN_SETTINGS,
} from "../../common/runtime/config.ts";
import type { BrokerConfig } from "../../common/runtime/connect.ts";
import type { Fault } from "../../proto/errors.ts";
import { brokerUsers, clusterRoles } from "../broker/users.ts";
import { roleOf } from "./rights.ts";

/** A user, and how to connect as it. */
export interface KnownUser {
  readonly user: string;
  readonly broker: BrokerConfig;
}

export interface Credentials {
  readonly url: string;
  readonly known: readonly KnownUser[];
  /** Users of nats.conf of which nothing is known. */
  readonly unknown: readonly string[];
  /** Users of nats.conf that are bidders. */
  readonly bidders: readonly string[];
  /** The gateway of `npm start`. */
  readonly gatewayUrl: string | undefined;
}

/** Where credentials are. */
interface CredentialSources {
  /** Whose credentials a file, a seed or none of the environment are. */
  readonly as: string;
  /** A folder of script/cluster/credentials.ts; NATS_URL says where the brokers are. */
  readonly folder?: string | undefined;
}

/**
 * With NATS_URL: the user that the environment signs in as, and each user of nats.conf whose
 * variable is set (`NATS_GATEWAY_PASSWORD`). Without it: all users of the broker of `npm start`.
 */
export function readCredentials(
  environment: Environment,
  { as, folder }: CredentialSources,
  conf: string,
  faults: Fault[],
): Credentials {
  const variables = brokerUsers(conf);
  const bidders = [...variables.keys()].filter((user) => roleOf(user) === "bidder");
  if (folder !== undefined) return { ...inFolder(environment, folder, conf, faults), bidders };
  if (!environment["NATS_URL"]) {
    const run = readRunFile(runFileIn(runFolderOf(environment)));
    const { url } = readBroker(environment, as, faults);
    const known = Object.keys(run?.passwords ?? {}).map((user) => ({
      user,
      broker: readBroker(environment, user, faults),
    }));
    return { url, known, unknown: [], bidders, gatewayUrl: run?.gatewayUrl };
  }
  const broker = readBroker(environment, as, faults);
  const { credentials } = broker;
  const byVariable = [...variables].flatMap(([user, variable]): KnownUser[] => {
    const password = environment[variable];
    if (!password) return [];
    return [{ user, broker: { ...broker, credentials: { kind: "password", user, password } } }];
  });
  // Where only the variables are set, no user signs in without a password.
  const isStated = credentials.kind !== "none" || byVariable.length === 0;
  const user = credentials.kind === "password" ? credentials.user : as;
  const others = byVariable.filter((one) => !isStated || one.user !== user);
  const known = isStated ? [{ user, broker }, ...others] : others;
  const unknown = [...variables.keys()].filter((name) => !known.some((one) => one.user === name));
  return { url: broker.url, known, unknown, bidders, gatewayUrl: undefined };
}

/** Other ways to sign in, which do not count beside a folder. */
const NO_SIGN_IN: Environment = Object.fromEntries(
  SIGN_IN_SETTINGS.map((name) => [name, undefined]),
);

/** DOCTORKEYS-1 */
function inFolder(
  environment: Environment,
  folder: string,
  conf: string,
  faults: Fault[],
): Omit<Credentials, "bidders"> {
  const url = environment["NATS_URL"];
  const users = [...brokerUsers(conf).keys()];
  const hasSeed = (user: string) => existsSync(join(folder, `${user}.seed`));
  const known = clusterRoles(conf).filter(hasSeed);
  if (!url) faults.push({ path: "NATS_URL", message: "is not set: --credentials needs it" });
  if (known.length === 0)
    faults.push({
      path: "--credentials",
      message: `${folder} has no seed of ${users.join(", ")}; script/cluster/credentials.ts makes such a folder`,
    });
  const brokers = known.map((user) => ({
    user,
    broker: readBroker(
      {
        ...environment,
        ...NO_SIGN_IN,
        NATS_CA: join(folder, "ca.pem"),
        NATS_TLS_CERT: join(folder, `${user}.pem`),
        NATS_TLS_KEY: join(folder, `${user}.key`),
        NATS_NKEY_SEED_FILE: join(folder, `${user}.seed`),
      },
      user,
      url ? faults : [],
    ),
  }));
  const unknown = users.filter((user) => !hasSeed(user));
  return { url: brokers[0]?.broker.url ?? "", known: brokers, unknown, gatewayUrl: undefined };
}
