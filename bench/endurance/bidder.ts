/**
 * A bidder of the endurance run as a process: on the kit, with offers that are made already; or,
 * with faults, on the bare wire.
 *
 *   bidder.ts KIND [FAULTS]
 */
import { runBidder } from "../../bidders/index.ts";
import { onParentGone } from "../../common/runtime/parent.ts";
import type { FlightOffer, FlightSearch, Sheet } from "../../proto/messages.ts";
import { sheetOf } from "../../test/harness/offers.ts";
import type { Faults } from "../auction/side.ts";
import { startFaultyBidder } from "../auction/sides/faulty-bidder.ts";
import { worksOfDays } from "./days.ts";

const [kind = "", faults] = process.argv.slice(2);
const offers = new Map<string, readonly FlightOffer[]>(
  worksOfDays().map(({ search, offers }) => [search.slices[0].departureDate, offers[kind] ?? []]),
);
const offersFor = ({ slices }: Pick<FlightSearch, "slices">) =>
  offers.get(slices[0]?.departureDate ?? "") ?? [];

if (faults === undefined) {
  process.exit(await runBidder(process.env, { kind, module: { search: offersFor } }));
}
const { NATS_URL: url = "", NATS_USER: user = "", NATS_PASSWORD: password = "" } = process.env;
const sheets = new Map<string, Sheet>();
onParentGone(() => process.exit(0));
await startFaultyBidder({
  kind,
  instance: process.env["INSTANCE"] ?? kind,
  broker: { url, user, password },
  faults: JSON.parse(faults) as Faults,
  sheetFor(search) {
    const day = search.slices[0]?.departureDate ?? "";
    const sheet = sheets.get(day) ?? sheetOf(offersFor(search));
    // As many as there are days.
    sheets.set(day, sheet);
    return sheet;
  },
});
