/**
 * `npm run search -- LHR JFK 2026-12-01`: `scatter search`. `--help` describes all options.
 */
import { runCommand } from "./cli/failure.ts";
import { searchCommand } from "./cli/search.ts";

await runCommand(() => searchCommand(process.argv.slice(2), "npm run search --", process.env));
