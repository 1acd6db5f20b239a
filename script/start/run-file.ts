/**
 * What `npm start` writes for the other commands: where its broker and its gateway are.
 * Readable for this user only.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { RunFile } from "../../common/runtime/config.ts";
import { messageOf } from "../../proto/errors.ts";
import { isRunning, type ProcessId, processId } from "./process-id.ts";
import { SystemFailure } from "./system-failure.ts";

/** A run file with the `npm start` that wrote it. */
interface OwnedRunFile extends RunFile, ProcessId {}

/**
 * The pid of another `npm start` that is alive, if there is one; what a crash has left does not
 * count.
 */
export function otherStart(path: string): number | undefined {
  const owned = readOwned(path);
  return owned !== undefined && owned.pid !== process.pid && isRunning(owned)
    ? owned.pid
    : undefined;
}

/** Removes the file of a start that is gone. Returns its path, if it was so. */
export function staleRunFile(path: string): string | undefined {
  const owned = readOwned(path);
  if (owned === undefined || isRunning(owned)) return undefined;
  rmSync(path, { force: true });
  return path;
}

/**
 * The commands use the newest start. Returns a function that removes its file: then an older start
 * is found again.
 */
export function writeRunFile(content: RunFile, path: string): () => void {
  const before = otherStart(path) === undefined ? undefined : readFileSync(path, "utf8");
  writePrivate(
    path,
    JSON.stringify({ ...content, ...processId(process.pid) } satisfies OwnedRunFile, null, 2),
  );
  return () => {
    if (readOwned(path)?.pid !== process.pid) return;
    if (before !== undefined && isRunning(JSON.parse(before) as OwnedRunFile))
      writePrivate(path, before);
    else rmSync(path, { force: true });
  };
}

/** Makes the folder, for this user only. @throws SystemFailure when it cannot be made */
export function makeRunFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (thrown) {
    throw new SystemFailure(
      `the run folder cannot be made: ${messageOf(thrown)}; RUN_FOLDER names another`,
      1,
    );
  }
}

/** Written completely or not at all, and readable by this user only. */
export function writePrivate(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  rmSync(draft, { force: true });
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, path);
}

function readOwned(path: string): OwnedRunFile | undefined {
  try {
    const content = JSON.parse(readFileSync(path, "utf8")) as Partial<OwnedRunFile>;
    return typeof content.pid === "number"
      ? ({ ...content, started: content.started ?? null } as OwnedRunFile)
      : undefined;
  } catch {
    return undefined;
  }
}
