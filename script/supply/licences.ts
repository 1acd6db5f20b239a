/**
 * The licences of all packages of the lock file. `npm run licences` writes docs/licences.md; a test
 * fails while that file is out of date, and for a licence that is not allowed here.
 *
 * LICENCE-1 What ships depends only on packages whose licence lets anyone run and change this
 *    project under its own licence; a development tool may also have another one that is free.
 * LICENCE-2 A package without an SPDX expression, or with a wrong one, is named with what was read.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import satisfies from "spdx-satisfies";
import { ROOT } from "../documents/files.ts";
import { type LockFile, nameOf, packagesOf, readLockFile } from "./lock-file.ts";

export const DOCUMENT = "docs/licences.md";

/** MPL-2.0 asks for the sources of its own files alone, which are used as they are. */
const ALLOWED = [
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MPL-2.0",
  "Unlicense",
  "Zlib",
];
/** Of tools that do not ship: those of Python's own modules, and of data (caniuse, SPDX). */
const ALLOWED_IN_TOOLS = [...ALLOWED, "CC-BY-3.0", "CC-BY-4.0", "PSF-2.0", "Python-2.0"];

/** LICENCE-2: what packages say in another way, as read in their own files. */
const READ: Readonly<Record<string, string>> = {
  "buildcheck@0.0.7": "MIT", // `licenses` in its package.json
  "cpu-features@0.0.10": "MIT", // the same
  "nub@0.0.0": "MIT", // it says MIT/X11
  "ssh2@1.17.0": "MIT", // `licenses` in its package.json
};

interface Licensed {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression, or what the package says instead. */
  readonly licence: string;
  readonly ships: boolean;
}

/** Of the lock file, which is the same on every platform; sorted by name and version. */
export function licensedPackages(lock: LockFile): Licensed[] {
  const found = new Map<string, Licensed>();
  for (const [folder, locked] of packagesOf(lock)) {
    const { name = nameOf(folder), version = "", license, dev = false } = locked;
    const key = `${name}@${version}`;
    const ships = !dev || found.get(key)?.ships === true;
    found.set(key, { name, version, licence: READ[key] ?? license ?? "none", ships });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** LICENCE-1, LICENCE-2: one line for each fault. */
export function licenceFaults(packages: readonly Licensed[]): string[] {
  return packages.flatMap(({ name, version, licence, ships }) => {
    const where = ships ? "ships" : "is a tool";
    const isAllowed = isWithin(licence, ships ? ALLOWED : ALLOWED_IN_TOOLS);
    if (isAllowed === undefined)
      return [`${name}@${version} has the licence "${licence}", no SPDX expression: read it`];
    return isAllowed ? [] : [`${name}@${version} ${where}, and ${licence} is not allowed there`];
  });
}

/** Undefined: no SPDX expression. */
function isWithin(licence: string, allowed: readonly string[]): boolean | undefined {
  try {
    return satisfies(licence, allowed);
  } catch {
    return undefined;
  }
}

/** What is named in `READ` and not in the lock file. */
export function unusedReadings(packages: readonly Licensed[]): string[] {
  const keys = new Set(packages.map(({ name, version }) => `${name}@${version}`));
  return Object.keys(READ).filter((key) => !keys.has(key));
}

export function licencesDocument(packages: readonly Licensed[]): string {
  const tools = packages.filter(({ ships }) => !ships);
  return [
    HEAD,
    ...table(packages.filter(({ ships }) => ships)),
    "",
    `## Tools`,
    "",
    "What builds, tests and measures, and does not ship.",
    "",
    ...table(tools),
    "",
  ].join("\n");
}

function table(packages: readonly Licensed[]): string[] {
  const byLicence = Map.groupBy(packages, ({ licence }) => licence);
  const rows = [...byLicence].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    "| licence | packages |",
    "| --- | --- |",
    ...rows.map(([licence, those]) => {
      const names = [...new Set(those.map(({ name }) => `\`${name}\``))];
      return `| ${licence} | ${names.join(", ")} |`;
    }),
  ];
}

const HEAD = `# Licences

For anyone who ships this project: the licence of each package that it uses. This file is generated from the lock
file by \`npm run licences\`. Do not edit it. Which licences are allowed, and what was read where a package
states none, is in \`script/supply/licences.ts\`. What the benchmarks compare with (\`bench/peers\`) is
installed by hand, ships nowhere and is not listed. Data that ships has its notices beside it.

## What ships
`;

if (import.meta.main) {
  const packages = licensedPackages(readLockFile("package-lock.json"));
  const faults = licenceFaults(packages);
  for (const fault of faults) console.error(fault);
  writeFileSync(join(ROOT, DOCUMENT), licencesDocument(packages));
  console.log(`${DOCUMENT}: ${packages.length} packages`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
