/**
 * The broker's configuration of a run: the one that ships, with a user for the peers, and with one
 * for each further bidder, a copy of the block of `nonstop`, as its comment asks for.
 */
import { readFileSync } from "node:fs";
import { NATS_CONF } from "../../script/broker/users.ts";

/** The peers have subjects of their own: their user may do everything. */
export const PEER = "peer";

/** @throws Error when the configuration that ships no longer has the parts that are needed */
export function benchConf(kinds: readonly string[]): string {
  const shipped = readFileSync(NATS_CONF, "utf8");
  const block = /^ {4}\{\n {6}user: "nonstop"[\s\S]*?^ {4}\}\n/m.exec(shipped)?.[0];
  const start = /^ {2}users: \[\n/m.exec(shipped);
  if (block === undefined || start === null)
    throw new Error("nats.conf has no block of the user `nonstop`, or no list of users");
  const more = kinds
    .filter((kind) => !shipped.includes(`user: "${kind}"`))
    .map((kind) =>
      block
        .replace(
          "$NATS_NONSTOP_PASSWORD",
          `$NATS_${kind.toUpperCase().replaceAll("-", "_")}_PASSWORD`,
        )
        .replaceAll("nonstop", kind),
    );
  const users = [`    { user: "${PEER}", password: $NATS_PEER_PASSWORD }\n`, ...more].join("");
  const at = start.index + start[0].length;
  return shipped.slice(0, at) + users + shipped.slice(at);
}
