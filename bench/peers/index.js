/** The planners that the flight engine is compared with, as their packages export them. */
import { readFileSync } from "node:fs";
import * as minotor from "minotor";
import raptorJourneyPlanner from "raptor-journey-planner";

const versionOf = (name) =>
  JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), "utf8"))
    .version;

export const versions = {
  raptorJourneyPlanner: versionOf("raptor-journey-planner"),
  minotor: versionOf("minotor"),
};
export { minotor, raptorJourneyPlanner };
