/** `npm run sandbox`: the partners' sandbox as a process. SIGTERM and SIGINT drain it; a second one cuts it off. */
import { ConfigError } from "../../proto/config.ts";
import { messageOf } from "../../proto/errors.ts";
import { type Sandbox, startSandbox } from "./app.ts";
import { readSandboxConfig } from "./config.ts";

try {
  const sandbox = await startSandbox(readSandboxConfig(process.env));
  console.log(`ready ${sandbox.url}`);
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void drain(sandbox));
} catch (thrown) {
  console.error(messageOf(thrown));
  process.exit(thrown instanceof ConfigError ? 2 : 1);
}

let isDraining = false;

async function drain(sandbox: Sandbox): Promise<void> {
  if (isDraining) process.exit(1);
  isDraining = true;
  await sandbox.stop();
  process.exit(0);
}
