/** How far from an end airports are right too: the options for both ends, and for each alone. */
import type { Command } from "commander";

export interface NearbyOptions {
  readonly nearby?: string | undefined;
  readonly nearbyFrom?: string;
  readonly nearbyTo?: string;
}

/** A text, and where its user has typed it. */
export interface Said {
  readonly argument: string;
  readonly text: string;
}

export function addNearbyOptions(command: Command): Command {
  return command
    .option("--nearby <km>", "airports within this distance of each end too, 0-300")
    .option("--nearby-from <km>", "the same of the origin alone; with a way back, of its end too")
    .option("--nearby-to <km>", "the same of the destination alone");
}

/** Of the ends of the first slice, or of a calendar. */
export function nearbyOf({ nearby, nearbyFrom, nearbyTo }: NearbyOptions): {
  readonly from?: Said;
  readonly to?: Said;
} {
  const both = nearby === undefined ? undefined : { argument: "--nearby", text: nearby };
  const from = nearbyFrom === undefined ? both : { argument: "--nearby-from", text: nearbyFrom };
  const to = nearbyTo === undefined ? both : { argument: "--nearby-to", text: nearbyTo };
  return { ...(from && { from }), ...(to && { to }) };
}
