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

const GATEWAY: Figure = ({ gatewayCpuUs }) => gatewayCpuUs;
const ALL: Figure = ({ allCpuUs }) => allCpuUs;
const OTHERS: Figure = (costs) => ALL(costs) - GATEWAY(costs);

/** Both halves of a pair, and by how many per cent they differ. */
interface Row {
  readonly name: string;
  readonly figure: Figure;
  /** What the per cent are of, in the half without a record; absent: the figure itself. */
  readonly of?: Figure;
}

/**
 * What the verdict is about. A record is made in the process of the gateway, and an auction costs
 * what all processes take. Bidders and broker have the same messages with a record and without, and
 * their halves differ by more than what is measured: with them the noise is twice as much.
 */
const COST: Row = { name: "gateway, in % of all CPU", figure: GATEWAY, of: ALL };
/** It finds only a large effect on them: the verdict is of the gateway alone, and says so. */
const CONTROL: Row = { name: "bidders and broker CPU µs", figure: OTHERS };

const ROWS: readonly Row[] = [
  { name: "gateway CPU µs", figure: GATEWAY },
  CONTROL,
  { name: "all CPU µs", figure: ALL },
  COST,
];

const COLUMNS: readonly TableColumn[] = [
  { head: "an auction" },
  ...["without", "recording", "median of the differences", "between"].map(
    (head): TableColumn => ({ head, align: "right" }),
  ),
];

export function recordTable(measured: RecordMeasured): string {
  const { pairs } = measured;
  const rows = ROWS.map((row) => {
    const { name, figure } = row;
    const differences = differencesOf(measured, row);
    const found = medianInterval(differences, COVERAGE);
    return [
      name,
      median(pairs.map(({ plain }) => figure(plain))).toFixed(1),
      median(pairs.map(({ recording }) => figure(recording))).toFixed(1),
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
  const found = medianInterval(differencesOf(measured, COST), COVERAGE);
  const control = medianInterval(differencesOf(measured, CONTROL), COVERAGE);
  const what = `recording ${shareText(share)} of the auctions takes the gateway at most ${GOAL_PERCENT} % of an auction's CPU in all processes`;
  const asked = share * auctions;
  const isShare = Math.abs(recorded - asked) <= Math.max(TOLERANCE * asked, TOLERANCE_AUCTIONS);
  const words = isShare
    ? verdictOf(found, control)
    : "not measured: the share in the record is not the one asked for";
  const counted = `${recorded} auctions are in the record; its gateway had ${auctions}, and some to check its answers`;
  const coverage =
    found === null
      ? ""
      : `; the interval has the median with a probability of ${(100 * found.coverage).toFixed(1)} %`;
  return [`${what}: ${words}`, `${counted}${coverage}`, ...faults].join("\n");
}

function verdictOf(found: MedianInterval | null, control: MedianInterval | null): string {
  if (found === null || control === null) return "not measured: too few pairs";
  if (control.low > 0 || control.high < 0)
    return "not decided: bidders and broker differ, whose messages are the same";
  if (found.high <= GOAL_PERCENT) return "REACHED";
  return found.low > GOAL_PERCENT ? "NOT REACHED" : "not decided: more pairs, or a quieter machine";
}

/** Of each pair, in per cent. */
function differencesOf({ pairs }: RecordMeasured, { figure, of = figure }: Row): number[] {
  return pairs.map(
    ({ plain, recording }) => (100 * (figure(recording) - figure(plain))) / of(plain),
  );
}

/** A share of 0.07 is 7 %, and not 7.000000000000001 %. */
export const shareText = (share: number) => `${Number((100 * share).toPrecision(3))} %`;

const percent = (value: number) => `${value >= 0 ? "+" : "−"}${Math.abs(value).toFixed(2)} %`;
