/**
 * The counts of the arms of recorded auctions, in the form in which a gateway answers.
 *
 * RECORDVIEW-1 An auction without an arm, and one of whose result nothing was kept, is left out,
 *    and how many these are is said; so are those that were not drawn (DRAWN-1).
 *
 * The regret of all is unknown here: it follows from the bids by the rules of the auction, which
 * `scatter replay` runs.
 */
import { ArmCounts } from "../../gateway/experiments/arm-counts.ts";
import { CONTROL } from "../../gateway/experiments/policies-schema.ts";
import type { RecordedAuction } from "../../gateway/recording/recorded-auction.ts";
import { DrawnAuctions, type DrawnCounts } from "../../gateway/replay/drawn-auctions.ts";
import { decodeResult } from "../../proto/codec/index.ts";
import type { readView } from "./arm-samples.ts";

type RecordedArm = Pick<RecordedAuction, "arm" | "result" | "rates" | "sampled">;

interface RecordView {
  readonly view: ReturnType<typeof readView>;
  /** In no experiment. */
  readonly withoutArm: number;
  /** Without a result that can be read. */
  readonly withoutResult: number;
  readonly drawn: DrawnCounts;
}

/** A6: as many arms as a file may have, and control. Records of several experiments have more. */
const ARMS_MAX = 16;

/** All amounts are converted to it, with the rates of each auction. */
const CURRENCY = "USD";

/** @throws Error where the records have more arms than one experiment */
export async function viewOfRecords(
  records: AsyncIterable<RecordedArm>,
  name: string,
  all = false,
): Promise<RecordView> {
  const drawn = new DrawnAuctions(
    () => new Map<string, ArmCounts>([[CONTROL, new ArmCounts()]]),
    all,
  );
  let [withoutArm, withoutResult] = [0, 0];
  for await (const { arm, result, rates, sampled } of records) {
    if (arm === null) {
      withoutArm++;
      continue;
    }
    const read = resultOf(result);
    if (read === null) {
      withoutResult++;
      continue;
    }
    const arms = drawn.of({ sampled });
    const counts = arms.get(arm) ?? new ArmCounts();
    arms.set(arm, counts);
    if (arms.size > ARMS_MAX)
      throw new Error(`${name} has more than ${ARMS_MAX} arms: it is of several experiments`);
    const { endedBy, partial, elapsedMs, itineraries } = read;
    const price = itineraries[0]?.price.amount;
    // `rates` are into the currency of the search.
    const perUnit = rates.perUnit.get(CURRENCY);
    const bestPrice =
      price === undefined || perUnit === undefined ? null : Math.round(price / perUnit);
    counts.add({ endedBy, partial, elapsedMs, bestPrice });
    counts.addRegret(null);
  }
  const arms = drawn.chosen;
  const total = [...arms.values()].reduce((sum, one) => sum + one.view().auctions, 0);
  return {
    view: {
      ...{ experiment: total === 0 ? null : name, by: null, currency: CURRENCY, shadows: [] },
      arms: [...arms].map(([arm, counts]) => {
        const its = counts.view();
        // What the file said is not in a record: the share is that of what was recorded.
        const share = total === 0 ? 0 : Math.round((10_000 * its.auctions) / total);
        return { arm, policy: null, share, state: "running" as const, ...its };
      }),
    },
    withoutArm,
    withoutResult,
    drawn: drawn.counts,
  };
}

function resultOf(bytes: Uint8Array | null) {
  if (bytes === null) return null;
  try {
    return decodeResult(bytes);
  } catch {
    return null;
  }
}
