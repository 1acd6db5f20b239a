/** What `scatter doctor` has found, as a table that fits the terminal (FIT-1). Pure. */
import { type Check, type CheckState, counted, countsOf } from "../doctor/check.ts";
import { fittedTable, type TableStyle } from "./columns.ts";
import { wrapped } from "./layout.ts";
import { plain } from "./outside-text.ts";

const COLOURS = {
  ok: "green",
  warning: "yellow",
  fault: "red",
  "not checked": "dim",
} as const satisfies Record<CheckState, string>;

/** Columns that what was found must have, to stand beside its check. */
const FOUND_COLUMNS_MIN = 30;
const GAPS = 4;
const TEXT_MAX = 600;

/** A line for each check, below it what would be right and what to do; the counts at last. */
export function doctorLines(checks: readonly Check[], style: TableStyle): string[] {
  const { width, paint } = style;
  const state = ({ state }: Check) => paint(COLOURS[state], state);
  const name = (one: Check) => plain(one.name, 60);
  const found = (one: Check) => plain(one.found, TEXT_MAX);
  const advice = ({ right, remedy }: Check) => [
    ...(right === null ? [] : [`right: ${plain(right, TEXT_MAX)}`]),
    ...(remedy === null ? [] : [`do: ${plain(remedy, TEXT_MAX)}`]),
  ];
  const states = { head: "state", cells: checks.map((one) => [state(one)]) };
  const names = { head: "check", cells: checks.map((one) => [name(one)]) };
  const taken = Math.max(5, ...checks.map((one) => name(one).length)) + "not checked".length + GAPS;
  const room = width - taken;
  const beside = {
    columns: [
      states,
      names,
      { head: "found", cells: checks.map((one) => wrapped(found(one), Math.max(1, room))) },
    ],
    below: checks.map(advice),
  };
  const below = {
    columns: [states, names],
    below: checks.map((one) => [found(one), ...advice(one)]),
  };
  const table = fittedTable(
    room >= FOUND_COLUMNS_MIN ? [beside, below] : [below],
    checks.map((one) => [`${state(one)}: ${name(one)}`, found(one), ...advice(one)]),
    style,
  );
  return [...table, "", ...wrapped(summary(checks), width)];
}

function summary(checks: readonly Check[]): string {
  const counts = countsOf(checks);
  return `${counted(checks.length, "check")}: ${counts.ok} ok, ${counted(counts.warning, "warning")}, ${counted(counts.fault, "fault")}, ${counts["not checked"]} not checked`;
}
