/**
 * The process of a gateway, and of the callers that are in it.
 *
 *   gateway.ts SIDE [http]
 */

import { type Pace, pace } from "../soak/pace.ts";
import { memoryInUse, processSample } from "../soak/process-sample.ts";
import { answerCommands } from "./commands.ts";
import { readContext } from "./context.ts";
import { type CallerLoad, check, drive } from "./drive.ts";
import type { PeerAnswer } from "./peer-offer.ts";
import { ownUsage } from "./process-usage.ts";
import { loadSide } from "./sides/index.ts";

const [name = "", transport = ""] = process.argv.slice(2);
const context = readContext();
const { work } = context;
const side = await loadSide(name);
const gateway = await side.startGateway(context);
const search = () => gateway.search();
const plain = () => (gateway.plain ?? gateway.search)();
const url = transport === "http" ? (gateway.url ?? (await openRoute())) : undefined;

/** A fastify route for a gateway that has none of its own. */
async function openRoute(): Promise<string> {
  const { openSearchRoute } = await import("./search-route.ts");
  return openSearchRoute(search as () => Promise<PeerAnswer>, work);
}

answerCommands({
  url: () => url,
  check: () => check(search, work),
  run: (load: CallerLoad) => drive(load.isPlain ? plain : search, load, work),
  usage: ownUsage,
  // Of the soak alone.
  ownUrl: () => gateway.url,
  pace: (rate: Pace) => pace(search, rate),
  processSample,
  memory: memoryInUse,
});
