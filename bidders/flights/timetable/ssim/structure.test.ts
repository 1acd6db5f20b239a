/**
 * Incomplete files, and files that are not a schedule at all: each is named, and nothing of it is
 * imported unless `partial` is set.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { recordsOf } from "../../../../test/fixtures/ssim/schedule.ts";
import { FILLER } from "./fields.ts";
import { importSsim, importSsimBytes, SsimRefused } from "./import.ts";

const LEGS = [
  { leg: "BA117 LHR-JFK 0830+0000 1105-0500 1234567 01DEC26-31DEC26 744" },
  { leg: "BA112 JFK-LHR 1835-0500 0630+0000 1234567 01DEC26-31DEC26 744" },
  { leg: "BA178 JFK-LHR 0745-0500 1945+0000 1234567 01DEC26-31DEC26 744" },
];
// 1, four fillers, 2, three legs, 5: lines 1, 6, 7 to 9, 10.
const RECORDS = recordsOf([{ airline: "BA", legs: LEGS }]);
const take = (records: readonly string[], partial = false) =>
  importSsimBytes("my.ssim", Buffer.from(`${records.join("\n")}\n`, "latin1"), { partial });

function refusal(run: () => unknown): SsimRefused {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof SsimRefused) return thrown;
    throw thrown;
  }
  throw new Error("it was imported");
}

describe("an incomplete file", () => {
  const cut = (text: string, at: number, more: string) =>
    text.slice(0, at - 1) + more + text.slice(at - 1 + more.length);
  test.each<
    [what: string, records: string[], line: number, column: number, fault: string, found: string]
  >([
    [
      "no trailer: it was cut",
      RECORDS.slice(0, 9),
      9,
      0,
      "the file ends without a trailer record",
      "",
    ],
    [
      "cut within a record",
      [...RECORDS.slice(0, 8), RECORDS[8]?.slice(0, 120) as string],
      9,
      0,
      "record of the wrong length",
      "120 bytes",
    ],
    ["a leg is missing", RECORDS.toSpliced(7, 1), 8, 195, "record serial number", "000005"],
    [
      "two legs changed places",
      [...RECORDS.slice(0, 6), RECORDS[7] as string, RECORDS[6] as string, ...RECORDS.slice(8)],
      7,
      195,
      "record serial number",
      "000004",
    ],
    [
      "a leg stands twice",
      RECORDS.toSpliced(7, 0, RECORDS[6] as string),
      8,
      195,
      "record serial number",
      "000003",
    ],
    ["no header", RECORDS.slice(5), 1, 1, "no header record", "2"],
    [
      "another title",
      RECORDS.with(0, cut(RECORDS[0] as string, 20, "SCHEDULE  ")),
      1,
      2,
      "title of contents",
      "AIRLINE STANDARD SSCHEDULE  TA SET",
    ],
    ["no carrier record", RECORDS.toSpliced(5, 1), 6, 1, "no carrier record", "3"],
    [
      "an unknown time mode",
      RECORDS.with(5, cut(RECORDS[5] as string, 2, "X")),
      6,
      2,
      "time mode",
      "X",
    ],
    [
      "two carrier records",
      RECORDS.toSpliced(8, 0, RECORDS[5] as string),
      9,
      1,
      "no trailer record",
      "2",
    ],
    [
      "the trailer counts another record",
      RECORDS.with(9, cut(RECORDS[9] as string, 188, "000004")),
      10,
      188,
      "serial number check reference",
      "000004",
    ],
    [
      "another airline's trailer",
      RECORDS.with(9, cut(RECORDS[9] as string, 3, "AA ")),
      10,
      3,
      "trailer of another airline",
      "AA ",
    ],
    [
      "no end code",
      RECORDS.with(9, cut(RECORDS[9] as string, 194, "X")),
      10,
      194,
      "continuation/end code",
      "X",
    ],
    [
      "a record of type 7",
      RECORDS.with(7, cut(RECORDS[7] as string, 1, "7")),
      8,
      1,
      "record of an unknown type",
      "7",
    ],
    [
      "a line too long",
      RECORDS.with(7, `${RECORDS[7]}  `),
      8,
      0,
      "record of the wrong length",
      "202 bytes",
    ],
  ])("%s", (_, records, line, column, fault, found) => {
    const { report, message } = refusal(() => take(records));
    expect(report.findings).toContainEqual({
      severity: "structure",
      file: "my.ssim",
      line,
      column,
      fault,
      found,
      wanted: expect.any(String),
    });
    expect(message).toContain(
      `my.ssim:${line}:${column === 0 ? "" : `${column} `}`.replace(/:$/, ""),
    );
  });

  test("--partial takes the rest of it", () => {
    expect(take(RECORDS.slice(0, 9), true).timetable.rows).toBe(3);
    expect(take(RECORDS.toSpliced(7, 1), true).timetable.rows).toBe(2);
    expect(
      take([...RECORDS.slice(0, 8), RECORDS[8]?.slice(0, 120) as string], true).timetable.rows,
    ).toBe(2);
    expect(take(RECORDS.slice(5), true).timetable.rows).toBe(3);
  });

  test("without its carrier record a leg cannot be read: its time mode is unknown", () => {
    const { report } = refusal(() => take(RECORDS.toSpliced(5, 1), true));
    expect(report.findings).toContainEqual(
      expect.objectContaining({ severity: "leg", line: 6, fault: "leg of no carrier" }),
    );
  });

  test("one record that is missing is one fault", () => {
    expect(refusal(() => take(RECORDS.toSpliced(6, 1))).report.counts.structure).toBe(1);
  });
});

describe("all forms of complete files", () => {
  const group = (airline: string) => ({
    airline,
    legs: LEGS.slice(0, 1).map(({ leg }) => ({ leg: leg.replace("BA", airline) })),
  });
  const two = recordsOf([group("BA"), group("AA")]);
  const restarted = [...recordsOf([group("BA")]), ...recordsOf([group("AA")]).slice(5)];
  // The second airline's four records, each a number lower than if the trailer had counted.
  const lower = (text: string) => String(Number(text) - 1).padStart(6, "0");
  const again = two.map((text, i) => {
    if (i < 8) return text;
    const check =
      text[0] === "5" ? lower(text.slice(187, 193)) + text.slice(193, 194) : text.slice(187, 194);
    return text.slice(0, 187) + check + lower(text.slice(194));
  });
  const headed = [...recordsOf([group("BA")]), ...recordsOf([group("AA")])];
  const renumbered = two.map((text, i) =>
    i === 0 || text === FILLER ? text : text.slice(0, 194) + String(i + 1).padStart(6, "0"),
  );
  // Fillers are numbered by some: the trailer's reference is to the record before it all the same.
  const counted = renumbered.map((text, i) =>
    text[0] === "5" ? text.slice(0, 187) + String(i).padStart(6, "0") + text.slice(193) : text,
  );
  test.each<[what: string, text: string, rows: number]>([
    ["lines that end in LF", `${two.join("\n")}\n`, 2],
    ["the last without", two.join("\n"), 2],
    ["in CR and LF", `${two.join("\r\n")}\r\n`, 2],
    ["no line ends: blocks of records", two.join(""), 2],
    ["a later airline's records with numbers from the start", restarted.join("\n"), 2],
    ["a later airline takes the trailer's number again", again.join("\n"), 2],
    ["each airline with a header of its own", headed.join("\n"), 2],
    ["fillers numbered too", counted.join("\n"), 2],
    ["blank lines and an end-of-file mark after it", `${two.join("\n")}\n\n  \n\x1a`, 2],
  ])("%s", (_, text, rows) => {
    const { timetable, report } = importSsimBytes("my.ssim", Buffer.from(text));
    expect(report.findings).toEqual([]);
    expect(timetable.rows).toBe(rows);
  });

  test("more than 999,999 records: numbers begin again at 2", () => {
    const numbered = (text: string, serial: number) =>
      text.slice(0, 194) + String(serial).padStart(6, "0");
    const [, , , , , carrier, ...rest] = RECORDS as [
      string,
      string,
      string,
      string,
      string,
      string,
      ...string[],
    ];
    const wrapped = [
      RECORDS[0] as string,
      carrier,
      numbered(rest[0] as string, 999_998),
      numbered(rest[1] as string, 999_999),
      numbered(rest[2] as string, 2),
      numbered((rest[3] as string).replace("000005E", "000002E"), 3),
    ];
    // The jump from 2 to 999,998 is the only fault.
    expect(refusal(() => take(wrapped)).report.findings.map(({ line }) => line)).toEqual([3]);
  });
});

describe("files", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ssim-"));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const sound = Buffer.from(`${RECORDS.join("\n")}\n`);
  const written = async (name: string, bytes: Uint8Array | string) => {
    await writeFile(join(folder, name), bytes);
    return join(folder, name);
  };
  const why = async (...paths: string[]) => {
    const thrown = await importSsim(paths).then(
      () => new Error("it was imported"),
      (error: unknown) => error as Error,
    );
    expect(thrown).toBeInstanceOf(SsimRefused);
    return thrown.message;
  };

  test("plain, gzipped, and several at once", async () => {
    const plain = await written("plain.ssim", sound);
    const packed = await written("packed.ssim.gz", gzipSync(sound));
    const other = await written(
      "other.ssim",
      recordsOf([
        { airline: "AA", legs: [{ leg: "AA1 JFK-LAX 0830-0500 1155-0800 1 01DEC26-31DEC26 321" }] },
      ]).join("\n"),
    );
    expect((await importSsim([plain])).timetable.rows).toBe(3);
    expect((await importSsim([packed])).timetable.rows).toBe(3);
    expect((await importSsim([plain, other])).timetable.rows).toBe(4);
  });

  test.each<[what: string, bytes: Uint8Array | string, message: RegExp]>([
    [
      "an empty file",
      "",
      /not a schedule; it is empty; an SSIM schedule begins with 1AIRLINE STANDARD SCHEDULE DATA SET/,
    ],
    ["a PDF", "%PDF-1.7\n%\xe2\xe3\n", /it is a PDF/],
    ["HTML", "<!doctype html><html>", /it is HTML or XML/],
    ["a ZIP archive", "PK\x03\x04....", /it is a ZIP archive: unpack it first/],
    ["EBCDIC", Buffer.of(0xf1, 0xc1, 0xc9, 0xd9), /it is EBCDIC: convert it to ASCII first/],
    ["a PDF, gzipped", gzipSync("%PDF-1.7\n"), /it is a PDF/],
    [
      "a table of commas",
      "carrier,number\nBA,117\n",
      /:1 record of the wrong length: "14 bytes" is there; a record has 200/,
    ],
    [
      "gzip that was cut",
      gzipSync(Buffer.from(RECORDS.join("\n"))).subarray(0, 60),
      /the gzip file is cut short/,
    ],
    [
      "binary garbage",
      Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251)),
      /record of the wrong length/,
    ],
  ])("%s is named", async (what, bytes, message) => {
    const path = await written(`${what.replaceAll(" ", "-")}.bin`, bytes);
    const text = await why(path);
    expect(text).toContain(path);
    expect(text).toMatch(message);
  });

  test("a directory, and what is not there", async () => {
    await mkdir(join(folder, "inner"));
    expect(await why(join(folder, "inner"))).toMatch(/inner not a schedule; it is a directory/);
    expect(await why(join(folder, "none.ssim"))).toMatch(
      /none\.ssim not a schedule; there is no such file/,
    );
  });

  test("of several, every one that is wrong is named", async () => {
    const text = await why(join(folder, "none.ssim"), await written("a.pdf", "%PDF-1.4"));
    expect(text).toMatch(/none\.ssim not a schedule/);
    expect(text).toMatch(/a\.pdf not a schedule; it is a PDF/);
  });
});

describe("deviations of some writers for which a file is not refused", () => {
  const BOM = Buffer.of(0xef, 0xbb, 0xbf);
  const text = Buffer.from(`${RECORDS.join("\n")}\n`, "latin1");

  test("a trailer without an airline: everything is imported, with a warning", () => {
    const trailer = RECORDS.at(-1) as string;
    const { timetable, report } = take([
      ...RECORDS.slice(0, -1),
      `${trailer.slice(0, 2)}   ${trailer.slice(5)}`,
    ]);
    expect(timetable.rows).toBe(3);
    expect(report.counts).toEqual({ structure: 0, leg: 0, warning: 1 });
    const wanted = 'it closes "BA ", which should be there';
    expect(report.findings).toMatchObject([
      { severity: "warning", line: 10, column: 3, fault: "trailer without an airline", wanted },
    ]);
  });

  test("a byte order mark of UTF-8, plain and gzipped, with chunks of any size", async () => {
    const marked = Buffer.concat([BOM, text]);
    expect(importSsimBytes("my.ssim", marked).timetable.rows).toBe(3);
    const blocks = Buffer.concat([BOM, Buffer.from(RECORDS.join(""), "latin1")]);
    expect(importSsimBytes("my.ssim", blocks).timetable.rows).toBe(3);
    const folder = await mkdtemp(join(tmpdir(), "bom-"));
    for (const [name, bytes] of [
      ["plain", marked],
      ["zipped", gzipSync(marked)],
    ] as const) {
      await writeFile(join(folder, name), bytes);
      expect((await importSsim([join(folder, name)])).timetable.rows).toBe(3);
    }
    await rm(folder, { recursive: true });
  });

  test.each([
    ["little", Buffer.from(`\ufeff${RECORDS.join("\n")}`, "utf16le")],
    ["big", Buffer.from(`\ufeff${RECORDS.join("\n")}`, "utf16le").swap16()],
  ])("UTF-16 (%s endian) is named", (_, bytes) => {
    expect(() => importSsimBytes("my.ssim", bytes)).toThrow(
      /it is text in UTF-16: save it as plain ASCII/,
    );
  });
});
