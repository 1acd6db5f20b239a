/**
 * What happens in the sandbox: one function for each event, which writes one log line and calls a
 * listener.
 */
import type { FastifyBaseLogger } from "fastify";

export type SandboxEvent =
  | { readonly type: "started"; readonly url: string }
  | { readonly type: "asked"; readonly agency: string }
  | {
      readonly type: "answered";
      readonly agency: string;
      readonly answer: "offers" | "error" | "invalid";
      readonly offers: number;
      readonly tookMs: number;
    }
  /** The caller disconnected before it had its answer. */
  | { readonly type: "abandoned"; readonly agency: string; readonly tookMs: number }
  | { readonly type: "stopped" };

export type SandboxEvents = ReturnType<typeof createEvents>;

export function createEvents(
  log: FastifyBaseLogger,
  listener: (event: SandboxEvent) => void = () => {},
) {
  const emit = (event: SandboxEvent, level: "info" | "debug" = "debug") => {
    log[level](event, `sandbox ${event.type}`);
    listener(event);
  };
  return {
    started: (url: string) => emit({ type: "started", url }, "info"),
    asked: (agency: string) => emit({ type: "asked", agency }),
    answered: (
      agency: string,
      answer: "offers" | "error" | "invalid",
      offers: number,
      tookMs: number,
    ) => emit({ type: "answered", agency, answer, offers, tookMs }),
    abandoned: (agency: string, tookMs: number) => emit({ type: "abandoned", agency, tookMs }),
    stopped: () => emit({ type: "stopped" }, "info"),
    broken: (error: Error) => log.error({ err: error }, "sandbox broken"),
  };
}
