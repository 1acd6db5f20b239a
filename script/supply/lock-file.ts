/**
 * What the lock files must say, so that an installation gets the packages that were reviewed and
 * runs none of their scripts that was not.
 *
 * LOCK-1 Each package of each lock file comes from the registry that npm is configured with, in
 *    one exact version, and its archive is checked by SHA-512. No lock file names an address.
 * LOCK-2 What package.json depends on is one exact version.
 * LOCK-3 Each package that has an install script is allowed or denied by name in `allowScripts` of
 *    package.json, and nothing else is. The one that is allowed is `node`.
 * LOCK-4 The archive that Node is taken from has the checksum in node-binaries.json, on the
 *    platforms that are listed there (check-node.js).
 */
import { z } from "zod";
import { readRepositoryFile } from "../documents/files.ts";

/** Those of the project, of the API reference and of what the benchmarks compare with. */
export const LOCK_FILES = [
  "package-lock.json",
  "script/api-reference/package-lock.json",
  "bench/peers/package-lock.json",
] as const;

const LockedPackage = z.object({
  /** Where it is installed under another name. */
  name: z.string().optional(),
  version: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  link: z.boolean().optional(),
  inBundle: z.boolean().optional(),
  license: z.string().optional(),
  dev: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
});
export type LockedPackage = z.output<typeof LockedPackage>;

const LockFile = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(z.string(), LockedPackage),
});
export type LockFile = z.output<typeof LockFile>;

const Dependencies = z.record(z.string(), z.string()).default({});
const Manifest = z.object({
  dependencies: Dependencies,
  devDependencies: Dependencies,
  allowScripts: z.record(z.string(), z.boolean()).default({}),
});
type Manifest = z.output<typeof Manifest>;

export const readLockFile = (path: string): LockFile =>
  LockFile.parse(JSON.parse(readRepositoryFile(path)));

export const readManifest = (path: string): Manifest =>
  Manifest.parse(JSON.parse(readRepositoryFile(path)));

/** The packages of a lock file by their folders, without the project itself. */
export const packagesOf = ({ packages }: LockFile): [string, LockedPackage][] =>
  Object.entries(packages).filter(([folder]) => folder !== "");

/** `@a/b` of `node_modules/x/node_modules/@a/b`. */
export const nameOf = (folder: string): string => folder.split("node_modules/").at(-1) ?? folder;

/** The decoded length of a SHA-512 is 64 bytes: 88 letters of base64. */
const SHA_512 = /^sha512-[A-Za-z0-9+/]{86}==$/;
const VERSION = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;
const EXACT = /^(npm:(@[^/@]+\/)?[^/@]+@)?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

/** LOCK-1: one line for each fault, with its place and what would be right. */
export function lockFaults(path: string, lock: LockFile): string[] {
  return packagesOf(lock).flatMap(([folder, locked]) => {
    const at = `${path}: ${folder}`;
    const faults: string[] = [];
    if (locked.link === true) faults.push(`${at} is a link; it must be a package of the registry`);
    if (locked.inBundle === true)
      faults.push(`${at} comes inside another package, so nothing checks it`);
    if (locked.resolved !== undefined)
      faults.push(`${at} names an address; npm with omit-lockfile-registry-resolved writes none`);
    if (!VERSION.test(locked.version ?? ""))
      faults.push(`${at} has the version ${locked.version}; it must be exact`);
    if (!SHA_512.test(locked.integrity ?? ""))
      faults.push(`${at} has the integrity ${locked.integrity}; it must be one SHA-512`);
    return faults;
  });
}

/** LOCK-2. */
export function rangeFaults(path: string, { dependencies, devDependencies }: Manifest): string[] {
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !EXACT.test(version))
    .map(([name, version]) => `${path}: ${name} is ${version}; it must be one exact version`);
}

/** The only package that does not work without its install script: it fetches Node. */
const NEEDS_SCRIPT = "node";

/** LOCK-3. */
export function scriptFaults(lock: LockFile, { allowScripts }: Manifest): string[] {
  const withScript = new Set(
    packagesOf(lock)
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([folder]) => nameOf(folder)),
  );
  const undecided = [...withScript].filter((name) => allowScripts[name] === undefined);
  const wrong = Object.entries(allowScripts).filter(
    ([name, isAllowed]) => isAllowed && name !== NEEDS_SCRIPT,
  );
  const unused = Object.keys(allowScripts).filter((name) => !withScript.has(name));
  return [
    ...undecided.map((name) => `${name} has an install script; deny or allow it in allowScripts`),
    ...wrong.map(([name]) => `${name} may run its install script; only ${NEEDS_SCRIPT} needs one`),
    ...unused.map((name) => `${name} has no install script; take it out of allowScripts`),
  ];
}
