/** The nats.conf that ships, with the user of the example bidder in its list of users. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { NATS_CONF } from "../../script/broker/users.ts";

const README = join(import.meta.dirname, "..", "..", "examples", "bidder-typescript", "README.md");

/** The block is that of the example's README. */
export function confWithShuttle(): string {
  const block = /^```\n( {4}\{\n[\s\S]*?)^```$/m.exec(readFileSync(README, "utf8"))?.[1] ?? "";
  return readFileSync(NATS_CONF, "utf8").replace(/^ {2}users: \[\n/m, (head) => head + block);
}
