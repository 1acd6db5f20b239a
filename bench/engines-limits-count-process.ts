/**
 * One process of `engines-limits-processes.ts`: it counts, sends what it counted, and ends.
 * Counting begins before the engine is imported.
 */
import { ExecutedSource } from "./executed-source.ts";

const stopped = new AbortController();
process.once("disconnect", () => stopped.abort(new Error("stopped")));
const executed = await ExecutedSource.start();
const { countAllLimits } = await import("./engines-limits-counts.ts");
process.send?.(await countAllLimits(executed, Number(process.argv[2]), stopped.signal));
process.disconnect();
