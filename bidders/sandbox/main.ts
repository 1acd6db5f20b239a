/** `npm run sandbox`: the partners' sandbox as a process. SIGTERM and SIGINT drain it; a second one cuts it off. */
import { ConfigError } from "../../proto/config.ts";
import { messageOf } from "../../proto/errors.ts";
import { onParentGone } from "../../proto/parent.ts";
import { onStopSignals } from "../../proto/signals.ts";
import { startSandbox } from "./app.ts";
import { readSandboxConfig } from "./config.ts";

try {
  const sandbox = await startSandbox(readSandboxConfig(process.env));
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
