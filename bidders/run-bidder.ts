/**
 * A bidder as a process: reads its configuration, starts, and ends on a signal. The first SIGTERM
 * or SIGINT drains it; a second one ends it at once.
 */
import { ConfigError, type Environment } from "../common/runtime/config.ts";
import { onParentGone } from "../common/runtime/parent.ts";
import { onStopSignals } from "../common/runtime/signals.ts";
import { messageOf } from "../proto/errors.ts";
import { startBidder } from "./app.ts";
import { type BidderConfig, readConfig } from "./config.ts";
import type { BidderModule } from "./kit/bidder.ts";

/**
 * The milliseconds of work. By then a call takes about twice as long as later; without it, ten
 * times.
 */
const WARM_UP_MS = 300;

/** Which bidder `runBidder` runs. */
export interface RunOptions<Settings, Resources> {
  /**
   * The kind's name, also the name of its user in nats.conf; KIND of the environment without it.
   */
  readonly kind?: string | undefined;
  /** The bidder itself, where it is not a folder of `bidders/`. */
  readonly module?: BidderModule<Settings, Resources>;
}

/**
 * Runs a bidder until a signal, and resolves with the exit code of its process: 0 after a
 * signal, 1 where it failed, 2 where its configuration has faults. Faults and failures are written
 * to stderr. Never throws.
 */
export async function runBidder<Settings, Resources>(
  environment: Environment,
  options: RunOptions<Settings, Resources> = {},
): Promise<number> {
  try {
    const { kind, module } = options;
    const source = module === undefined ? {} : { module };
    const config = await readConfig<Settings>(environment, kind, source);
    return await runUntilStopped(config, source);
  } catch (thrown) {
    console.error(messageOf(thrown));
    return thrown instanceof ConfigError ? 2 : 1;
  }
}

async function runUntilStopped<Settings, Resources>(
  config: BidderConfig<Settings>,
  source: { readonly module?: BidderModule<Settings, Resources> },
): Promise<number> {
  const signalled = Promise.withResolvers<undefined>();
  // While it starts, no call has been accepted: nothing is drained.
  let onEnd = (): void => process.exit(1);
  onParentGone(() => onEnd());
  const starting = new AbortController();
  onStopSignals(
    () => {
      starting.abort();
      signalled.resolve(undefined);
    },
    () => process.exit(1),
  );
  // A strategy that does not handle a promise must not end the other searches.
  process.on("unhandledRejection", (reason) =>
    console.error(`a promise of the bidder '${config.kind}' was rejected unseen:`, reason),
  );
  const { signal } = starting;
  const app = await startBidder(config, { ...source, warmUpMs: WARM_UP_MS, signal }).catch(
    (thrown: unknown) =>
      signal.aborted && thrown === signal.reason ? null : Promise.reject(thrown),
  );
  if (app === null) return 0;
  onEnd = () => signalled.resolve(undefined);
  const lost = app.closed.then(
    (error) =>
      error && `the bidder '${config.kind}' has lost its broker permanently: ${error.message}`,
  );
  const failure = await Promise.race([signalled.promise, lost, crashed(config.kind)]);
  if (failure !== undefined) console.error(failure);
  await app.stop();
  return failure === undefined ? 0 : 1;
}

/** An exception that no code caught leaves the process in doubt: it drains, and ends with 1. */
function crashed(kind: string): Promise<string> {
  return new Promise((resolve) => {
    process.on("uncaughtException", (error) =>
      resolve(`the bidder '${kind}' has crashed: ${error.stack ?? error.message}`),
    );
  });
}
