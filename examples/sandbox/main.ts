/**
 * `npm run sandbox`: the partners' sandbox as a process. SIGTERM and SIGINT drain it; a second one
 * ends it at once.
 */
import { ConfigError } from "../../common/runtime/config.ts";
import { onParentGone } from "../../common/runtime/parent.ts";
import { onStopSignals } from "../../common/runtime/signals.ts";
import { messageOf } from "../../proto/errors.ts";
import { startSandbox } from "./app.ts";
import { readSandboxConfig } from "./config.ts";

try {
  const sandbox = await startSandbox(readSandboxConfig(process.env), {
    onListening: (url) => console.log(`listening ${url}`),
  });
  console.log(`ready ${sandbox.url}`);
  const signalled = Promise.withResolvers<void>();
  onParentGone(signalled.resolve);
  onStopSignals(signalled.resolve, () => process.exit(1));
  await signalled.promise;
  await sandbox.stop();
  process.exit(0);
} catch (thrown) {
  console.error(messageOf(thrown));
  process.exit(thrown instanceof ConfigError ? 2 : 1);
}
