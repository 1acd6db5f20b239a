/** `script/update-rates FILE`: `scatter rates`. */
import { runCommand } from "./cli/failure.ts";
import { ratesCommand } from "./cli/rates.ts";

await runCommand(() => ratesCommand(process.argv.slice(2), "script/update-rates"));
