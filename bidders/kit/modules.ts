/**
 * Where bidders are found: each is a folder of `bidders/` with an `index.ts`, named after its kind.
 * Nothing is registered.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isToken } from "../../proto/subjects.ts";
import { type BidderModule, type BidderSettings, CONCURRENCY_DEFAULT } from "./bidder.ts";

export const BIDDERS_FOLDER = join(import.meta.dirname, "..");

/** The kinds there are, in alphabetical order. */
export function bidderKinds(folder = BIDDERS_FOLDER): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(
      (entry) =>
        entry.isDirectory() &&
        isToken(entry.name) &&
        existsSync(join(folder, entry.name, "index.ts")),
    )
    .map((entry) => entry.name)
    .sort();
}

/**
 * @throws Error when the folder's `index.ts` cannot be loaded or exports what is none of a
 * BidderModule's
 */
export async function loadBidder(
  kind: string,
  folder = BIDDERS_FOLDER,
): Promise<BidderModule<unknown>> {
  const path = join(folder, kind, "index.ts");
  const exported = (await import(pathToFileURL(path).href)) as Readonly<
    Record<keyof BidderModule, unknown>
  >;
  if (typeof exported.search !== "function")
    throw new Error(`bidders/${kind}/index.ts must export a function search(request, context)`);
  if (exported.open !== undefined && typeof exported.open !== "function")
    throw new Error(`bidders/${kind}/index.ts exports 'open', but it is no function`);
  const { concurrency } = exported;
  if (concurrency !== undefined && typeof concurrency !== "function" && !isConcurrency(concurrency))
    throw new Error(
      `bidders/${kind}/index.ts exports 'concurrency', but it is no whole number from 1 on, nor a function of the settings`,
    );
  return exported as unknown as BidderModule<unknown>;
}

/**
 * How many searches at once suit a module. @throws Error when its own function says what is no such
 * number
 */
export function concurrencyOf(
  { concurrency = CONCURRENCY_DEFAULT }: Pick<BidderModule, "concurrency">,
  settings: BidderSettings,
): number {
  const said = typeof concurrency === "function" ? concurrency(settings) : concurrency;
  if (!isConcurrency(said))
    throw new Error(
      `the bidder's concurrency is ${String(said)}; a whole number from 1 on would be right`,
    );
  return said;
}

function isConcurrency(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}
