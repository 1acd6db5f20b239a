/**
 * The import of any SSIM file ends: with a timetable, or with a report that states why there is
 * none.
 */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyCharacter } from "../../../../test/fixtures/any-character.ts";
import { ssim } from "../../../../test/fixtures/ssim/schedule.ts";
import { propertyRuns } from "../../../../test/harness/property-runs.ts";
import { importSsimBytes, SsimRefused } from "./import.ts";
import { FINDINGS_MAX } from "./report.ts";

const RUNS = propertyRuns(10_000);

const SOUND = ssim(
  {
    airline: "BA",
    legs: [
      {
        leg: "BA117 LHR-JFK 0830+0000 1105-0500 1234567 10DEC26-20DEC26 744",
        elements: [["010", "AA 6143/IB 4218"]],
      },
      { leg: "BA112 JFK-LHR 1835-0500 0630+0000 135 00XXX00-00XXX00 744", dateVariation: "01" },
      {
        leg: "BA15 LHR-SIN 2130+0000 1810+0800 2 01DEC26-29DEC26 77W",
        dateVariation: "01",
        frequency: "2",
      },
      { leg: "BA16 SYD-LAX 1110+1100 0600-0800 1234567 01DEC26-31DEC26 388" },
    ],
  },
  {
    airline: "AA",
    mode: "U",
    legs: [
      {
        leg: "AA6143 LHR-JFK 0830+0000 1605-0500 2 10DEC26-20DEC26 744",
        elements: [["050", "BA 117"]],
        disclosure: "L",
      },
      { leg: "AA1 JFK-LAX 0330-0500 0955-0800 1234567 01JAN26-00XXX00 321" },
    ],
  },
);

type Mutation = (text: string) => string;

const place = fc.nat(SOUND.length - 1);
const byte = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
const lineAt = (lines: string[], n: number) => n % lines.length;
const onLines =
  (change: (lines: string[]) => string[]): Mutation =>
  (text) =>
    change(text.split("\n")).join("\n");

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, byte).map(
    ([at, char]): Mutation =>
      (text) =>
        text.slice(0, at) + char + text.slice(at + 1),
  ),
  fc.tuple(place, fc.nat(9)).map(
    ([at, digit]): Mutation =>
      (text) =>
        text.slice(0, at) + text.slice(at).replace(/\d/, String(digit)),
  ),
  fc
    .tuple(
      place,
      fc.constantFrom("XXX", "00XXX00", "2400", "+1599", "31FEB26", " ", "5", "AAAAAAAA"),
    )
    .map(
      ([at, word]): Mutation =>
        (text) =>
          text.slice(0, at) + word + text.slice(at + word.length),
    ),
  place.map(
    (at): Mutation =>
      (text) =>
        text.slice(0, at),
  ),
  place.map(
    (at): Mutation =>
      (text) =>
        text.slice(at),
  ),
  fc.tuple(place, fc.string({ unit: anyCharacter, maxLength: 500 })).map(
    ([at, more]): Mutation =>
      (text) =>
        text.slice(0, at) + more + text.slice(at),
  ),
  fc.nat(50).map((n) => onLines((lines) => lines.toSpliced(lineAt(lines, n), 1))),
  fc
    .nat(50)
    .map((n) =>
      onLines((lines) => lines.toSpliced(lineAt(lines, n), 0, lines[lineAt(lines, n)] as string)),
    ),
  fc
    .tuple(fc.nat(50), fc.nat(50))
    .map(([n, m]) =>
      onLines((lines) =>
        lines
          .with(lineAt(lines, n), lines[lineAt(lines, m)] as string)
          .with(lineAt(lines, m), lines[lineAt(lines, n)] as string),
      ),
    ),
  fc.constantFrom<Mutation[]>(
    (text) => text.replaceAll("\n", "\r\n"),
    (text) => text.replaceAll("\n", ""),
    (text) => text.repeat(2),
  ),
);

describe("10,000 mutated files", () => {
  test("the file that is mutated is valid", () => {
    const { timetable, report } = importSsimBytes("sound", Buffer.from(SOUND));
    expect({ findings: report.findings, rows: timetable.rows }).toEqual({ findings: [], rows: 11 });
  });

  test("each gives a timetable that can be used, or a report", () => {
    let imported = 0;
    let refused = 0;
    fc.assert(
      fc.property(
        fc.array(mutation, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        (mutations, partial) => {
          const text = mutations.reduce((before, mutate) => mutate(before), SOUND);
          try {
            const { timetable, report } = importSsimBytes("mutated", Buffer.from(text, "latin1"), {
              partial,
            });
            imported++;
            expect(report.rows).toBe(timetable.rows);
            expect(report.findings.length).toBeLessThanOrEqual(FINDINGS_MAX);
            for (let row = 0; row < timetable.rows; row++) {
              expect(timetable.validFrom[row]).toBeLessThanOrEqual(
                timetable.validTo[row] as number,
              );
              expect(timetable.blockMinutes[row]).toBeGreaterThan(0);
              expect(timetable.departure[row]).toBeLessThan(1440);
            }
          } catch (thrown) {
            if (!(thrown instanceof SsimRefused)) throw thrown;
            refused++;
            expect(
              thrown.report.total +
                [...thrown.report.skipped.values()].reduce((sum, n) => sum + n, 0),
            ).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: RUNS },
    );
    // Both ends are reached: some files are refused, and some are imported.
    expect(Math.min(imported, refused)).toBeGreaterThan(RUNS / 20);
  });
});
