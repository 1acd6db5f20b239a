/**
 * The process of a bidder, or of several, each with a connection of its own.
 *
 *   bidder.ts SIDE KIND,... FAULTS
 */
import { PEER } from "./broker-conf.ts";
import { answerCommands } from "./commands.ts";
import { readContext } from "./context.ts";
import { ownUsage } from "./process-usage.ts";
import type { Faults } from "./side.ts";
import { loadSide } from "./sides/index.ts";

const [name = "", kinds = "", shares = ""] = process.argv.slice(2);
const faults = JSON.parse(shares) as Faults;
const isSilent = () => faults.silent > 0 && Math.random() < faults.silent;

const context = readContext();
const side = await loadSide(name);
for (const kind of kinds.split(",")) {
  const user = name === "ours" ? kind : PEER;
  const broker = { url: context.broker.url, user, password: context.passwords[user] ?? "" };
  await side.startBidder({ ...context, broker, kind, faults, isSilent });
}
answerCommands({ usage: ownUsage });
