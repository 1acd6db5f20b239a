/**
 * The first offers of a process, and the first search of a gateway, take a hundred times as long as
 * the next: Node compiles code as it is used, and tables are read. A program that ships warms up
 * before it takes work; so do the bidders and gateways in the process of a test, once. Otherwise
 * the first auction of a test, whose deadline is short, measures that.
 */
import { EMPTY_SHEET, encodeBid } from "../../proto/codec/index.ts";
import { flightOffers, flightSearch, sheetOf } from "./offers.ts";

const BIDS = 20;
const GATEWAY_WARM_UP_MS = 300;

let hasMadeOffers = false;
let hasGateway = false;

/** Makes some bids, which are not sent. */
export function warmUpOffers(): void {
  if (hasMadeOffers) return;
  hasMadeOffers = true;
  const search = flightSearch();
  for (let i = 0; i < BIDS; i++) {
    const sheet = i === 0 ? EMPTY_SHEET : sheetOf(flightOffers(search, 3));
    const bid = { searchId: "warm-up", sequence: 0, final: true, reason: null, floor: null };
    encodeBid({ ...bid, status: "offers", sheet });
  }
}

/** How long the next gateway of this process warms up. */
export function gatewayWarmUpMs(): number {
  if (hasGateway) return 0;
  hasGateway = true;
  return GATEWAY_WARM_UP_MS;
}
