/** What the picture of an auction shows, in one text for who does not see it. Pure: no DOM. */
import { capitalized } from "../../shared/format.js";
import { milliseconds } from "../ui/format.ts";
import type { DrawnAuction } from "./drawn-auction.ts";
import { laneWords } from "./lane-words.ts";
import { regretWords } from "./picture-legend.ts";

/** @returns `Time line of the auction, which ended at 50 ms. nonstop: answered.` */
export function pictureTitle({ lanes, endedAtMs, endedBy, regret }: DrawnAuction): string {
  const when = endedAtMs === null ? "which runs" : `which ended at ${milliseconds(endedAtMs)}`;
  const each = lanes.map((lane) => `${lane.bidder}: ${laneWords(lane, endedBy)}.`);
  const known = regret === null ? [] : [`${capitalized(regretWords(regret))}.`];
  return [`Time line of the auction, ${when}.`, ...each, ...known].join(" ");
}
