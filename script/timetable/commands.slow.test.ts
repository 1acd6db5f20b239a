import { execFileSync } from "node:child_process";
import {
  closeSync,
  constants,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { ssim } from "../../test/fixtures/ssim/schedule.ts";
import { exportTimetable, importSchedules, showTimetable } from "./commands.ts";

const LEG = "BA117 LHR-JFK 0830+0000 1105-0500 1234567 01DEC26-31DEC26 744";

describe("where schedules and timetables are written to", () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "commands-"));
    writeFileSync(
      at("own.ssim"),
      ssim({ airline: "BA", legs: [{ leg: LEG, elements: [["010", "AA 6143"]] }] }),
    );
    jest.spyOn(console, "log").mockImplementation(() => {});
    jest.spyOn(console, "error").mockImplementation(() => {});
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
    jest.restoreAllMocks();
  });
  const text = () => readFileSync(at("own.ssim"), "latin1").slice(0, 35);

  test("a pipe or a device is written to, and stays what it is", async () => {
    execFileSync("mkfifo", [at("pipe")]);
    const reader = openSync(at("pipe"), constants.O_RDWR | constants.O_NONBLOCK);
    try {
      await exportTimetable({ out: at("pipe"), timetable: at("own.ssim") });
      expect(lstatSync(at("pipe")).isFIFO()).toBe(true);
      const bytes = Buffer.alloc(100_000);
      expect(bytes.toString("latin1", 0, readSync(reader, bytes))).toMatch(text());
    } finally {
      closeSync(reader);
    }
  });

  test("where a link leads the file is written, and nothing else is left", async () => {
    symlinkSync("real.ssim", at("link.ssim"));
    writeFileSync(at("real.ssim"), "old");
    await exportTimetable({ out: at("link.ssim"), timetable: at("own.ssim") });
    expect(lstatSync(at("link.ssim")).isSymbolicLink()).toBe(true);
    expect(readFileSync(at("real.ssim"), "latin1")).toMatch(text());
    await importSchedules([at("own.ssim")], { out: at("own.bin.br") });
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  test("a folder that is not there is named", async () => {
    const out = at("none/own");
    const failure = {
      exitCode: 2,
      message: expect.stringMatching(/^\S+own cannot be written: ENOENT/),
    };
    await expect(exportTimetable({ out, timetable: at("own.ssim") })).rejects.toMatchObject(
      failure,
    );
    await expect(importSchedules([at("own.ssim")], { out })).rejects.toMatchObject(failure);
  });

  test.each([
    "1999-12-31",
    "2100-01-01",
    "2026-02-30",
  ])("%s is not a date that can be asked for", async (date) => {
    const failure = { exitCode: 2, message: expect.stringMatching(/2000 to 2099|is not a date/) };
    await expect(showTimetable(at("own.ssim"), "LHR", "JFK", date)).rejects.toMatchObject(failure);
    await expect(
      exportTimetable({ out: at("dated.ssim"), timetable: at("own.ssim"), from: date }),
    ).rejects.toMatchObject(failure);
  });

  test("an airline that only sells others' flights has none to export", async () => {
    const asked = exportTimetable({
      out: at("aa.ssim"),
      timetable: at("own.ssim"),
      carrier: "ba, aa",
    });
    await expect(asked).rejects.toMatchObject({
      exitCode: 2,
      message: "the timetable has no flights of AA; it has those of BA",
    });
  });
});
