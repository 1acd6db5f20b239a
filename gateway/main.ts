/**
 * `npm run gateway`: one gateway, until a signal stops it. SIGTERM or SIGINT drains it; a second
 * signal ends it at once.
 */
import { ConfigError } from "../common/runtime/config.ts";
import { onParentGone } from "../common/runtime/parent.ts";
import { onStopSignals } from "../common/runtime/signals.ts";
import { messageOf } from "../proto/errors.ts";
import { startGateway } from "./app.ts";
import { readConfig } from "./config.ts";

/**
 * The milliseconds of work. By then a search takes about twice as long as later; without it, twenty
 * times.
 */
const WARM_UP_MS = 200;

try {
  const config = readConfig(process.env);
  let drain = (): void => process.exit(1); // it has accepted nothing while it starts
  onParentGone(() => drain());
  const gateway = await startGateway(config, { warmUpMs: WARM_UP_MS });
  const signalled = Promise.withResolvers<void>();
  drain = signalled.resolve;
  // With tenants or policies SIGHUP reads their files again, and does not stop the gateway.
  const hasFiles = config.tenants !== null || config.policies !== null;
  const onReload = hasFiles ? () => gateway.reload() : undefined;
  onStopSignals(signalled.resolve, () => process.exit(1), { onReload });
  const failure = await Promise.race([signalled.promise, gateway.closed]);
  if (failure) console.error(`the gateway has lost its broker permanently: ${failure.message}`);
  await gateway.stop();
  process.exit(failure ? 1 : 0);
} catch (thrown) {
  console.error(
    thrown instanceof ConfigError ? thrown.message : `the gateway failed: ${messageOf(thrown)}`,
  );
  process.exit(thrown instanceof ConfigError ? 2 : 1);
}
