/** Little SSIM files for tests, from what stands out in them. `golden.test.ts` holds the positions against records laid out by hand. */
import { CARRIER, type Content, FILLER, HEADER, LEG, record, SEGMENT, SERIAL, TITLE, TRAILER } from "./fields.ts";

export interface LegSpec {
  /** `BA117 LHR-JFK 0830+0000 1105-0500 1234567 01DEC26-31DEC26 744`: times with their UTC variations, days, period, aircraft. */
  readonly leg: string;
  readonly sequence?: string;
  readonly dateVariation?: string;
  readonly service?: string;
  readonly frequency?: string;
  readonly variation?: string;
  readonly disclosure?: string;
  readonly restrictions?: string;
  readonly suffix?: string;
  readonly passengerDeparture?: string;
  /** Segment data: DEI and text. */
  readonly elements?: readonly (readonly [element: string, data: string])[];
}

export interface Group {
  readonly airline: string;
  readonly legs: readonly LegSpec[];
  /** `L` where nothing is said. */
  readonly mode?: string;
  readonly from?: string;
  readonly to?: string;
  readonly general?: string;
}

/** Records without line ends, fillers included; serial numbers run through. */
export function recordsOf(groups: readonly Group[]): string[] {
  let serial = 0;
  const numbered = (type: "1" | "2" | "3" | "4" | "5", contents: readonly Content[]) => {
    serial++;
    return record(type, [...contents, [SERIAL, six(serial)]]);
  };
  const records = [numbered("1", [[HEADER.title, TITLE]]), FILLER, FILLER, FILLER, FILLER];
  for (const { airline, legs, mode = "L", from = "01JAN26", to = "31DEC27", general = "" } of groups) {
    records.push(
      numbered("2", [
        [CARRIER.timeMode, mode],
        [CARRIER.airline, airline],
        [CARRIER.from, from],
        [CARRIER.to, to],
        [CARRIER.created, "23NOV26"],
        [CARRIER.status, "C"],
        [CARRIER.general, general],
        [CARRIER.createdAt, "1200"],
      ]),
    );
    for (const [i, leg] of legs.entries()) {
      const variation = leg.variation ?? String((i % 99) + 1).padStart(2, "0");
      const { key, contents, origin, destination } = legContents(leg, variation);
      records.push(numbered("3", [...key, ...contents]));
      for (const [element, data] of leg.elements ?? []) {
        const points: Content[] = [
          [SEGMENT.boardIndicator, "A"],
          [SEGMENT.offIndicator, "B"],
          [SEGMENT.element, element],
          [SEGMENT.board, origin],
          [SEGMENT.off, destination],
          [SEGMENT.data, data],
        ];
        records.push(numbered("4", [...key, ...points]));
      }
    }
    const check: Content = [TRAILER.check, six(serial)];
    records.push(numbered("5", [[TRAILER.airline, airline], check, [TRAILER.end, "E"]]));
  }
  return records;
}

export function ssim(...groups: readonly Group[]): string {
  return `${recordsOf(groups).join("\n")}\n`;
}

const SPEC = /^(\w\w)(\d+) (...)-(...) (\d{4})(.{5}) (\d{4})(.{5}) (\d+) (.{7})-(.{7}) (.{3})$/;

function legContents(spec: LegSpec, variation: string): { key: Content[]; contents: Content[]; origin: string; destination: string } {
  const [, airline, number, origin, destination, out, outOffset, home, homeOffset, days, from, to, aircraft] = (SPEC.exec(spec.leg) ??
    []) as unknown as string[] as [string, ...string[]] & string[];
  if (aircraft === undefined) throw new Error(`no leg: ${spec.leg}`);
  const said = (text: string | undefined) => text as string;
  const key: Content[] = [
    [LEG.airline, said(airline)],
    [LEG.number, said(number).padStart(4)],
    [LEG.variation, variation],
    [LEG.sequence, spec.sequence ?? "01"],
    [LEG.service, spec.service ?? "J"],
  ];
  const contents: Content[] = [
    [LEG.from, said(from)],
    [LEG.to, said(to)],
    [LEG.days, Array.from("1234567", (day) => (said(days).includes(day) ? day : " ")).join("")],
    [LEG.frequency, spec.frequency ?? ""],
    [LEG.origin, said(origin)],
    [LEG.passengerDeparture, spec.passengerDeparture ?? said(out)],
    [LEG.aircraftDeparture, said(out)],
    [LEG.departureVariation, said(outOffset)],
    [LEG.destination, said(destination)],
    [LEG.aircraftArrival, said(home)],
    [LEG.passengerArrival, said(home)],
    [LEG.arrivalVariation, said(homeOffset)],
    [LEG.aircraft, aircraft],
    [LEG.bookingDesignator, "Y"],
    [LEG.disclosure, spec.disclosure ?? ""],
    [LEG.restrictions, spec.restrictions ?? ""],
    [LEG.dateVariation, spec.dateVariation ?? ""],
  ];
  return { key, contents, origin: said(origin), destination: said(destination) };
}

function six(serial: number): string {
  return String(serial).padStart(6, "0");
}
