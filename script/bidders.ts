/** `npm run bidders`: `scatter bidders`. */
import { biddersCommand } from "./cli/bidders.ts";
import { runCommand } from "./cli/failure.ts";

await runCommand(() => biddersCommand(process.argv.slice(2), "npm run bidders --", process.env));
