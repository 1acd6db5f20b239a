/**
 * The previous release: its commit, and its tree in a folder of its own, with this project's
 * packages.
 */
import { execFile, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { readRepositoryFile } from "../../script/documents/files.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const run = promisify(execFile);
const WEEK_S = 7 * 86_400;

interface PreviousRelease {
  readonly commit: string;
  /** `v0.1.0`, or how it was chosen. */
  readonly name: string;
}

/** A release, or why there is none to be had. */
type FoundRelease = PreviousRelease | { readonly missing: string };

/** The commit that CHANGELOG.md names for the time until there is a tag. */
const NAMED = /^This version is tested beside the one of commit `([0-9a-f]{8,40})`/m;

/** What git says, trimmed; undefined where it fails. */
type Git = (...args: string[]) => string | undefined;

const git: Git = (...args) => {
  try {
    const stdio = ["ignore", "pipe", "ignore"] as const;
    return execFileSync("git", args, { cwd: ROOT, encoding: "utf8", stdio: [...stdio] }).trim();
  } catch {
    return undefined;
  }
};

/** Whether a package of this name is among this project's. */
const isInstalled = (name: string) => existsSync(join(ROOT, "node_modules", name));

/**
 * The previous release, where its tree can run with this project's packages.
 *
 * The newest tag `v*` before this commit; without one the commit that CHANGELOG.md names, and
 * without that the newest one that is older than a week. A clone without history has none.
 */
export function previousRelease(
  changelog = readRepositoryFile("CHANGELOG.md"),
  ask: Git = git,
  has: (name: string) => boolean = isInstalled,
): FoundRelease {
  const found = chosenRelease(changelog, ask);
  if ("missing" in found) return found;
  const { dependencies = {} } = JSON.parse(ask("show", `${found.commit}:package.json`) ?? "{}");
  const lacking = Object.keys(dependencies).filter((name) => !has(name));
  if (lacking.length === 0) return found;
  return { missing: `${found.name} needs packages that are not here: ${lacking.join(", ")}` };
}

function chosenRelease(changelog: string, ask: Git): FoundRelease {
  if (ask("rev-parse", "HEAD") === undefined) return { missing: "this is no clone of git" };
  const tag = ask("describe", "--tags", "--abbrev=0", "--match", "v*", "HEAD~1");
  const named = NAMED.exec(changelog)?.[1];
  const commitOf = (name: string) => ask("rev-parse", "--verify", "--quiet", `${name}^{commit}`);
  if (tag) return { commit: commitOf(tag) ?? tag, name: tag };
  if (named !== undefined) {
    const commit = commitOf(named);
    if (commit !== undefined) return { commit, name: `${named}, which CHANGELOG.md names` };
    return { missing: `this clone has no commit ${named}; a clone with its history has` };
  }
  const now = Number(ask("log", "-1", "--format=%ct"));
  const old = ask("rev-list", "-1", `--before=${now - WEEK_S}`, "HEAD");
  return old
    ? { commit: old, name: `${old.slice(0, 8)}, the newest that is older than a week` }
    : {
        missing: "there is no tag v*, CHANGELOG.md names no commit, and none is older than a week",
      };
}

/** Whether a release has this commit. */
export function isSince(release: PreviousRelease, commit: string): boolean {
  return git("merge-base", "--is-ancestor", commit, release.commit) !== undefined;
}

export interface ReleaseTree extends AsyncDisposable {
  readonly folder: string;
}

/** @throws Error when git cannot write the tree */
export async function releaseTree({ commit }: PreviousRelease): Promise<ReleaseTree> {
  const folder = await mkdtemp(join(tmpdir(), "scatter-release-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  const archive = join(folder, "release.tar");
  try {
    await run("git", ["archive", "--output", archive, commit], { cwd: ROOT });
    await run("tar", ["-x", "-f", archive, "-C", folder]);
  } catch (thrown) {
    await remove();
    throw thrown;
  }
  await rm(archive);
  await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
  return { folder, [Symbol.asyncDispose]: remove };
}
