/**
 * A scenario whose bidders run in the test's own process, beside a gateway in another. A machine
 * that is busy enough may not run the test for two seconds; then the roster has lost the bidders,
 * rightly, and the scenario was not the one that is tested.
 */
import { type GatewayAddress, instancesAre } from "./gateway.ts";
import type { Program } from "./process.ts";

const TRIES_MAX = 3;

/**
 * Runs the scenario. When it fails, and the gateway's log says that it lost one of the bidders
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
