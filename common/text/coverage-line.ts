/** What a timetable has and lacks, in one line: the page and the terminal show the same. Pure. */
import type { CarrierGap, Coverage } from "../../proto/coverage.ts";
import { listed } from "./listed.ts";

/** A6: carriers that the line names, of each kind. */
const NAMED_MAX = 5;

/**
 * `347,403 departures a week of 168 carriers, of 2013 to 2022. No flights of WN, 6E, AD, ZH, HU and
 * 26 more large carriers; few of MU, U2, VY, G3 and FD.`
 * @param nameOf what a carrier is called; its code by default
 */
export function coverageLine(
  coverage: Coverage,
  nameOf: (gap: CarrierGap) => string = ({ carrier }) => carrier,
): string {
  const { carriers, carriersLeftOut, departuresPerWeek, missing, thin } = coverage;
  const count = carriers.length + carriersLeftOut;
  const has = `${number(departuresPerWeek)} departures a week of ${number(count)} ${count === 1 ? "carrier" : "carriers"}`;
  const lacks = [
    ...(missing.length > 0 ? [`no flights of ${named(missing, nameOf)}`] : []),
    ...(thin.length > 0 ? [`few of ${named(thin, nameOf)}`] : []),
  ].join("; ");
  const sentence = lacks === "" ? "" : ` ${lacks.charAt(0).toUpperCase()}${lacks.slice(1)}.`;
  return `${has}${yearsOf(coverage)}.${sentence}`;
}

/** `2019 to 2021`, `2019`; undefined where neither is known. */
export function yearsText(first: number | null, last: number | null): string | undefined {
  if (first === null || last === null) return undefined;
  return first === last ? String(first) : `${first} to ${last}`;
}

function yearsOf({ carriers }: Coverage): string {
  const years = carriers.flatMap(({ firstYear, lastYear }) =>
    firstYear === null || lastYear === null ? [] : [firstYear, lastYear],
  );
  const text = years.length === 0 ? undefined : yearsText(Math.min(...years), Math.max(...years));
  return text === undefined ? "" : `, of ${text}`;
}

function named(gaps: readonly CarrierGap[], nameOf: (gap: CarrierGap) => string): string {
  return listed(gaps.map(nameOf), NAMED_MAX, "more large carriers");
}

function number(value: number): string {
  return value.toLocaleString("en-US");
}
