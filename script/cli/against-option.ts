/** `--against`, of `scatter replay` and `scatter tune`. */
import { Option } from "commander";
import type { RegretBase } from "../../gateway/replay/auction-timeline.ts";

const BASES: readonly RegretBase[] = ["all", "record"];

export function againstOption(): Option {
  return new Option(
    "--against <what>",
    "what regret is measured against: all that bidders could have had, or the best in the record",
  ).choices(BASES);
}
