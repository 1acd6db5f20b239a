/** What is right of the broker. Pure. */
import { LIMITS } from "../../proto/limits.ts";
import { type Check, counted, fault, named, notChecked, ok, warning } from "./check.ts";
import { type Attempt, attemptText } from "./rights.ts";
import type { TriedRights } from "./sign-in.ts";

/** What the broker tells each connection. */
interface BrokerInfo {
  readonly version: string;
  readonly maxPayload: number;
  readonly hasJetStream: boolean;
}

/** What its monitoring port says; absent figures are not known. */
export interface BrokerLoad {
  readonly connections: number;
  readonly connectionsMax: number;
  readonly slowReaders: number;
  readonly jetStream: JetStreamLoad | null;
}

/** Bytes. */
interface JetStreamLoad {
  readonly memory: number;
  readonly memoryMax: number;
  readonly storage: number;
  readonly storageMax: number;
}

/**
 * Versions, as they have been tried: the oldest and the newest one that all suites were green with.
 * Before 2.9 a bucket cannot be read directly, as gateways do.
 */
const OLDEST_USABLE = "2.9.0";
const OLDEST_TRIED = "2.9.10";
const NEWEST_TRIED = "2.15.1";

/** Call, bid and answer make some six ways of a round trip's half: this takes a tenth of 800 ms. */
const ROUND_TRIP_MS_MAX = 25;

/** Shares of a limit from which it is reported. */
const SHARE_HIGH = 0.8;
const SHARE_FULL = 0.95;

/** Less than zero where the first is older. What is no version is the oldest. */
export function compareVersions(a: string, b: string): number {
  const numbers = (text: string) =>
    (/^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(text)?.slice(1) ?? []).map((one) => Number(one ?? 0));
  const [left, right] = [numbers(a), numbers(b)];
  for (const i of [0, 1, 2]) {
    const difference = (left[i] ?? -1) - (right[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

export function brokerVersion({ version }: Pick<BrokerInfo, "version">): Check {
  const name = "broker version";
  const right = `${OLDEST_TRIED} to ${NEWEST_TRIED}, which the tests have run with`;
  if (compareVersions(version, OLDEST_USABLE) < 0)
    return fault(name, version, right, "install a newer nats-server");
  if (compareVersions(version, OLDEST_TRIED) < 0)
    return warning(name, version, right, "install a newer nats-server");
  if (compareVersions(version, "3.0.0") >= 0)
    return warning(name, version, right, "run the tests of this project with this version first");
  return ok(name, version);
}

export function roundTrip(ms: number): Check {
  const name = "round trip";
  const found = `${ms.toFixed(1)} ms`;
  if (ms <= ROUND_TRIP_MS_MAX) return ok(name, found);
  return warning(
    name,
    found,
    `at most ${ROUND_TRIP_MS_MAX} ms, of the 800 ms that a search has`,
    "run this command beside the broker; if it is as slow there, the broker has too little processor time",
  );
}

export function messageSize({ maxPayload }: Pick<BrokerInfo, "maxPayload">): Check {
  const name = "message size";
  const found = `${maxPayload} bytes (max_payload)`;
  const right = `at least ${LIMITS.fallbackBytesMax}; nats.conf has 1MB`;
  const remedy = "set max_payload: 1MB in the broker's nats.conf, and reload it";
  if (maxPayload >= LIMITS.fallbackBytesMax) return ok(name, found);
  if (maxPayload < LIMITS.priceRequestBytesMax) return fault(name, found, right, remedy);
  return warning(name, `${found}: bids have fewer offers`, right, remedy);
}

export function jetStream({ hasJetStream }: Pick<BrokerInfo, "hasJetStream">): Check {
  const name = "JetStream";
  if (hasJetStream) return ok(name, "is on");
  return warning(
    name,
    "is off",
    "on, where gateways share what they keep (STAND_INS=bucket, LEDGER_SHARED=on, LEARNED=bucket); without it each keeps its own",
    "add the block jetstream of the project's nats.conf to the broker's, and restart it",
  );
}

/** @param load null where no monitoring port was named or answers, `why` says which */
export function brokerLimits(load: BrokerLoad | null, why: string): Check[] {
  const remedy = "start the broker with `-m 8222`, and name it: --monitoring http://127.0.0.1:8222";
  if (load === null)
    return ["connections", "JetStream limits"].map((name) =>
      notChecked(name, why, "less in use than the limit", remedy),
    );
  const { connections, connectionsMax, slowReaders, jetStream } = load;
  return [
    shareCheck("connections", "connections", connections, connectionsMax, {
      right: "fewer connections than max_connections",
      remedy: "find what opens connections in a loop, or raise max_connections in nats.conf",
    }),
    slowReaders === 0
      ? ok("slow readers", "none")
      : warning(
          "slow readers",
          `${counted(slowReaders, "connection")} cut off since the broker's start`,
          "none: a reader that is cut off loses what was on its way",
          "find it in the broker's log (Slow Consumer), and give it more processor time",
        ),
    ...(jetStream === null ? [] : jetStreamLimits(jetStream)),
  ];
}

function jetStreamLimits({ memory, memoryMax, storage, storageMax }: JetStreamLoad): Check[] {
  const words = (what: string) => ({
    right: "less in use than the limit: a full store takes no more",
    remedy: `raise ${what} in the block jetstream of nats.conf, or delete streams that nobody needs`,
  });
  return [
    shareCheck("JetStream memory", "bytes", memory, memoryMax, words("max_memory_store")),
    shareCheck("JetStream files", "bytes", storage, storageMax, words("max_file_store")),
  ];
}

/** A figure beside its limit. A limit below 1 is none. */
export function shareCheck(
  name: string,
  unit: string,
  used: number,
  max: number,
  { right, remedy }: { readonly right: string; readonly remedy: string },
): Check {
  if (max < 1) return ok(name, `${used} ${unit}, without a limit`);
  const found = `${used} of ${max} ${unit}`;
  if (used >= max * SHARE_FULL) return fault(name, found, right, remedy);
  return used >= max * SHARE_HIGH ? warning(name, found, right, remedy) : ok(name, found);
}

/** @param user as nats.conf names it. @param token what its attempts were made with */
export function rightsCheck(user: string, tried: TriedRights, token: string): Check {
  const name = `rights of ${user}`;
  const { missing, excessive, untried, needed, forbidden } = tried;
  const left =
    untried.length === 0 ? "" : `; not tried beside running processes: ${listed(untried, token)}`;
  if (missing.length + excessive.length === 0)
    return ok(
      name,
      `has all ${needed} that it needs, none of ${forbidden} that it must not${left}`,
    );
  const parts = [
    ...(missing.length === 0 ? [] : [`may not ${listed(missing, token)}`]),
    ...(excessive.length === 0 ? [] : [`may ${listed(excessive, token)}, which is not its own`]),
  ];
  return fault(
    name,
    `${parts.join("; ")}${left}`,
    `the rights that the block of '${user}' has in the project's nats.conf`,
    "copy that block into the broker's nats.conf, and reload it (docs/operations.md, Revoke a bidder, step 2)",
  );
}

function listed(attempts: readonly Attempt[], token: string): string {
  const texts = attempts.map((one) => attemptText(one).replaceAll(token, "*"));
  return named([...new Set(texts)], 4);
}
