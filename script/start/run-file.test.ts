import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { readRunFile } from "../../common/runtime/config.ts";
import { processId } from "./process-id.ts";
import { makeRunFolder, otherStart, staleRunFile, writeRunFile } from "./run-file.ts";

const content = {
  url: "nats://127.0.0.1:4222",
  gatewayUrl: "http://127.0.0.1:8080",
  passwords: { client: "secret" },
};
/** A process that is alive for as long as this test: its parent. */
const ALIVE = process.ppid;
/** Past the highest pid that Linux gives. */
const DEAD = 0x7fff_fff0;

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "scatter-run-"));
  path = join(folder, "sub", "broker.json");
});
afterEach(() => rmSync(folder, { recursive: true }));
const leftBy = (pid: number) => {
  writeRunFile({ ...content, url: "nats://older" }, path);
  writeFileSync(
    path,
    JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), ...processId(pid) }),
  );
};

test("is there for the commands, readable for this user only, and removed at the end", () => {
  const takeBack = writeRunFile(content, path);
  expect(readRunFile(path)).toEqual(content);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(otherStart(path)).toBeUndefined();
  takeBack();
  expect(existsSync(path)).toBe(false);
});

test("a file that a crash has left is replaced", () => {
  leftBy(DEAD);
  expect(otherStart(path)).toBeUndefined();
  const takeBack = writeRunFile(content, path);
  expect(readRunFile(path)).toEqual(content);
  takeBack();
  expect(existsSync(path)).toBe(false);
});

test("an older start that is alive is found again when the newer one ends", () => {
  leftBy(ALIVE);
  expect(otherStart(path)).toBe(ALIVE);
  const takeBack = writeRunFile(content, path);
  expect(readRunFile(path)?.url).toBe(content.url);
  takeBack();
  expect(readRunFile(path)?.url).toBe("nats://older");
});

test("the file of a newer start is left alone", () => {
  const takeBack = writeRunFile(content, path);
  leftBy(ALIVE);
  takeBack();
  expect(readRunFile(path)?.url).toBe("nats://older");
});

test("a file of another form is replaced", () => {
  writeRunFile(content, path);
  writeFileSync(path, "{");
  expect(otherStart(path)).toBeUndefined();
  writeRunFile(content, path);
  expect(readRunFile(path)).toEqual(content);
});

test("a pid that now belongs to another process is not a start", () => {
  leftBy(ALIVE);
  writeFileSync(
    path,
    JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), started: "another time" }),
  );
  expect(otherStart(path)).toBeUndefined();
});

test("the file of a start that has ended is removed, and no other", () => {
  expect(staleRunFile(path)).toBeUndefined();
  writeRunFile(content, path);
  expect(staleRunFile(path)).toBeUndefined();
  leftBy(ALIVE);
  expect(staleRunFile(path)).toBeUndefined();
  leftBy(DEAD);
  expect(staleRunFile(path)).toBe(path);
  expect(existsSync(path)).toBe(false);
});

test("the run folder is made with those above it, for this user only; one that is there stays as it is", () => {
  const made = join(folder, "a", "b");
  makeRunFolder(made);
  expect(statSync(made).mode & 0o777).toBe(0o700);
  writeRunFile(content, join(made, "broker.json"));
  makeRunFolder(made);
  expect(readRunFile(join(made, "broker.json"))).toEqual(content);
});

test("a run folder that cannot be made is named", () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  const path = join(file, "sub");
  expect(() => makeRunFolder(path)).toThrow(
    expect.objectContaining({
      exitCode: 1,
      message: expect.stringMatching(
        new RegExp(
          `^the run folder cannot be made: .*ENOTDIR.*${path}'; RUN_FOLDER names another$`,
        ),
      ),
    }),
  );
});
