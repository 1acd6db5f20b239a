/**
 * How the processes of a benchmark are told what to do: each message names a command, and its
 * answer has the same number. A process whose parent is gone ends.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { Session } from "node:inspector/promises";
import { flushCompileCache } from "node:module";
import { dirname } from "node:path";

type Commands = Readonly<Record<string, (argument: never) => unknown>>;

export interface CommandRequest {
  readonly id: number;
  readonly command: string;
  readonly argument: unknown;
}

export interface Response {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

let profiler: Session | undefined;

/** Every process of a benchmark can be profiled: see the option `--profile`. */
const PROFILING: Commands = {
  profile: async () => {
    profiler = new Session();
    profiler.connect();
    await profiler.post("Profiler.enable");
    await profiler.post("Profiler.start");
  },
  writeProfile: async (path: string) => {
    const { profile } = (await profiler?.post("Profiler.stop")) ?? {};
    profiler?.disconnect();
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, JSON.stringify(profile));
  },
};

/** Answers commands from now on, and says so to the parent process. */
export function answerCommands(commands: Commands): void {
  // It is ended by SIGKILL, and Node keeps compiled code at an end of another kind only.
  flushCompileCache();
  process.on("message", async ({ id, command, argument }: CommandRequest) => {
    let response: Response;
    try {
      const run = (commands[command] ?? PROFILING[command]) as
        | ((argument: unknown) => unknown)
        | undefined;
      if (run === undefined) throw new Error(`there is no command '${command}'`);
      response = { id, value: await run(argument) };
    } catch (thrown) {
      response = {
        id,
        error: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
      };
    }
    process.send?.(response);
  });
  process.on("disconnect", () => process.exit(0));
  // The parent ends its processes itself, in its order.
  process.on("SIGINT", () => {});
  process.send?.({ id: 0 } satisfies Response);
}
