/**
 * `npm run bidder -- KIND`: one bidder process. SIGTERM or SIGINT drains it; a second one ends it
 * at once.
 */
import { ConfigError } from "../common/runtime/config.ts";
import { onParentGone } from "../common/runtime/parent.ts";
import { onStopSignals } from "../common/runtime/signals.ts";
import { messageOf } from "../proto/errors.ts";
import { startBidder } from "./app.ts";
import { type BidderConfig, readConfig } from "./config.ts";

function configured(): BidderConfig {
  try {
    return readConfig(process.env, process.argv[2]);
  } catch (thrown) {
    if (!(thrown instanceof ConfigError)) throw thrown;
    console.error(thrown.message);
    process.exit(2);
  }
}

async function main(): Promise<number> {
  const config = configured();
  const signalled = Promise.withResolvers<undefined>();
  let drain = (): void => process.exit(1); // nothing has been taken while it starts
  onParentGone(() => drain());
  onStopSignals(
    () => signalled.resolve(undefined),
    () => process.exit(1),
  );
  // A strategy that forgets a promise must not take the other searches down with it.
  process.on("unhandledRejection", (reason) =>
    console.error(`a promise of the bidder '${config.kind}' was rejected unseen:`, reason),
  );
  const app = await startBidder(config);
  drain = () => signalled.resolve(undefined);
  const lost = app.closed.then(
    (error) =>
      error && `the bidder '${config.kind}' has lost its broker for good: ${error.message}`,
  );
  const failure = await Promise.race([signalled.promise, lost, crashed(config.kind)]);
  if (failure !== undefined) console.error(failure);
  await app.stop();
  return failure === undefined ? 0 : 1;
}

/**
 * What was thrown where nobody could catch it leaves the process in doubt: it drains, and ends with
 * 1.
 */
function crashed(kind: string): Promise<string> {
  return new Promise((resolve) => {
    process.on("uncaughtException", (error) =>
      resolve(`the bidder '${kind}' has crashed: ${error.stack ?? error.message}`),
    );
  });
}

try {
  process.exit(await main());
} catch (thrown) {
  console.error(messageOf(thrown));
  process.exit(1);
}
