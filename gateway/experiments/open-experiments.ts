/** The policies of a gateway that runs: they follow their file. */
import { convert } from "../../common/money/money.ts";
import type { Clock } from "../../common/runtime/clock.ts";
import type { GatewayConfig } from "../config.ts";
import { onFileChange } from "../runtime/watch-file.ts";
import { Experiments, type ExperimentsListener } from "./experiments.ts";
import { readPoliciesFile } from "./policies-file.ts";

export interface OpenExperiments {
  readonly experiments: Experiments;
  close(): void;
}

/** What amounts are counted in, where there is a rate for it. */
const CURRENCY = "USD";

/** Null where the gateway has no policies file. */
export function openExperiments(
  config: Pick<GatewayConfig, "policies" | "policy" | "bounds" | "rates" | "ledgerMax">,
  { clock, events }: { readonly clock: Clock; readonly events: ExperimentsListener },
): OpenExperiments | null {
  if (config.policies === null) return null;
  const { path, file } = config.policies;
  const { rates, ledgerMax: searchesMax } = config;
  const currency = rates.has(CURRENCY) ? CURRENCY : (rates.currencies[0] as string);
  const into = rates.into(currency);
  const experiments = new Experiments(path, file, {
    listener: events,
    nowMs: () => clock.now(),
    read: (at) => readPoliciesFile(at, config),
    currency,
    worth: ({ amount, currency: of }) => convert(amount, of, into) ?? null,
    searchesMax,
  });
  return { experiments, close: onFileChange(path, () => experiments.reload()) };
}
