/** One process of `engines-limits-processes.ts`: it measures, sends what it measured, and ends. */
import { measureAllLimits } from "./engines-limits.ts";

const stopped = new AbortController();
process.once("disconnect", () => stopped.abort(new Error("stopped")));
process.send?.(await measureAllLimits(Number(process.argv[2]), stopped.signal));
process.disconnect();
