/**
 * What processes that hang are at: their JavaScript stacks and open handles, out of Node's own
 * diagnostic reports.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shortened } from "../../common/text/shortened.ts";

const REPORTS_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 100;
const HANDLES_SHOWN_MAX = 40;

/** Processes that write a report when they are asked. The options are inherited by the workers. */
export class Diagnosis {
  readonly #folder = mkdtempSync(join(tmpdir(), "scatter-reports-"));

  /** The value for NODE_OPTIONS. */
  get nodeOptions(): string {
    return `--report-on-signal --report-signal=SIGUSR2 --report-directory=${this.#folder}`;
  }

  /** Asks these processes. One whose event loop is blocked writes nothing; the report says so. */
  async of(pids: readonly number[]): Promise<string> {
    const asked = pids.filter((pid) => signal(pid, "SIGUSR2"));
    const end = performance.now() + REPORTS_WITHIN_MS;
    while (this.#reports().size < asked.length && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    const reports = this.#reports();
    return asked
      .map((pid) =>
        [
          `process ${pid}:`,
          ...(reports.get(pid) ?? ["  no report: its event loop does not turn"]),
        ].join("\n"),
      )
      .join("\n");
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #reports(): Map<number, string[]> {
    const lines = new Map<number, string[]>();
    for (const name of readdirSync(this.#folder)) {
      try {
        const report = JSON.parse(readFileSync(join(this.#folder, name), "utf8")) as NodeReport;
        lines.set(report.header.processId, linesOf(report));
      } catch {
        // It is being written.
      }
    }
    return lines;
  }
}

interface NodeReport {
  readonly header: { readonly processId: number; readonly commandLine: readonly string[] };
  readonly javascriptStack?: { readonly stack?: readonly string[] };
  readonly libuv?: readonly Readonly<Record<string, unknown>>[];
}

function linesOf({ header, javascriptStack, libuv = [] }: NodeReport): string[] {
  const handles = libuv.filter(
    ({ type, is_active, is_referenced }) =>
      type !== "loop" && is_active === true && is_referenced === true,
  );
  const shown = handles.slice(0, HANDLES_SHOWN_MAX).map((handle) => `    ${handleLine(handle)}`);
  return [
    `  ${shortened(header.commandLine.join(" "), 300)}`,
    ...(javascriptStack?.stack ?? []).map((line) => `    ${line}`),
    `  ${handles.length} open handles keep it alive${handles.length > shown.length ? `; the first ${shown.length}` : ""}`,
    ...shown,
  ];
}

function handleLine({
  type,
  localEndpoint,
  remoteEndpoint,
  pid,
  fd,
  filename,
  firesInMsFromNow,
}: Readonly<Record<string, unknown>>): string {
  const details = {
    local: endpoint(localEndpoint),
    remote: endpoint(remoteEndpoint),
    pid,
    fd,
    filename,
    firesInMs: firesInMsFromNow,
  };
  const known = Object.entries(details).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  return [type, ...known.map(([key, value]) => `${key} ${value}`)].join(", ");
}

function endpoint(value: unknown): string | undefined {
  const { host, ip4, port } = (value ?? {}) as { host?: string; ip4?: string; port?: number };
  return port === undefined ? undefined : `${ip4 ?? host}:${port}`;
}

interface ProcessLine {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** This process's descendants, nearest first. */
export function descendants(pid: number): number[] {
  const children = Map.groupBy(processes(), ({ parent }) => parent);
  const found: number[] = [];
  for (let next = [pid]; next.length > 0; ) {
    next = next.flatMap((one) => children.get(one) ?? []).map((child) => child.pid);
    found.push(...next);
  }
  return found;
}

/**
 * Those of these processes that run jest: only they know the signal; any other would be ended by
 * it.
 */
export function jestProcesses(pids: readonly number[]): number[] {
  const isJest = ({ pid, command }: ProcessLine) =>
    pids.includes(pid) && /jest-worker|jest\/bin\/jest\.js/.test(command);
  return processes()
    .filter(isJest)
    .map(({ pid }) => pid);
}

/** All processes of this machine. On Linux without `ps`, which a small image does not have. */
function processes(): ProcessLine[] {
  return process.platform === "linux" ? processesOnLinux() : processesByPs();
}

function processesOnLinux(): ProcessLine[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
        // Behind the name, which is in parentheses and may hold some: the state, then the parent
        // (proc(5)).
        return [
          {
            pid: Number(name),
            parent: Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]),
            command,
          },
        ];
      } catch {
        return []; // it has ended
      }
    });
}

function processesByPs(): ProcessLine[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,args="], {
    encoding: "utf8",
    timeout: 5_000,
  });
  return (stdout ?? "").split("\n").flatMap((line) => {
    const [, pid, parent, command = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false; // it has ended
  }
}
