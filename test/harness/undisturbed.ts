/**
 * A scenario whose bidders run in the test's own process, and its gateway in another. A very busy
 * machine may pause the test for two seconds; then the roster correctly loses the bidders, and the
 * scenario is not the one to test.
 */
import { type GatewayAddress, instancesAre } from "./gateway.ts";
import type { Program } from "./process.ts";

const TRIES_MAX = 3;

/**
 * Runs the scenario. When it fails, and the gateway's log shows that it lost one of the bidders
 * meanwhile, it is run again; any other failure is one. The gateway must log at info.
 */
export async function undisturbed(
  gateway: GatewayAddress & { readonly program: Pick<Program, "stdout"> },
  instances: readonly string[],
  scenario: () => Promise<void>,
): Promise<void> {
  const lost = () => [...gateway.program.stdout.matchAll(/"how":"lost"/g)].length;
  for (let tries = 1; ; tries++) {
    const before = lost();
    try {
      return await scenario();
    } catch (thrown) {
      if (lost() === before || tries === TRIES_MAX) throw thrown;
      await instancesAre(gateway, instances);
    }
  }
}
