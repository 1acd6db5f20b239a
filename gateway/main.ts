/** `npm run gateway`: one gateway, until it is told to stop. */
import { ConfigError } from "../proto/config.ts";
import { messageOf } from "../proto/errors.ts";
import { startGateway } from "./app.ts";
import { readConfig } from "./config.ts";

try {
  const gateway = await startGateway(readConfig(process.env));
  let signals = 0;
  const stop = () => {
    // The second signal is for somebody who does not want to wait.
    if (++signals > 1) process.exit(1);
    gateway.stop().then(
      () => process.exit(0),
      (thrown: unknown) => {
        console.error(`the gateway did not stop cleanly: ${messageOf(thrown)}`);
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
} catch (thrown) {
  console.error(thrown instanceof ConfigError ? thrown.message : `the gateway could not start: ${messageOf(thrown)}`);
  process.exit(thrown instanceof ConfigError ? 2 : 1);
}
