/**
 * The process of a bidder.
 *
 *   bidder.ts SIDE KIND SILENT_SHARE
 */
import { answerCommands } from "./commands.ts";
import { readContext } from "./context.ts";
import { ownUsage } from "./process-usage.ts";
import { loadSide } from "./sides/index.ts";

const [name = "", kind = "", share = "0"] = process.argv.slice(2);
const silentShare = Number(share);
const isSilent = () => silentShare > 0 && Math.random() < silentShare;

const side = await loadSide(name);
await side.startBidder({ ...readContext(), kind, silentShare, isSilent });
answerCommands({ usage: ownUsage });
