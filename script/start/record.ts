/**
 * What a start has made: its processes and its files, in `start-<pid>.json` of the run folder. A
 * start that ends removes its record. A record whose start is gone (kill -9, a crash of the
 * machine) names what may be left, and the next start removes it.
 */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { isRunning, type ProcessId, processId } from "./process-id.ts";
import { writePrivate } from "./run-file.ts";

const id = { pid: z.int().positive(), started: z.string().nullable() };
const record = z.object({
  ...id,
  processes: z.array(z.object({ name: z.string(), ...id })),
  files: z.array(z.string()),
});
type StartRecord = z.infer<typeof record>;

interface NamedProcess extends ProcessId {
  readonly name: string;
}

/** The record of this start. Written again with each process and file. */
export class OwnRecord {
  readonly #path: string;
  readonly #record: StartRecord = { ...processId(process.pid), processes: [], files: [] };

  constructor(folder: string) {
    this.#path = join(folder, `start-${process.pid}.json`);
  }

  /** A pid is undefined when the process could not be started. */
  addProcess(name: string, pid: number | undefined): void {
    if (pid === undefined) return;
    this.#record.processes.push({ name, ...processId(pid) });
    this.#write();
  }

  addFile(path: string): void {
    this.#record.files.push(path);
    this.#write();
  }

  remove(): void {
    // A start that made nothing wrote none, perhaps because its folder is no folder.
    if (this.#record.processes.length + this.#record.files.length === 0) return;
    rmSync(this.#path, { force: true });
  }

  #write(): void {
    writePrivate(this.#path, JSON.stringify(this.#record, null, 2));
  }
}

/** What a start that is gone has left. */
export interface Leftover {
  /** The start's own pid. */
  readonly pid: number;
  /** Those of its processes that still run. */
  running(): NamedProcess[];
  /** Removes its files and its record. Returns the paths that were there. */
  clear(): string[];
}

/**
 * The records in this folder whose start is gone. A file that cannot be read as a record is left
 * alone.
 */
export function leftovers(folder: string): Leftover[] {
  return namesIn(folder)
    .filter((name) => /^start-\d+\.json$/.test(name))
    .flatMap((name) => {
      const path = join(folder, name);
      const left = read(path);
      return left === undefined || isRunning(left) ? [] : [leftoverOf(path, left, folder)];
    });
}

function leftoverOf(
  path: string,
  { pid, processes, files }: StartRecord,
  folder: string,
): Leftover {
  return {
    pid,
    running: () => processes.filter(isRunning),
    clear: () => [...files.filter((file) => isOurs(file, folder)), path].filter(removed),
  };
}

/** Only files that a start makes are removed, even if a record names others. */
function isOurs(path: string, folder: string): boolean {
  const [parent, name] = [dirname(path), basename(path)];
  return (
    (parent === folder && /^partners-\d+\.json$/.test(name)) ||
    /^scatter-jetstream-\w{6}$/.test(name)
  );
}

function removed(path: string): boolean {
  try {
    rmSync(path, { recursive: true });
    return true;
  } catch {
    return false; // it is gone already
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // nothing was ever started here
  }
}

function read(path: string): StartRecord | undefined {
  try {
    return record.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}
