/**
 * The npm that runs `npm start`: when it is killed, the system must not run on, since Ctrl-C would
 * no longer stop it.
 */
import type { Environment } from "../../common/runtime/config.ts";

const LOOK_EVERY_MS = 500;

/** The parent by `process`; it is another process when the parent has ended. */
interface ParentPorts {
  readonly parent: () => number;
  /** Calls again and again; returns how to stop that. */
  readonly every: (ms: number, check: () => void) => () => void;
}

const ofThisProcess: ParentPorts = {
  parent: () => process.ppid,
  every(ms, check) {
    const timer = setInterval(check, ms).unref();
    return () => clearInterval(timer);
  },
};

/**
 * Calls `gone` once when npm, which started this process, is gone without a signal to us. Started
 * by hand (`nohup npx node script/start.ts &`), it ignores the end of the shell.
 */
export function onStarterGone(
  environment: Environment,
  gone: () => void,
  ports: ParentPorts = ofThisProcess,
): void {
  if (environment["npm_lifecycle_event"] !== "start") return;
  const starter = ports.parent();
  const stop = ports.every(LOOK_EVERY_MS, () => {
    if (ports.parent() === starter) return;
    stop();
    gone();
  });
}
