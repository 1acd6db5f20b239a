/** What the processes of a run are given: arguments, and a file with the work. */
import { readFileSync } from "node:fs";
import type { SideContext } from "./side.ts";

export const CONTEXT_PATH = "BENCH_CONTEXT";
/** Set where the process of a gateway has a second one (`SideGateway.plain`). */
export const PAIRED = "BENCH_PAIRED";

interface ProcessContext extends SideContext {
  /** Keyed by user of the broker. */
  readonly passwords: Readonly<Record<string, string>>;
}

/** @throws Error when this process was not started by the benchmark */
export function readContext(): ProcessContext {
  const path = process.env[CONTEXT_PATH];
  if (path === undefined) throw new Error("this program is started by `npm run bench -- auction`");
  const context = JSON.parse(readFileSync(path, "utf8")) as ProcessContext;
  const { NATS_USER: user, NATS_PASSWORD: password } = process.env;
  const broker = { ...context.broker, user: user ?? "", password: password ?? "" };
  return { ...context, broker };
}
