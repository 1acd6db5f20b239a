/**
 * Record type 4 (SSIM 7.5.4): of all data elements only those that state who else sells a leg,
 * and which traffic restriction it has.
 *
 * DEI 10, Duplicate Leg Identification: the flights under which others sell this leg. DEI 50,
 * Operational Leg Identification: the flight that operates this leg, which is a duplicate itself.
 * Both are flight designators, several with a slash between: `KL 2561/AF 123`.
 */
import { at, SEGMENT } from "./fields.ts";
import type { SsimLeg } from "./leg.ts";
import type { RecordLine } from "./lines.ts";
import type { ImportReport } from "./report.ts";
import { OTHER_ELEMENTS, PASSENGER_ELEMENTS } from "./restrictions.ts";
import { readDesignator } from "./values.ts";

/** Adds the data of the record to the leg. */
export function readSegment(
  { text, number: line }: RecordLine,
  file: string,
  leg: SsimLeg,
  report: ImportReport,
): void {
  const element = Number(at(text, SEGMENT.element));
  const isOwn = at(text, SEGMENT.board) === leg.origin && at(text, SEGMENT.off) === leg.destination;
  if (PASSENGER_ELEMENTS.includes(element) || OTHER_ELEMENTS.includes(element)) {
    // Of a segment of several legs nothing is sold as one.
    if (isOwn)
      leg.restrictions.push(
        PASSENGER_ELEMENTS.includes(element) ? at(text, SEGMENT.data).trim().slice(0, 1) : null,
      );
    return;
  }
  if (element !== 10 && element !== 50) return;
  if (!isOwn) {
    report.skip(`data element ${element} of a segment of several legs`);
    return;
  }
  const own = `${leg.carrier}${leg.number}`;
  for (const value of at(text, SEGMENT.data).trim().split("/")) {
    const designator = readDesignator(value);
    if (designator === undefined) {
      const wanted = `flight designators such as KL 2562 would be right in data element ${element}`;
      report.add({
        severity: "warning",
        file,
        line,
        column: SEGMENT.data.from,
        fault: "flight designator",
        found: value,
        wanted,
      });
    } else if (designator === own) {
      // A flight is not a duplicate of itself.
    } else if (element === 50) leg.operatedAs ??= designator;
    else leg.soldAs.add(designator);
  }
}
