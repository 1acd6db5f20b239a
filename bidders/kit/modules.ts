/** Where bidders are found: each is a folder of `bidders/` with an `index.ts`, named after its kind. Nothing is registered. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isToken } from "../../proto/subjects.ts";
import type { BidderModule } from "./bidder.ts";

export const BIDDERS_FOLDER = join(import.meta.dirname, "..");

/** The kinds there are, in alphabetical order. */
export function bidderKinds(folder = BIDDERS_FOLDER): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isToken(entry.name) && existsSync(join(folder, entry.name, "index.ts")))
    .map((entry) => entry.name)
    .sort();
}

/** @throws Error when the folder's `index.ts` cannot be loaded or exports what is none of a BidderModule's */
export async function loadBidder(kind: string, folder = BIDDERS_FOLDER): Promise<BidderModule<unknown>> {
  const path = join(folder, kind, "index.ts");
  const exported = (await import(pathToFileURL(path).href)) as Readonly<Record<keyof BidderModule, unknown>>;
  if (typeof exported.search !== "function") throw new Error(`bidders/${kind}/index.ts must export a function search(request, context)`);
  if (exported.open !== undefined && typeof exported.open !== "function")
    throw new Error(`bidders/${kind}/index.ts exports 'open', but it is no function`);
  const { concurrency } = exported;
  if (concurrency !== undefined && !(Number.isSafeInteger(concurrency) && (concurrency as number) >= 1))
    throw new Error(`bidders/${kind}/index.ts exports 'concurrency', but it is no whole number from 1 on`);
  return exported as unknown as BidderModule<unknown>;
}
