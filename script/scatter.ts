/** The command `scatter` (bin/scatter.js). Each of its commands is loaded when it is called. */
import { runCommand } from "./cli/failure.ts";
import { scatterCommand } from "./cli/scatter.ts";

await runCommand(() => scatterCommand(process.argv.slice(2), process.env));
