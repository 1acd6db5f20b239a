/**
 * One of our programs on a terminal, by `script` of util-linux: stdout and stderr are its screen.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");

interface Screen {
  readonly code: number | null;
  /** All that was written, with the sequences that move the cursor. */
  readonly written: string;
}

/** @param columns of the terminal */
export async function onTerminal(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  columns: number,
): Promise<Screen> {
  const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const command = [process.execPath, join(ROOT, file), ...args].map(quote).join(" ");
  const child = spawn(
    "script",
    ["-qec", `stty cols ${columns} rows 24; exec ${command}`, "/dev/null"],
    {
      env: {
        PATH: process.env["PATH"] ?? "",
        TERM: "xterm-256color",
        SHELL: "/bin/sh",
        ...environment,
      },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let written = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    written += text;
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, written };
}
