/** The one logger of a process. */
import { type DestinationStream, type Logger, type LoggerOptions, pino } from "pino";
import { withoutSecrets } from "./line-secrets.ts";
import { logOutput } from "./log-output.ts";

/** What of pino a process chooses. */
type ProcessLog = Pick<LoggerOptions, "name" | "level" | "base">;

/** SECRETS-1 holds for all of its lines. */
export function openLog(options: ProcessLog, output: DestinationStream = logOutput()): Logger {
  return pino({ ...options, hooks: { streamWrite: withoutSecrets } }, output);
}
