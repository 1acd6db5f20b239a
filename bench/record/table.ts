/** What the measurement in pairs has found, as a table and a verdict. */

import { type TableColumn, table } from "../../script/cli/table.ts";
import { median } from "../auction/median.ts";
import type { Costs } from "../auction/session.ts";
import type { RecordMeasured, RecordOptions } from "./measure.ts";
import { type MedianInterval, medianInterval } from "./median-interval.ts";

const COVERAGE = 0.95;
/** Per cent of the processor time of an auction. */
const GOAL_PERCENT = 5;

type Figure = (costs: Costs) => number;

/** What an auction costs: the bidders and the broker work for it too. */
const OF_AUCTION: Figure = ({ allCpuUs }) => allCpuUs;

const FIGURES: readonly (readonly [name: string, figure: Figure])[] = [
  ["gateway CPU µs", ({ gatewayCpuUs }) => gatewayCpuUs],
  ["all CPU µs", OF_AUCTION],
];

const COLUMNS: readonly TableColumn[] = [
  { head: "an auction" },
  ...["without", "recording", "median of the differences", "between"].map(
    (head): TableColumn => ({ head, align: "right" }),
  ),
];

export function recordTable(measured: RecordMeasured): string {
  const rows = FIGURES.map(([name, figure]) => {
    const plain = measured.pairs.map((pair) => figure(pair.plain));
    const recording = measured.pairs.map((pair) => figure(pair.recording));
    const differences = differencesOf(measured, figure);
    const found = medianInterval(differences, COVERAGE);
    return [
      name,
      median(plain).toFixed(1),
      median(recording).toFixed(1),
      percent(median(differences)),
      found === null ? "too few pairs" : `${percent(found.low)} and ${percent(found.high)}`,
    ];
  });
  return table(COLUMNS, rows, (_style, text) => text);
}

/** So far the number in the record may be from what the share asks for, in parts or in auctions. */
const TOLERANCE = 0.2;
const TOLERANCE_AUCTIONS = 30;

/** The goal, by the interval: a median alone says nothing where pairs differ by more. */
export function recordVerdict(measured: RecordMeasured, { share }: RecordOptions): string {
  if (share === 0)
    return "neither gateway records: what is printed is the error of the measurement";
  const { recorded, auctions, faults } = measured;
  const found = medianInterval(differencesOf(measured, OF_AUCTION), COVERAGE);
  const what = `recording ${shareText(share)} of the auctions costs at most ${GOAL_PERCENT} % of an auction's CPU in all processes`;
  const asked = share * auctions;
  const isShare = Math.abs(recorded - asked) <= Math.max(TOLERANCE * asked, TOLERANCE_AUCTIONS);
  const words = isShare
    ? wordsOf(found)
    : "not measured: the share in the record is not the one asked for";
  const counted = `${recorded} auctions are in the record; its gateway had ${auctions}, and some to check its answers`;
  const coverage =
    found === null
      ? ""
      : `; the interval has the median with a probability of ${(100 * found.coverage).toFixed(1)} %`;
  return [`${what}: ${words}`, `${counted}${coverage}`, ...faults].join("\n");
}

function wordsOf(found: MedianInterval | null): string {
  if (found === null) return "not measured: too few pairs";
  if (found.high <= GOAL_PERCENT) return "REACHED";
  return found.low > GOAL_PERCENT ? "NOT REACHED" : "not decided: more pairs, or a quieter machine";
}

/** Of each pair, in per cent of its half without a record. */
function differencesOf({ pairs }: RecordMeasured, figure: Figure): number[] {
  return pairs.map(({ plain, recording }) => 100 * (figure(recording) / figure(plain) - 1));
}

/** A share of 0.07 is 7 %, and not 7.000000000000001 %. */
export const shareText = (share: number) => `${Number((100 * share).toPrecision(3))} %`;

const percent = (value: number) => `${value >= 0 ? "+" : "−"}${Math.abs(value).toFixed(2)} %`;
