/** `npm run timetable -- import|export|show|coverage`: `scatter timetable`. */
import { runCommand } from "./cli/failure.ts";
import { timetableCommand } from "./cli/timetable.ts";

await runCommand(() => timetableCommand(process.argv.slice(2), "npm run timetable --"));
