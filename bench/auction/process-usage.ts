/**
 * What a process has used so far. Processor time of our own processes is exact; that of another
 * program, the broker, comes in steps of 10 ms, as Linux counts it.
 */
import { readFileSync } from "node:fs";

export interface Usage {
  /** Microseconds of processor time, of all threads. */
  readonly cpuUs: number;
  /** The most that was resident at any time; 0 where the system does not say. */
  readonly peakBytes: number;
  /** Bytes that were read and written, of sockets and files; 0 where the system does not say. */
  readonly transferredBytes: number;
}

const US_PER_TICK = 10_000;

export function ownUsage(): Usage {
  const { user, system } = process.cpuUsage();
  return { ...readOf("self"), cpuUs: user + system };
}

/** @throws Error where there is no /proc */
export function usageOf(pid: number): Usage {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name, in parentheses, may have spaces. User and system time are the 14th and 15th field.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { ...readOf(pid), cpuUs: (Number(fields[11]) + Number(fields[12])) * US_PER_TICK };
}

function readOf(pid: number | "self"): Omit<Usage, "cpuUs"> {
  const number = (file: string, name: string): number => {
    try {
      const text = readFileSync(`/proc/${pid}/${file}`, "utf8");
      return Number(new RegExp(`^${name}:\\s*(\\d+)`, "m").exec(text)?.[1] ?? 0);
    } catch {
      return 0;
    }
  };
  return {
    peakBytes: 1024 * number("status", "VmHWM"),
    transferredBytes: number("io", "rchar") + number("io", "wchar"),
  };
}
