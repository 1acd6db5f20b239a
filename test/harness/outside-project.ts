/**
 * A project outside of this repository that has installed one of its packages, as `npm pack` packs
 * it, without the network: what the package depends on is linked from here.
 */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, "..", "..");
const MODULES = join(ROOT, "node_modules");

export interface OutsideProject extends AsyncDisposable {
  readonly folder: string;
  /** The files of the package, as they were packed. */
  readonly packed: readonly string[];
  /** The size of the package, compressed. */
  readonly packedBytes: number;
  /** Where the package is installed. */
  readonly installed: string;
  /** @throws Error with what the compiler says */
  checkTypes(): Promise<void>;
  /** Runs a file of the project to its end. */
  run(file: string, environment: Record<string, string>): Promise<string>;
  /** Runs a command, as a script of the project does: those of its packages are found. */
  command(command: readonly string[], environment?: Record<string, string>): Promise<Ended>;
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Packed {
  readonly name: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

const TSCONFIG = {
  compilerOptions: {
    target: "es2024",
    module: "nodenext",
    strict: true,
    noEmit: true,
    types: ["node"],
    allowImportingTsExtensions: true,
  },
  include: ["*.ts"],
};

/**
 * @param source the folder of the package, from the repository's folder
 * @param dependencies what is linked from here, by the names in `package.json`
 * @param files the files of the project, by their names
 */
export async function outsideProject(
  source: string,
  dependencies: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<OutsideProject> {
  const folder = await mkdtemp(join(tmpdir(), "scatter-outside-"));
  const dispose = () => rm(folder, { recursive: true, force: true });
  try {
    const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], {
      cwd: join(ROOT, source),
      maxBuffer: 64 * 1024 * 1024,
    });
    const [packed] = JSON.parse(stdout.slice(stdout.indexOf("[\n"))) as [Packed];
    await writeFiles(folder, dependencies, files);
    await run("npm", ["install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts"], {
      cwd: folder,
    });
    return {
      folder,
      packed: packed.files.map(({ path }) => path),
      packedBytes: packed.size,
      installed: join(folder, "node_modules", packed.name),
      checkTypes: async () => {
        await run(join(MODULES, ".bin", "tsc"), [], { cwd: folder }).catch(
          ({ stdout: said }: { stdout: string }) => {
            throw new Error(said);
          },
        );
      },
      run: async (file, environment) => {
        const env = { ...process.env, ...environment };
        return (await run(join(MODULES, ".bin", "node"), [file], { cwd: folder, env })).stdout;
      },
      command: ([name = "", ...args], environment = {}) => {
        const own = join(folder, "node_modules", ".bin");
        const path = `${own}:${join(MODULES, ".bin")}:${process.env["PATH"]}`;
        const env = { ...process.env, PATH: path, ...environment };
        return run(name, args, { cwd: folder, env }).then(
          ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
          ({ code, stdout, stderr }: Ended) => ({ code, stdout, stderr }),
        );
      },
      [Symbol.asyncDispose]: dispose,
    };
  } catch (thrown) {
    await dispose();
    throw thrown;
  }
}

async function writeFiles(
  folder: string,
  dependencies: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const tarball = (await readdir(folder)).find((name) => name.endsWith(".tgz")) ?? "";
  const name = tarball.replace(/-\d.*$/, "");
  const linked = [...dependencies, "@types/node"].map((one) => [one, `file:${join(MODULES, one)}`]);
  const manifest = {
    private: true,
    type: "module",
    dependencies: { [name]: `file:${tarball}`, ...Object.fromEntries(linked) },
  };
  const all = {
    ...files,
    "package.json": JSON.stringify(manifest),
    "tsconfig.json": JSON.stringify(TSCONFIG),
  };
  for (const [file, text] of Object.entries(all)) await writeFile(join(folder, file), text);
}
