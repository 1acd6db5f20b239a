/** As whom `scatter doctor` can sign in: with the credentials that its environment has. */
import {
  type Environment,
  readBroker,
  readRunFile,
  runFileIn,
  runFolderOf,
} from "../../common/runtime/config.ts";
import type { BrokerConfig } from "../../common/runtime/connect.ts";
import type { Fault } from "../../proto/errors.ts";
import { brokerUsers } from "../broker/users.ts";
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

/**
 * With NATS_URL: the user that the environment signs in as, and each user of nats.conf whose
 * variable is set (`NATS_GATEWAY_PASSWORD`). Without it: all users of the broker of `npm start`.
 *
 * @param as whose credentials a file, a seed or none are
 */
export function readCredentials(
  environment: Environment,
  as: string,
  conf: string,
  faults: Fault[],
): Credentials {
  const variables = brokerUsers(conf);
  const bidders = [...variables.keys()].filter((user) => roleOf(user) === "bidder");
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
