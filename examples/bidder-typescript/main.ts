/** `npx node examples/bidder-typescript/main.ts`: the bidder `shuttle` as a process. */
import { runBidder } from "../../bidders/index.ts";
import { shuttle } from "./shuttle.ts";

process.exit(await runBidder(process.env, { kind: "shuttle", module: shuttle }));
