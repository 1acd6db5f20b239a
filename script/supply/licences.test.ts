import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { ROOT, readRepositoryFile } from "../documents/files.ts";
import {
  DOCUMENT,
  licenceFaults,
  licencesDocument,
  licensedPackages,
  unusedReadings,
} from "./licences.ts";
import { packagesOf, readLockFile } from "./lock-file.ts";

const lock = readLockFile("package-lock.json");
const packages = licensedPackages(lock);
const x = (licence: string, ships = true) => [{ name: "x", version: "1.0.0", licence, ships }];

describe("licences", () => {
  test.each([
    "MIT",
    "(GPL-3.0-only OR MIT)",
    "Apache-2.0 AND MIT",
    "MPL-2.0",
  ])("%s may ship (LICENCE-1)", (licence) => {
    expect(licenceFaults(x(licence))).toEqual([]);
  });

  test.each([
    "GPL-3.0-only",
    "AGPL-3.0-or-later",
    "MIT AND GPL-2.0-only",
    "CC-BY-4.0",
  ])("%s may not (LICENCE-1)", (licence) => {
    expect(licenceFaults(x(licence))).toEqual([
      `x@1.0.0 ships, and ${licence} is not allowed there`,
    ]);
  });

  test("a tool may have some that may not ship, and not all (LICENCE-1)", () => {
    expect(licenceFaults(x("CC-BY-4.0", false))).toEqual([]);
    expect(licenceFaults(x("GPL-3.0-only", false))).toHaveLength(1);
  });

  test.each([
    "none",
    "MIT/X11",
    "SEE LICENSE IN x",
    "",
  ])("%j is no expression: somebody must read it (LICENCE-2)", (licence) => {
    expect(licenceFaults(x(licence))).toEqual([expect.stringContaining("read it")]);
  });

  test("a package that ships anywhere ships (LICENCE-1)", () => {
    const twice = {
      lockfileVersion: 3 as const,
      packages: {
        "node_modules/x": { version: "1.0.0", license: "MIT" },
        "node_modules/y/node_modules/x": { version: "1.0.0", license: "MIT", dev: true },
      },
    };
    expect(licensedPackages(twice)).toEqual(x("MIT"));
  });

  test("those of all packages are allowed, and none was read in vain (LICENCE-1, LICENCE-2)", () => {
    expect(licenceFaults(packages)).toEqual([]);
    expect(unusedReadings(packages)).toEqual([]);
  });

  test("the lock file says what the installed packages say (LICENCE-2)", () => {
    const differing = packagesOf(lock).filter(([folder, { license }]) => {
      const file = join(ROOT, folder, "package.json");
      if (license === undefined || !existsSync(file)) return false; // of another platform
      const said = JSON.parse(readFileSync(file, "utf8")).license;
      return (typeof said === "object" ? said.type : said) !== license;
    });
    expect(differing.map(([folder]) => folder)).toEqual([]);
  });

  test("docs/licences.md is up to date; npm run licences writes it", () => {
    expect(readRepositoryFile(DOCUMENT)).toBe(licencesDocument(packages));
  });
});
