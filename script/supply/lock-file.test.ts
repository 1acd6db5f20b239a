import { describe, expect, test } from "@jest/globals";
import { readRepositoryFile } from "../documents/files.ts";
import { installedNodeFault, nodeFault } from "./check-node.js";
import {
  LOCK_FILES,
  type LockedPackage,
  type LockFile,
  lockFaults,
  rangeFaults,
  readLockFile,
  readManifest,
  scriptFaults,
} from "./lock-file.ts";

const SUM = `sha512-${"A".repeat(86)}==`;
const GOOD: LockedPackage = { version: "1.2.3", integrity: SUM };

const lockOf = (locked: LockedPackage): LockFile => ({
  lockfileVersion: 3,
  packages: { "": {}, "node_modules/x": locked },
});

describe("the packages of a lock file", () => {
  test("one of the registry, with its checksum, is right (LOCK-1)", () => {
    expect(lockFaults("l", lockOf(GOOD))).toEqual([]);
  });

  test.each<[string, LockedPackage, string]>([
    ["without a checksum", { version: "1.2.3" }, "must be one SHA-512"],
    ["with a weak one", { ...GOOD, integrity: "sha1-AAAA" }, "must be one SHA-512"],
    ["with an address", { ...GOOD, resolved: "https://x.test/x.tgz" }, "names an address"],
    ["from git", { ...GOOD, version: "git+ssh://x.test/x.git#1" }, "must be exact"],
    ["that is a link", { ...GOOD, link: true }, "is a link"],
    ["inside another", { ...GOOD, inBundle: true }, "nothing checks it"],
  ])("one %s is a fault with its place (LOCK-1)", (_, locked, message) => {
    const faults = lockFaults("l", lockOf(locked));
    expect(faults).toEqual([expect.stringContaining(message)]);
    expect(faults[0]).toMatch(/^l: node_modules\/x /);
  });

  test.each(LOCK_FILES)("all of %s are right (LOCK-1)", (path) => {
    expect(lockFaults(path, readLockFile(path))).toEqual([]);
  });
});

describe("the versions in package.json", () => {
  const manifest = (version: string) => ({
    dependencies: { x: version },
    devDependencies: {},
    allowScripts: {},
  });

  test.each(["1.2.3", "1.2.3-rc.1", "npm:@a/b@1.2.3"])("%s is exact (LOCK-2)", (version) => {
    expect(rangeFaults("p", manifest(version))).toEqual([]);
  });

  test.each([
    "^1.2.3",
    "1.x",
    "latest",
    "npm:@a/b@^1.2.3",
    "github:a/b",
    "file:../b",
    "*",
  ])("%s is not (LOCK-2)", (version) => {
    expect(rangeFaults("p", manifest(version))).toHaveLength(1);
  });

  test.each(LOCK_FILES)("those beside %s are exact (LOCK-2)", (lock) => {
    const path = lock.replace("package-lock.json", "package.json");
    expect(rangeFaults(path, readManifest(path))).toEqual([]);
  });
});

describe("install scripts", () => {
  const allowing = (allowScripts: Record<string, boolean>) => ({
    dependencies: {},
    devDependencies: {},
    allowScripts,
  });

  test("one that nobody has decided on is named (LOCK-3)", () => {
    const lock = lockOf({ ...GOOD, hasInstallScript: true });
    expect(scriptFaults(lock, allowing({}))).toEqual([
      "x has an install script; deny or allow it in allowScripts",
    ]);
    expect(scriptFaults(lock, allowing({ x: false }))).toEqual([]);
    expect(scriptFaults(lock, allowing({ x: true }))).toEqual([
      "x may run its install script; only node needs one",
    ]);
  });

  test("a decision about a package that has none is named (LOCK-3)", () => {
    expect(scriptFaults(lockOf(GOOD), allowing({ x: false }))).toHaveLength(1);
  });

  test("those of the project and of the API reference are decided (LOCK-3)", () => {
    const manifest = readManifest("package.json");
    expect(scriptFaults(readLockFile("package-lock.json"), manifest)).toEqual([]);
    expect(manifest.allowScripts["node"]).toBe(true);
    // What other folders install, they install without scripts.
    for (const [file, command] of [
      ["script/api-reference/build", /npm ci .*--ignore-scripts/],
      ["script/bootstrap", /npm ci --ignore-scripts/],
      ["bench/install-peers.ts", /\["ci", "--ignore-scripts"/],
    ] as const)
      expect({ file, text: readRepositoryFile(file) }).toEqual({
        file,
        text: expect.stringMatching(command),
      });
  });
});

describe("Node itself, which its package fetches beside the lock file", () => {
  const pins = JSON.parse(readRepositoryFile("script/supply/node-binaries.json"));
  const list = (version: string, integrity: string) => ({
    packages: { "node_modules/node-x": { version, integrity } },
  });
  const onX = { version: "1.2.3", packages: { "node-x": SUM } };

  test("its pinned checksums are those of the version in package.json (LOCK-4)", () => {
    expect(pins.version).toBe(readManifest("package.json").devDependencies["node"]);
    for (const integrity of Object.values<string>(pins.packages))
      expect(lockFaults("pins", lockOf({ version: pins.version, integrity }))).toEqual([]);
  });

  test.each([
    ["what is pinned", list("1.2.3", SUM), undefined],
    ["another archive", list("1.2.3", "sha512-other"), expect.stringContaining("is pinned")],
    ["another version", list("1.2.4", SUM), "node-x is 1.2.4, and 1.2.3 is pinned"],
    ["nothing", undefined, "node-x is not installed; run npm rebuild node"],
  ])("%s is judged by the pin (LOCK-4)", (_, installed, fault) => {
    expect(nodeFault(onX, installed, "x")).toEqual(fault);
  });

  test("a platform without a pin is not judged (LOCK-4)", () => {
    expect(nodeFault(onX, undefined, "y")).toBeUndefined();
  });

  test("what is installed here is what is pinned (LOCK-4)", () => {
    expect(installedNodeFault()).toBeUndefined();
  });
});
