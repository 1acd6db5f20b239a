/**
 * A bidder's process on the kit, like any other except for its strategy: it sells one made-up
 * flight after so many milliseconds, is slow on a share of its calls, or keeps its processor busy
 * for as long as a file is there.
 *
 *   npx node test/harness/synthetic-bidder.ts nonstop --work 6 --slow-share 0.05 --slow 1000 --seed 1
 *   --spin-while PATH
 */

import { existsSync } from "node:fs";
import { setTimeout as delay, setImmediate as turn } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startBidder } from "../../bidders/app.ts";
import { readConfig } from "../../bidders/config.ts";
import type { Search } from "../../bidders/kit/bidder.ts";
import { randomFrom } from "../../common/runtime/seeded-random.ts";
import { onStopSignals } from "../../common/runtime/signals.ts";
import { flightOffers } from "./offers.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    /**
     * The mean time of a search; times are evenly spread from two thirds to four thirds of it.
     */
    work: { type: "string", default: "1" },
    /** The additional time of a slow search. */
    slow: { type: "string", default: "0" },
    "slow-share": { type: "string", default: "0" },
    seed: { type: "string", default: "1" },
    "spin-while": { type: "string" },
  },
});
const [workMs, slowMs, slowShare] = [
  Number(values.work),
  Number(values.slow),
  Number(values["slow-share"]),
];
const spinWhile = values["spin-while"];
const random = randomFrom(Number(values.seed));

/** How long the event loop is blocked at a time while the processor is kept busy. */
const SPIN_MS = 300;

const search: Search = async function* (request, { signal }) {
  while (spinWhile !== undefined && existsSync(spinWhile) && !signal.aborted) {
    const until = performance.now() + SPIN_MS;
    while (performance.now() < until);
    await turn();
  }
  const ms = workMs * (2 / 3 + (2 / 3) * random()) + (random() < slowShare ? slowMs : 0);
  await delay(ms, undefined, { signal });
  yield* flightOffers(request, 5);
};

const app = await startBidder(await readConfig(process.env, positionals[0]), {
  module: { search },
});
onStopSignals(
  () => void app.stop().then(() => process.exit(0)),
  () => process.exit(1),
);
