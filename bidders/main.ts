/** `npm run bidder -- KIND`: one bidder process. See run-bidder.ts. */
import { runBidder } from "./run-bidder.ts";

process.exit(await runBidder(process.env, { kind: process.argv[2] }));
