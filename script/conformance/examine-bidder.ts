/** One run of the suite: plays gateway to a bidder, and judges what it has seen. */
import type { NatsConnection } from "nats";
import type { Fault } from "../../proto/errors.ts";
import { type CheckResult, exchangesOf, judge } from "./catalogue.ts";
import type { Observed } from "./observed.ts";
import { type PlayOptions, play } from "./play.ts";
import { gatewayRules } from "./rules.ts";
import { Wire } from "./wire.ts";

export interface ExamineOptions extends Omit<PlayOptions, "wanted" | "ratesInto"> {
  /** The ids of the checks that are wanted. */
  readonly checks: ReadonlySet<string>;
  /** This gateway's id: one token that no other process has. */
  readonly gateway: string;
  /** Ends the run: what was not played by then is not checked. */
  readonly signal: AbortSignal;
}

export interface ConformanceRun
  extends Pick<Observed, "kind" | "instance" | "instances" | "markets"> {
  readonly checks: readonly CheckResult[];
  /** It was stopped before its end. */
  readonly isStopped: boolean;
  /** The connection to the broker was lost: what was not seen says nothing of the bidder. */
  readonly isLost: boolean;
}

/** PLAYED-1: how long a run takes at most, beside `waitMs` and some times `slackMs`. */
const RUN_MS_MAX = 120_000;
const SLACKS_MAX = 40;

/** Never rejects for what the bidder does. */
export async function examineBidder(
  connection: NatsConnection,
  options: ExamineOptions,
): Promise<ConformanceRun> {
  const lost = new AbortController();
  void watch(connection, () => lost.abort());
  const timeMs = RUN_MS_MAX + options.waitMs + SLACKS_MAX * options.slackMs;
  const signal = AbortSignal.any([options.signal, lost.signal, AbortSignal.timeout(timeMs)]);
  const faults: Fault[] = [];
  const { rulesOf, ratesInto } = gatewayRules(faults);
  if (faults[0] !== undefined) throw new Error(faults[0].message);
  const wire = new Wire(connection, options.gateway, () => performance.now(), signal);
  const wanted = exchangesOf(options.checks);
  const seen = await play(wire, { ...options, wanted, ratesInto });
  const { kind, instance, instances, markets } = seen;
  return {
    ...{ kind, instance, instances, markets },
    checks: judge(seen, rulesOf, options.checks),
    isStopped: signal.aborted,
    isLost: lost.signal.aborted,
  };
}

/** Calls back when the connection is not there for a moment. */
async function watch(connection: NatsConnection, onLost: () => void): Promise<void> {
  for await (const { type } of connection.status()) if (type === "disconnect") onLost();
}
